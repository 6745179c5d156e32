"""P01, P02, P04 and P08 at length: the races, the attacks and the walks of tests/bot/polls, many more of them."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.migrations import migrate
from storage.repositories.poll_records import Secrecy
from storage.unit_of_work import Records
from tests.bot.polls.booth import Booth, rep
from tests.bot.polls.rush import against_the_deadline, in_the_time_of_the_database, one_vote_each
from tests.bot.polls.secret_votes import Ballotings, chance_finds
from tests.bot.polls.test_p08_model import PEOPLE, run_beside_the_list
from tests.chaos.ledger import Line

pytestmark = pytest.mark.chaos

RUSHES, VOTERS, SUBMITS = 10, 100, 20
DEADLINES, IN_A_HURRY = 100, 40
POLLS = 100
WALKS = 300

Tell = Callable[[str, int, int, int, str], None]


@pytest.fixture
def booth(database_url: str, tmp_path: Path) -> Iterator[Booth]:
    migrate(database_url)
    records = Records(database_url, connections=24, patience=30)
    yield Booth(records, database_url, tmp_path / "ballot-keys")
    records.close()


@pytest.fixture
def tell(request: pytest.FixtureRequest, database_url: str) -> Tell:
    """A line in the table of results: how many were held, how many counted twice, how many not at all."""
    began = time.monotonic()

    def line(scenario: str, runs: int, twice: int, lost: int, remarks: str) -> None:
        database = "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"
        told = Line(scenario, database, runs, twice, lost, time.monotonic() - began, remarks)
        request.node.user_properties.append(told.as_property())

    return line


@pytest.mark.parametrize("turn", range(4))
def test_p01_nobody_votes_twice_in_forty_rushes(booth: Booth, seed: int, turn: int, tell: Tell) -> None:
    booth.voters = tuple(rep(number) for number in range(VOTERS))
    booth.welcome(*booth.voters)
    in_the_time_of_the_database(booth)
    chance = random.Random(seed + turn)
    rushes = [one_vote_each(booth, chance, SUBMITS) for _ in range(RUSHES)]
    twice = sum(each.double_votes for each in rushes)
    lost = sum((each.acknowledged - each.stored).total() for each in rushes)
    tell("P01", RUSHES, twice, lost, f"{VOTERS} voters, {SUBMITS} ballots each at once")
    assert (twice, lost) == (0, 0)
    assert sum(each.acknowledged.total() for each in rushes) == RUSHES * VOTERS


@pytest.mark.parametrize("turn", range(5))
def test_p02_nothing_acknowledged_is_lost_at_five_hundred_deadlines(
    booth: Booth, seed: int, turn: int, tell: Tell
) -> None:
    booth.voters = tuple(rep(number) for number in range(IN_A_HURRY))
    booth.welcome(*booth.voters)
    in_the_time_of_the_database(booth)
    chance = random.Random(seed + turn)
    rounds = [against_the_deadline(booth, chance, Secrecy.OPEN) for _ in range(DEADLINES)]
    lost = sum((each.acknowledged - each.published).total() for each in rounds)
    late = sum((each.published - each.acknowledged).total() for each in rounds)
    counted = sum(each.acknowledged.total() for each in rounds)
    tell("P02", DEADLINES, late, lost, f"{counted} of {DEADLINES * IN_A_HURRY} ballots came in time")
    assert (late, lost) == (0, 0)
    assert 0 < counted < DEADLINES * IN_A_HURRY


def test_p04_of_twelve_hundred_voters_no_attack_finds_more_than_chance(
    booth: Booth, seed: int, tmp_path: Path, tell: Tell
) -> None:
    ballotings = Ballotings(booth, tmp_path, random.Random(seed))
    polls = []
    for number in range(POLLS):
        polls.append(ballotings.hold(Secrecy.CHANGEABLE if number % 5 == 0 else Secrecy.SECRET).id)
        booth.tick()
    found = ballotings.found_by_each(ballotings.seize(), polls)
    tell("P04", POLLS, 0, 0, ", ".join(f"by {name} {count}" for name, count in found.items()))
    assert max(found.values()) <= chance_finds(POLLS, 3), found


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_p08_no_walk_of_three_hundred_differs_from_the_list(booth: Booth, tell: Tell) -> None:
    booth.welcome(*PEOPLE)
    run_beside_the_list(booth, WALKS)
    tell("P08", WALKS, 0, 0, "walks of 40 steps")
