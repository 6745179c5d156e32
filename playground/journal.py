"""The journal: every call of the app, every delivery to it, and what was really stored."""

import json
from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from playground.clock import Clock
from playground.delivery import Receipt


@dataclass(frozen=True, slots=True)
class Call:
    """One Web API call: `accepted` says that it took effect, whatever the client was told."""

    number: int
    at: float
    method: str
    arguments: dict[str, Any]
    ok: bool
    accepted: bool
    status: int
    error: str | None = None
    fault: str | None = None
    documented: bool = True
    sort: str = "call"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One attempt to give the app something."""

    number: int
    at: float
    name: str
    id: str
    attempt: int
    status: str
    reason: str | None
    sort: str = "delivery"


class Journal:
    """Kept apart from what clients are told, so that tests can count what truly happened."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: list[Call | Delivered] = []
        self._accepted: Counter[str] = Counter()

    def called(self, **facts: Any) -> None:
        """Write down a Web API call."""
        self._entries.append(Call(number=len(self._entries) + 1, at=self._clock.now(), **facts))

    def delivered(self, name: str, ident: str, attempt: int, receipt: Receipt) -> None:
        """Write down an attempt to deliver an event, a command or an interaction."""
        self._entries.append(
            Delivered(
                number=len(self._entries) + 1,
                at=self._clock.now(),
                name=name,
                id=ident,
                attempt=attempt,
                status=receipt.status.value,
                reason=receipt.reason,
            )
        )

    def stored(self, metadata: dict[str, Any] | None) -> None:
        """Count a stored message by its metadata payload."""
        if metadata:
            self._accepted[json.dumps(metadata.get("event_payload", {}), sort_keys=True)] += 1

    def to_json(self, since: int = 0, method: str = "") -> dict[str, Any]:
        """Return the entries after number `since`, of one method if named, and the counts."""
        entries = [asdict(entry) for entry in self._entries[since:]]
        chosen = [e for e in entries if not method or method in (e.get("method"), e.get("name"))]
        return {"entries": chosen, "accepted": dict(self._accepted)}
