"""P02: what is stored, acknowledged and published is the same to the ballot, and nothing counts after the deadline."""

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from bot.office import Office
from bot.use_cases.polls.cast_ballot import cast_ballot, filled_in
from bot.use_cases.polls.close_poll import close_due_polls
from storage.models import PollVoteRow
from storage.repositories.poll_records import Cast, Choices, PollState, Secrecy
from storage.repositories.records import Member
from tests.bot.polls.booth import rep, words
from tests.bot.polls.rush import against_the_deadline, in_the_time_of_the_database

VOTERS, ROUNDS = 40, 10
YES: Choices = {1: ("yes",)}


@pytest.fixture
def crowd(booth):
    booth.voters = tuple(rep(number) for number in range(VOTERS))
    booth.welcome(*booth.voters)
    in_the_time_of_the_database(booth)
    return booth


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_p02_what_is_acknowledged_while_the_deadline_passes_is_stored_and_published(crowd, seed, secrecy):
    chance = random.Random(seed)
    for _ in range(ROUNDS):
        told = against_the_deadline(crowd, chance, secrecy)
        assert told.poll.turnout == told.acknowledged.total()
        enough = secrecy is Secrecy.OPEN or told.acknowledged.total() >= told.poll.quorum
        assert told.stored == told.published == (told.acknowledged if enough else Counter())  # too few: none is kept
        assert len(told.told) == VOTERS


def test_p02_nothing_begun_after_the_deadline_counts(crowd, seed):
    chance, polls = random.Random(seed), {}
    for _ in range(ROUNDS):
        told = against_the_deadline(crowd, chance, Secrecy.OPEN)
        polls[told.poll.id] = told.poll
        late = {each.cast for each in told.told if each.began >= told.poll.deadline}
        assert late <= {Cast.TOO_LATE}
    votes = crowd.rows(PollVoteRow)
    assert votes
    assert all(row.voted_at.replace(tzinfo=UTC) < polls[row.poll_id].deadline for row in votes)


def _waits_for_the_lock(crowd, cast: Callable[[str, Member, Choices, Office], Cast]) -> Cast:
    """Somebody holds the poll from before the deadline until after it; a ballot comes before the deadline, and waits."""
    poll = crowd.open(deadline=datetime.now(UTC) + timedelta(seconds=1))
    held, let_go = Event(), Event()

    def hold() -> None:
        with crowd.records.writing() as work:
            work.polls.lock("T1", poll.id)
            held.set()
            let_go.wait(5)

    with ThreadPoolExecutor(2) as pool:
        holding = pool.submit(hold)
        assert held.wait(5)
        voting = pool.submit(cast, poll.id, crowd.voters[0], YES, crowd.office)
        while datetime.now(UTC) < poll.deadline + timedelta(milliseconds=50):
            time.sleep(0.01)
        assert not voting.done()
        let_go.set()
        holding.result()
        return voting.result()


def test_p02_a_ballot_that_waited_for_the_lock_past_the_deadline_is_too_late(crowd):
    assert _waits_for_the_lock(crowd, cast_ballot) is Cast.TOO_LATE


def looks_at_the_clock_first(poll_id: str, member: Member, choices: Choices, office: Office) -> Cast:
    """The control: read the clock, and only then wait for the lock."""
    now = datetime.now(UTC)
    with office.records.writing() as work:
        poll = work.polls.lock_for_voting(member.team_id, poll_id)
        assert poll is not None
        if poll.state is PollState.CLOSED or now >= poll.deadline:
            return Cast.TOO_LATE
        work.ballots.take_part(poll, member.user_id)
        work.ballots.drop_in(poll, filled_in(poll, choices))
        return Cast.COUNTED


def test_p02_control_with_the_clock_read_before_the_lock_it_is_counted_late(crowd):
    assert _waits_for_the_lock(crowd, looks_at_the_clock_first) is Cast.COUNTED


def _closed_between_look_and_ballot(crowd, *, locks: bool) -> tuple[Counter[str], Counter[str]]:
    """A ballot that was found in time, and a close that comes before it is in the box; acknowledged and published."""
    poll = crowd.open(secrecy=Secrecy.OPEN, quorum=1, deadline=datetime.now(UTC) + timedelta(milliseconds=200))
    with ThreadPoolExecutor(1) as pool:
        with crowd.records.writing() as work:
            found = work.polls.lock_for_voting("T1", poll.id) if locks else work.polls.get("T1", poll.id)
            assert found is not None
            while datetime.now(UTC) < poll.deadline:
                time.sleep(0.01)
            closing = pool.submit(close_due_polls, crowd.office, words)
            time.sleep(0.3)
            assert closing.done() is not locks
            work.ballots.vote(found, crowd.voters[0].user_id, YES, found.opened_at)
        closing.result()
    return Counter(["yes"]), +Counter(crowd.read(poll).questions[0].tally["counts"])


def test_p02_closing_waits_for_the_ballot_that_was_in_time(crowd):
    acknowledged, published = _closed_between_look_and_ballot(crowd, locks=True)
    assert acknowledged == published


@pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_p02_control_without_the_lock_an_acknowledged_ballot_is_not_published(crowd):
    acknowledged, published = _closed_between_look_and_ballot(crowd, locks=False)
    assert acknowledged - published == Counter(["yes"])
