"""How long everything takes and waits."""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

_SECOND = timedelta(seconds=1)
_MINUTE = timedelta(minutes=1)
_JITTER = 0.2  # share of a backoff, up or down


@dataclass(frozen=True, slots=True)
class Timing:
    """The protocol's spans. A lease holds a post and `margin`; history shows a post `settle` after it at the latest."""

    timeout: timedelta = 10 * _SECOND  # of one call
    margin: timedelta = _SECOND  # of a lease, beyond the timeout, that a post needs
    lease: timedelta = 30 * _SECOND
    settle: timedelta = 30 * _SECOND
    tick: timedelta = 5 * _SECOND  # between two looks for something to do
    sweep: timedelta = _MINUTE
    pace: timedelta = _SECOND  # between two messages in one channel
    backoff: timedelta = 30 * _SECOND  # after the first try; doubles
    longest_backoff: timedelta = 8 * _MINUTE
    most_start_delay: timedelta = 2 * _MINUTE
    look_back: timedelta = 10 * _MINUTE  # before the first try, where messages are looked for
    file_hold: timedelta = 20 * _SECOND  # for three steps of an upload
    file_look: timedelta = 3 * _SECOND  # between two looks whether a picture is ready
    file_patience: timedelta = _MINUTE  # then the message goes without
    edit_hold: timedelta = 20 * _SECOND
    drain: timedelta = 8 * _SECOND  # what is being posted may take so long when everything stops
    sweeps: tuple[timedelta, ...] = (
        *(minutes * _MINUTE for minutes in (1, 2, 5, 15, 60)),
        timedelta(days=1),
    )  # after sending, where it took more than one try

    def backoff_after(self, attempts: int, key: str) -> timedelta:
        """How long to wait after so many tries: doubled each time, a fifth more or less by a hash of the key."""
        doubled = min(self.backoff * (1 << min(attempts - 1, 16)), self.longest_backoff)
        return doubled * (1 - _JITTER + 2 * _JITTER * _lot(f"{key}:{attempts}"))

    def settle_after(self, attempts: int, key: str) -> timedelta:
        """How long to wait where the message may be out: until history shows it, at least."""
        return max(self.settle, self.backoff_after(attempts, key))

    def start_delay(self, dedup_key: str) -> timedelta:
        """By how much a message starts after its time, always the same: not all channels get theirs at once."""
        return self.most_start_delay * _lot(dedup_key)


def _lot(key: str) -> float:
    """A number in [0, 1), always the same for a key."""
    return int.from_bytes(sha256(key.encode()).digest()[:8]) / 2**64
