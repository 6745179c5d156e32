"""From when and until when something may be sent, given the hours in which a rule keeps quiet."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from storage.repositories.alert_records import QuietHours

STALE = timedelta(hours=2)
"""After so long an alert is not sent any more: what it says may be over."""


@dataclass(frozen=True, slots=True)
class Sendable:
    """The instants between which a message may go out."""

    not_before: datetime
    expires_at: datetime


def sendable(now: datetime, quiet: QuietHours | None, zone: str) -> Sendable:
    """At once and for two hours; within quiet hours, from their end on."""
    start = quiet_until(now, quiet, zone) if quiet else now
    return Sendable(start, start + STALE)


def quiet_until(now: datetime, quiet: QuietHours, zone: str) -> datetime:
    """The end of the quiet hours that hold this instant on the clocks of the zone; the instant itself outside them."""
    local = now.astimezone(ZoneInfo(zone))
    if not _holds(quiet, local.time()):
        return now
    tomorrow = quiet.end <= local.time()
    day = local.date() + timedelta(days=int(tomorrow))
    return datetime.combine(day, quiet.end, tzinfo=local.tzinfo).astimezone(UTC)


def _holds(quiet: QuietHours, clock: time) -> bool:
    if quiet.start <= quiet.end:
        return quiet.start <= clock < quiet.end
    return clock >= quiet.start or clock < quiet.end
