"""P01: one person has one vote, however often she sends it at once and through however many replicas."""

import random
from collections import Counter

import pytest

from bot.use_cases.polls.close_poll import close_early
from storage.models import ParticipationRow
from storage.repositories.poll_records import Cast
from tests.bot.polls.booth import OWNER, rep, words
from tests.bot.polls.rush import in_the_time_of_the_database, looks_then_drops, one_vote_each

VOTERS, SUBMITS, ROUNDS = 20, 10, 10


@pytest.fixture
def crowd(booth):
    booth.voters = tuple(rep(number) for number in range(VOTERS))
    booth.welcome(*booth.voters)
    in_the_time_of_the_database(booth)
    return booth


def test_p01_one_vote_each_and_none_that_was_acknowledged_is_lost(crowd, seed):
    chance = random.Random(seed)
    for number in range(1, ROUNDS + 1):
        told = one_vote_each(crowd, chance, SUBMITS)
        assert told.double_votes == 0
        assert Counter(each.cast for each in told.told) == {Cast.COUNTED: VOTERS, Cast.ALREADY: VOTERS * (SUBMITS - 1)}
        assert told.stored == told.acknowledged
        assert len(crowd.rows(ParticipationRow)) == VOTERS * number


def test_p01_what_was_acknowledged_in_a_rush_is_published(crowd, seed):
    told = one_vote_each(crowd, random.Random(seed), SUBMITS)
    with crowd.records.reading() as work:
        (poll,) = work.polls.running()
    closed = close_early(poll.id, OWNER, crowd.office, words)
    assert +Counter(closed.questions[0].tally["counts"]) == told.acknowledged
    assert closed.turnout == VOTERS


@pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True)
@pytest.mark.postgres
def test_p01_control_without_the_key_that_stands_in_the_way_people_vote_twice(crowd, seed):
    chance = random.Random(seed)
    assert sum(one_vote_each(crowd, chance, SUBMITS, looks_then_drops).double_votes for _ in range(ROUNDS)) > 0
