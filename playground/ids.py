"""Names of things, in Slack's shapes: `U0ABC…` ids, `1700000000.000100` times."""

import base64
import hashlib
import itertools

MICROSECOND = 1_000_000
LENGTH = 10


def from_name(prefix: str, name: str) -> str:
    """Return the id drawn from a name: the same on every start, `prefix` plus ten of A-Z and 2-7."""
    digest = hashlib.sha256(f"{prefix}:{name}".encode()).digest()
    return prefix + base64.b32encode(digest).decode()[:LENGTH]


class Ids:
    """New ids, each once, in the same order on every start."""

    def __init__(self) -> None:
        self._drawn = itertools.count(1)

    def draw(self, prefix: str) -> str:
        """Return the next id of a kind, e.g. `F…` for a file."""
        return from_name(prefix, f"#{next(self._drawn)}")

    def token(self) -> str:
        """Return a short word for a `block_id` or `action_id` the client left out."""
        return self.draw("").lower()[:5]


class Stamps:
    """Message times: unique and rising in each conversation, whatever the clock does."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def next(self, channel: str, now: float) -> str:
        """Return the `ts` of a message stored in `channel` at `now` (epoch seconds)."""
        micros = max(int(now * MICROSECOND), self._last.get(channel, 0) + 1)
        self._last[channel] = micros
        return stamp(micros)


def stamp(micros: int) -> str:
    """Write microseconds since the epoch as Slack does, with six decimals."""
    return f"{micros // MICROSECOND}.{micros % MICROSECOND:06d}"


def seconds(ts: str) -> float:
    """Read a `ts` as epoch seconds."""
    return float(ts)
