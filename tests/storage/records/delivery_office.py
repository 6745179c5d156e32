"""Deliveries to claim: two workspaces, messages due at one instant, terms of round numbers."""

from datetime import UTC, datetime, timedelta
from typing import Any

from storage.repositories.claims import Terms
from storage.repositories.delivery_records import Claim, DeliveryKind, NewDelivery
from storage.repositories.records import Workspace
from storage.unit_of_work import Records

DUE = datetime(2026, 11, 23, 7, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TERMS = Terms("w1", lease=30 * SECOND, settle=30 * SECOND, pace=SECOND)


def after(seconds: float) -> datetime:
    """So long after everything is due."""
    return DUE + timedelta(seconds=seconds)


def queue(records: Records, number: int = 0, *, team: str = "T1", channel: str | None = None, **other: Any) -> int:
    """Decide on a message; each number goes to a channel of its own if not said otherwise."""
    place = channel or f"C{number}"
    values = {"due_at": DUE, "expires_at": DUE + timedelta(days=1)} | other
    new = NewDelivery(
        dedup_key=f"digest:{team}:{place}:s{number}:2026-W47",
        kind=DeliveryKind.DIGEST,
        team_id=team,
        channel_id=place,
        payload_text={"text": f"Message {number}"},
        **values,
    )
    with records.writing() as work:
        if work.workspaces.get(team) is None:
            work.workspaces.put(Workspace(team, team, "B1"))
        queued = work.deliveries.queue(new)
    assert queued is not None
    return queued


def take(records: Records, now: datetime, terms: Terms = TERMS) -> Claim | None:
    with records.writing() as work:
        return work.claims.take(terms, now)


def taken(records: Records, now: datetime, terms: Terms = TERMS) -> Claim:
    """The claim, of which there is one."""
    claim = take(records, now, terms)
    assert claim is not None
    return claim
