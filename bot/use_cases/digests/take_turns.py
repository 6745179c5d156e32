"""Take the digests that go out now; end what ends unsaid, note what waits.

Any number of processes may do this at once: the row of an edition says whose it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.office import Office
from bot.schedules import shifted
from bot.use_cases.answerers import staffs
from bot.use_cases.digests.edition_news import HandedOver, Missed, Unsaid, Withheld
from bot.use_cases.digests.judge_editions import PATIENCE, End, Freshness, Go, Wait, judge
from bot.use_cases.digests.owner import seat_of
from bot.use_cases.digests.tell_owner import Say, tell_owner
from storage.errors import NoFacts
from storage.repositories.digest_records import Digest, Edition, EditionState
from storage.unit_of_work import UnitOfWork

LEASE = timedelta(minutes=2)
"""How long who takes an edition has to decide it before another may."""

LOOK_AGAIN = timedelta(minutes=5)
"""How long a week without any figure is left alone before the facts are asked again."""

AT_ONCE = 500
"""Digests taken and computed together: what bounds the memory that their answers need."""


@dataclass(frozen=True, slots=True)
class Turn:
    """An edition that this process has taken, and how it goes out."""

    digest: Digest
    edition: Edition
    go: Go


@dataclass(frozen=True, slots=True)
class _Judged:
    digest: Digest
    edition: Edition
    verdict: Go | Wait | End
    changes_hands: bool = False

    @property
    def is_news(self) -> bool:
        """Whether there is something to do: to go on waiting is not."""
        return not (isinstance(self.verdict, Wait) and self.edition.reason == self.verdict.reason)


def take_turns(office: Office, say: Say) -> Sequence[Turn]:
    """Take what goes out now, the first due first, so many at most; none when all is taken."""
    fresh = _freshness(office)
    with office.records.reading() as work:
        now = office.clock.moved(work.now())
        judged = [each for each in _judged(work, fresh, now) if each.is_news][:AT_ONCE]
    if not judged:
        return ()
    with office.records.writing() as work:
        return [turn for each in judged if (turn := _act(work, each, now, say))]


def nothing_to_tell(turn: Turn, office: Office, say: Say) -> None:
    """Leave a week without any figure open for facts that may still come; end it unsaid where none did."""
    edition = turn.edition
    with office.records.writing() as work:
        now = office.clock.moved(work.now())
        if now < edition.due_at + PATIENCE:
            work.editions.put_off(edition, EditionState.WAITING, Unsaid.NOTHING, now + LOOK_AGAIN)
        else:
            unsaid = End(EditionState.SUPPRESSED, Unsaid.NOTHING)
            _act(work, _Judged(turn.digest, edition, unsaid), now, say)


def _freshness(office: Office) -> Freshness | None:
    """None before the first import: what is due then fails, in sight of everybody."""
    try:
        return Freshness.of(office.facts.current())
    except NoFacts:
        return None


def _judged(work: UnitOfWork, fresh: Freshness | None, now: datetime) -> Iterator[_Judged]:
    """Judge all that are nobody's, in as many reads as for one."""
    unclaimed = work.editions.unclaimed(now)
    if not unclaimed:
        return
    digests = work.digests.with_open_editions()
    staff = staffs(work, {(each.team_id, each.owner) for each in digests.values()})
    for edition in unclaimed:
        digest = digests.get((edition.team_id, edition.digest_id))
        if digest:
            seat = seat_of(digest, staff[digest.team_id])
            heir = seat.taken_by is not None and seat.taken_by.user_id != digest.owner
            yield _Judged(digest, edition, judge(edition, digest, seat, fresh, now), changes_hands=heir)


def _act(work: UnitOfWork, judged: _Judged, now: datetime, say: Say) -> Turn | None:
    """Do what was judged; whatever another has done meanwhile stands."""
    match judged.verdict:
        case Wait() as wait:
            work.editions.put_off(judged.edition, EditionState.WAITING, wait.reason, None)
        case End() as end:
            _end(work, judged, end, now, say)
        case Go() as go:
            if work.editions.claim(judged.edition, now, now + LEASE):
                if judged.changes_hands:
                    news = HandedOver(judged.digest)
                    tell_owner(work, news, judged.edition.period, now, say)
                return Turn(judged.digest, judged.edition, go)
    return None


def _end(work: UnitOfWork, judged: _Judged, end: End, now: datetime, say: Say) -> None:
    """End it unsaid, and tell who answers for it: of weeks in a row withheld for the same reason, once."""
    edition, digest = judged.edition, judged.digest
    error = edition.reason if edition.state is EditionState.FAILED else None
    if not work.editions.end(edition, end.state, error or end.reason, now):
        return
    if end.state is EditionState.MISSED:
        tell_owner(work, Missed(digest, (edition.period,), error), edition.period, now, say)
    elif end.reason is not Unsaid.NOT_ACTIVE and not _was_so_before(work, edition, end):
        tell_owner(work, Withheld(digest, edition.period, end.reason, end.about), edition.period, now, say)


def _was_so_before(work: UnitOfWork, edition: Edition, end: End) -> bool:
    before = work.editions.get(edition.team_id, edition.digest_id, shifted(edition.period, -1))
    return before is not None and before.reason == end.reason
