"""What becomes of an open edition now: it goes, it waits for fresher data, or it ends unsaid."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.policy import Reason
from bot.schedules import days_of
from bot.use_cases.digests.begin_editions import is_too_late
from bot.use_cases.digests.edition_news import Unsaid
from bot.use_cases.digests.owner import Seat
from kpi_engine.facts import Facts
from storage.repositories.digest_records import Digest, DigestState, Edition, EditionState

LATE = timedelta(minutes=15)
"""From when on a digest says that it is late."""

_WEEKEND = timedelta(days=2)

PATIENCE = timedelta(hours=6)
"""How long a digest waits for fresher data."""


@dataclass(frozen=True, slots=True)
class Go:
    """It is decided now; `late` and `stale` as in DigestContent."""

    late: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class Wait:
    """It stays open for a reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class End:
    """It ends unsaid, for a reason `about` a team or nothing."""

    state: EditionState
    reason: Reason | Unsaid
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Freshness:
    """Up to which day the facts are complete, and when they were published."""

    as_of: date
    loaded_at: datetime

    @classmethod
    def of(cls, facts: Facts) -> "Freshness":
        """How fresh these facts are."""
        return cls(facts.as_of, facts.loaded_at)


def judge(edition: Edition, digest: Digest, seat: Seat, fresh: Freshness | None, now: datetime) -> Go | Wait | End:
    """Decide by what is so now. Who may answer for it is asked of this moment, not of the day on which it was set."""
    if digest.state is not DigestState.ACTIVE:
        return End(EditionState.SUPPRESSED, Unsaid.NOT_ACTIVE)
    if is_too_late(edition.due_at, now):
        return End(EditionState.MISSED, Unsaid.TOO_LATE)
    if seat.refused:
        return End(EditionState.SUPPRESSED, seat.refused, seat.about)
    stale = fresh is not None and not is_fresh(edition, digest, fresh)
    if stale and now < edition.due_at + PATIENCE:
        return Wait(Unsaid.NOT_FRESH)
    return Go(late=now - edition.due_at > LATE, stale=stale)


def is_fresh(edition: Edition, digest: Digest, fresh: Freshness) -> bool:
    """Whether the facts hold the week and were published near enough to the digest's time, or after it."""
    if digest.fresher_than is None:
        return True
    since = edition.due_at - timedelta(hours=digest.fresher_than)
    return fresh.loaded_at >= since and _holds_the_week(edition.period, fresh, ZoneInfo(digest.schedule.zone))


def _holds_the_week(period: str, fresh: Freshness, zone: ZoneInfo) -> bool:
    """Whether something is recorded of its last day or, where they were published after it, of its Friday.

    Most companies record nothing at the weekend, and their facts then end on Friday however fresh they are.
    """
    sunday = days_of(period).last_day
    published_after = fresh.loaded_at.astimezone(zone).date() > sunday
    return fresh.as_of >= (sunday - _WEEKEND if published_after else sunday)
