"""The journal: every call of the app, every delivery to it, and what was really stored."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from playground.clock import Clock
from playground.delivery import Receipt

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the app: `accepted` says that it took effect, whatever the client was told."""

    method: str
    arguments: Json
    accepted: bool
    status: int
    error: str | None = None
    fault: str | None = None
    documented: bool = True

    def to_json(self) -> Json:
        """Return the call as the journal shows it."""
        return {"sort": "call", "ok": self.accepted, **asdict(self)}


@dataclass(frozen=True, slots=True)
class Delivered:
    """One attempt to give the app something."""

    name: str
    id: str
    receipt: Receipt
    attempt: int = 0

    def to_json(self) -> Json:
        """Return the attempt as the journal shows it."""
        told = {"name": self.name, "id": self.id, "attempt": self.attempt}
        return {"sort": "delivery", **told, "status": self.receipt.status, "reason": self.receipt.reason}


class Journal:
    """Kept apart from what clients are told, so that tests can count what truly happened."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: list[tuple[float, Call | Delivered]] = []
        self._accepted: Counter[str] = Counter()

    def write(self, entry: Call | Delivered) -> None:
        """Write down a call or a delivery."""
        self._entries.append((self._clock.now(), entry))

    def stored(self, metadata: Json | None) -> None:
        """Count a stored message by its metadata payload."""
        if metadata:
            self._accepted[json.dumps(metadata.get("event_payload", {}), sort_keys=True)] += 1

    def to_json(self, since: int = 0, name: str = "") -> Json:
        """Return the entries after number `since`, of one method or delivery if named, and the counts."""
        entries = [
            {"number": number, "at": at, **entry.to_json()}
            for number, (at, entry) in enumerate(self._entries[since:], since + 1)
        ]
        chosen = [e for e in entries if not name or name in (e.get("method"), e.get("name"))]
        return {"entries": chosen, "accepted": dict(self._accepted)}
