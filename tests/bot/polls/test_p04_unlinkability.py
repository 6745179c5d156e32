"""P04: whoever has everything finds nobody's ballot once a poll is closed; before, she finds them all."""

import random

import pytest

from storage.models import DeliveryRow, OpenBallotRow, PaceRow
from storage.repositories.poll_records import Secrecy
from tests.bot.polls.attacker import by_the_log, by_transaction, by_trying_every_secret
from tests.bot.polls.secret_votes import Ballotings, chance_finds
from tests.polls import polls_of

POLLS = 6
VOTERS = 12
_UNLIKELY = 5  # standard deviations


@pytest.fixture
def ballotings(booth, tmp_path, seed):
    return Ballotings(booth, tmp_path, random.Random(seed))


@pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.CHANGEABLE])
def test_p04_after_closing_no_attack_finds_more_voters_than_chance(ballotings, secrecy):
    polls = [ballotings.hold(secrecy).id for _ in range(POLLS)]
    ballotings.booth.tick()
    found = ballotings.found_by_each(ballotings.seize(), polls)
    assert max(found.values()) <= chance_finds(POLLS, _UNLIKELY), found
    assert all(ballotings.booth.read(poll).scrubbed_at for poll in _all(ballotings))


@pytest.mark.parametrize(
    ("migrated_url", "attack"), [("sqlite", by_the_log), ("postgresql", by_transaction)], indirect=["migrated_url"]
)
def test_p04_control_before_closing_every_voter_is_found(ballotings, attack):
    poll = ballotings.open_and_vote()
    assert ballotings.found(ballotings.seize(), attack, [poll.id]) == VOTERS


def test_p04_control_while_the_key_of_a_pseudonymous_poll_exists_every_voter_is_found(ballotings):
    poll = ballotings.open_and_vote(Secrecy.CHANGEABLE)
    assert ballotings.found(ballotings.seize(), by_trying_every_secret, [poll.id]) == VOTERS


def test_p04_no_file_keeps_a_ballot_of_before_the_close(ballotings):
    poll = ballotings.open_and_vote()
    keys = {row.key for row in ballotings.booth.rows(OpenBallotRow)}
    ballotings.booth.close(poll)
    assert _in_files(ballotings, keys) == VOTERS  # control: deleted is not gone
    ballotings.booth.tick()
    assert _in_files(ballotings, keys) == 0


def test_p04_nothing_that_was_delivered_tells_who_had_not_voted(ballotings):
    ballotings.hold()
    assert _named(ballotings, DeliveryRow) == VOTERS // 3  # control
    ballotings.booth.tick()
    assert _named(ballotings, DeliveryRow) == _named(ballotings, PaceRow) == 0


def _all(ballotings):
    with ballotings.booth.records.reading() as work:
        return polls_of(work, "T1")


def _in_files(ballotings, keys: set[str]) -> int:
    content = b"".join(ballotings.seize().files.values())
    return sum(key.encode() in content for key in keys)


def _named(ballotings, model) -> int:
    return sum("UREP" in repr(row) for row in ballotings.booth.rows(model))
