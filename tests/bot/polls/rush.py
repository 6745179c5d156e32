"""Many who vote at once, through two replicas of the office, and what each of them was told."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.clock import SystemClock
from bot.errors import PollRefused
from bot.office import Office
from bot.use_cases.polls.cast_ballot import cast_ballot, filled_in
from bot.use_cases.polls.close_poll import close_due_polls
from bot.use_cases.polls.refusals import PollFault
from storage.repositories.poll_records import Cast, Choices, Poll, Secrecy
from storage.repositories.records import Member
from storage.unit_of_work import Records
from tests.bot.polls.booth import Booth, words

AT_ONCE = 12
_TO_OPEN_IT = timedelta(milliseconds=300)

CastBallot = Callable[[str, Member, Choices, Office], Cast]


def in_the_time_of_the_database(booth: Booth) -> None:
    """Deadlines are near, and time passes by itself."""
    booth.clock = SystemClock()


@contextmanager
def replicas(booth: Booth) -> Iterator[Sequence[Office]]:
    """The booth's own office, and another process's on the same records."""
    other = Records(booth.url, connections=24, patience=20)
    yield booth.office, replace(booth.office, records=other)
    other.close()


@dataclass(frozen=True)
class Told:
    """What somebody was told who sent a ballot, and when she began to."""

    member: Member
    choice: str
    cast: Cast
    began: datetime


def rush(
    poll: Poll, ballots: Sequence[tuple[Member, str]], offices: Sequence[Office], cast: CastBallot = cast_ballot
) -> list[Told]:
    """Send them at once, in turn to one replica and to the other."""
    begin = threading.Barrier(AT_ONCE)

    def share(mine: Sequence[tuple[int, tuple[Member, str]]]) -> list[Told]:
        begin.wait()
        return [_told(poll, *ballot, offices[number % len(offices)], cast) for number, ballot in mine]

    numbered = list(enumerate(ballots))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        told = pool.map(share, [numbered[start::AT_ONCE] for start in range(AT_ONCE)])
        return [each for some in told for each in some]


def _told(poll: Poll, member: Member, choice: str, office: Office, cast: CastBallot) -> Told:
    began = datetime.now(UTC)
    return Told(member, choice, cast(poll.id, member, {1: (choice,)}, office), began)


def looks_then_drops(poll_id: str, member: Member, choices: Choices, office: Office) -> Cast:
    """The control: look whether she voted and, where she did not, put the ballot in; no lock, no key to run into."""
    with office.records.writing() as work:
        poll = work.polls.get(member.team_id, poll_id)
        assert poll is not None
        if work.voters.has_voted(poll.team_id, poll.id, member.user_id):
            return Cast.ALREADY
        work.ballots.take_part(poll, member.user_id)
        work.ballots.drop_in(poll, filled_in(poll, choices))
        return Cast.COUNTED


@dataclass(frozen=True)
class Round:
    """One poll that many voted in: what they were told, what lies in the box, what was published, how it stands."""

    told: Sequence[Told]
    stored: Counter[str]
    published: Counter[str]
    poll: Poll

    @property
    def acknowledged(self) -> Counter[str]:
        """The answers that people were told are counted."""
        return Counter(each.choice for each in self.told if each.cast is Cast.COUNTED)

    @property
    def double_votes(self) -> int:
        """Ballots that somebody got counted beyond her first."""
        counted = Counter(each.member.user_id for each in self.told if each.cast is Cast.COUNTED)
        return sum(count - 1 for count in counted.values())


def one_vote_each(booth: Booth, chance: random.Random, submits: int, cast: CastBallot = cast_ballot) -> Round:
    """Everybody sends her ballot so many times at once, each time with another answer."""
    poll = booth.open(secrecy=Secrecy.SECRET, deadline=datetime.now(UTC) + timedelta(hours=1))
    ballots = [(member, chance.choice(("yes", "no"))) for member in booth.voters for _ in range(submits)]
    chance.shuffle(ballots)
    with replicas(booth) as offices:
        told = rush(poll, ballots, offices, cast)
    return _round(booth, poll, told)


def against_the_deadline(
    booth: Booth, chance: random.Random, secrecy: Secrecy, cast: CastBallot = cast_ballot
) -> Round:
    """Everybody votes while the deadline passes and both replicas close the poll."""
    poll = _soon_over(booth, secrecy, _TO_OPEN_IT)
    begin = poll.deadline - timedelta(milliseconds=chance.randint(10, 150))
    time.sleep(max(0, (begin - datetime.now(UTC)).total_seconds()))
    ballots = [(member, chance.choice(("yes", "no"))) for member in booth.voters]
    with replicas(booth) as offices, ThreadPoolExecutor(2) as pool:
        closing = [pool.submit(_close_when_due, booth, poll, office) for office in offices]
        told = rush(poll, ballots, offices, cast)
        for each in closing:
            each.result()
    return _round(booth, poll, told)


def _soon_over(booth: Booth, secrecy: Secrecy, ahead: timedelta) -> Poll:
    """A poll whose deadline is near; not so near where the machine is too busy to open it before."""
    try:
        return booth.open(secrecy=secrecy, deadline=datetime.now(UTC) + ahead)
    except PollRefused as refused:
        if refused.fault is not PollFault.OVER_ALREADY:
            raise
        return _soon_over(booth, secrecy, 2 * ahead)


def _close_when_due(booth: Booth, poll: Poll, office: Office) -> None:
    while booth.read(poll).closed_at is None:
        close_due_polls(office, words)


def _round(booth: Booth, poll: Poll, told: Sequence[Told]) -> Round:
    stored = Counter(choice for (choice,) in booth.ballots(poll))
    closed = booth.read(poll)
    shown = closed.questions[0].tally or {}
    counts = shown.get("counts", {})
    assert isinstance(counts, dict)
    return Round(told, stored, +Counter(counts), closed)
