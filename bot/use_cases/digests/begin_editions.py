"""Begin the edition of every week that falls due: each once, whoever looks, however late."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import takewhile

from bot.office import Office
from bot.schedules import due_at, periods_due
from bot.use_cases.digests.edition_news import Missed, Unsaid
from bot.use_cases.digests.tell_owner import Say, tell_owner
from storage.repositories.digest_records import Digest, DigestState, Edition, EditionState
from storage.unit_of_work import UnitOfWork

TOO_LATE = timedelta(hours=24)
"""How long after its time a digest is still sent."""

_AT_ONCE = 200  # digests begun in one transaction: nobody waits longer for the records than that takes


def begin_editions(office: Office, say: Say) -> None:
    """Begin what has fallen due since each digest's last edition; weeks that are too old begin as missed."""
    now, due = _due(office)
    for first in range(0, len(due), _AT_ONCE):
        with office.records.writing() as work:
            for digest, periods in due[first : first + _AT_ONCE]:
                _begin(work, digest, periods, now, say)


def is_too_late(due: datetime, now: datetime) -> bool:
    """Whether a digest that fell due then is not sent any more."""
    return now - due > TOO_LATE


def _due(office: Office) -> tuple[datetime, Sequence[tuple[Digest, Sequence[str]]]]:
    """The instant, and what is due at it and has not begun."""
    with office.records.reading() as work:
        now = office.clock.moved(work.now())
        digests, latest = work.digests.active(), work.editions.latest()
    untold = ((digest, _untold(digest, latest, now)) for digest in digests)
    return now, [(digest, periods) for digest, periods in untold if periods]


def _untold(digest: Digest, latest: Mapping[tuple[str, str], str], now: datetime) -> Sequence[str]:
    """The weeks, oldest first, that fell due while the digest was active and have no edition yet."""
    last = latest.get((digest.team_id, digest.id), "")
    newest_first = takewhile(lambda period: period > last, periods_due(digest.schedule, digest.active_since, now))
    return sorted(newest_first)


def _begin(work: UnitOfWork, digest: Digest, periods: Sequence[str], now: datetime, say: Say) -> None:
    """Begin them all or, where the digest was changed meanwhile, none: the next look sees it as it is."""
    if work.digests.get(digest.team_id, digest.id) != digest or digest.state is not DigestState.ACTIVE:
        return
    missed = tuple(
        period for period in periods if work.editions.add(_edition(digest, period, now)) and _old(digest, period, now)
    )
    if missed:
        tell_owner(work, Missed(digest, missed), missed[-1], now, say)


def _edition(digest: Digest, period: str, now: datetime) -> Edition:
    due = due_at(digest.schedule, period)
    if is_too_late(due, now):
        state, reason = EditionState.MISSED, Unsaid.TOO_LATE
        return Edition(digest.team_id, digest.id, period, due, state, reason, decided_at=now)
    return Edition(digest.team_id, digest.id, period, due, EditionState.WAITING)


def _old(digest: Digest, period: str, now: datetime) -> bool:
    return is_too_late(due_at(digest.schedule, period), now)
