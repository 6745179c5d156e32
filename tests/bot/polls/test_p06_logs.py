"""P06: no log line, at any level, tells who answered what; no ballot, message, notice or audit line names a voter."""

import io
import logging
import random
from collections.abc import Iterator

import pytest
import structlog

from bot.errors import BadBallot
from bot.last_resort import apart
from bot.logs import configure
from storage.ballot_keys import NoBallotKey
from storage.models import AuditRow, FinalBallotRow, OpenBallotRow, ParticipationRow
from storage.repositories.poll_records import Cast, Method, Secrecy
from tests.bot.polls.booth import a_question, rep

VOTES, FAILURES = 200, 20
OPTIONS = ("oui-vraiment", "non-jamais", "plus-tard")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    written, before = io.StringIO(), structlog.get_config()
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    configure("DEBUG", written)
    everything = [
        logging.getLogger(name) for name in ("", "sqlalchemy", "sqlalchemy.engine", "psycopg", "bot", "storage")
    ]
    levels = [each.level for each in everything]
    for each in everything:
        each.setLevel(logging.DEBUG)
    yield written
    for each, was in zip(everything, levels, strict=True):
        each.setLevel(was)
    structlog.configure(**before)
    root.handlers, root.level = handlers, level


def _asked():
    asked = a_question(Method.SINGLE, "abc")
    options = tuple(type(each)(key, key) for each, key in zip(asked.options, OPTIONS, strict=True))
    return type(asked)(1, asked.words, asked.method, options)


@pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.CHANGEABLE])
def test_p06_two_hundred_votes_of_which_twenty_fail_leave_no_line_with_who_and_what(log, booth, seed, secrecy):
    chance = random.Random(seed)
    people = tuple(rep(number) for number in range(VOTES))
    booth.welcome(*people)
    poll = booth.open(_asked(), voters=people, secrecy=secrecy)
    failing = set(chance.sample(range(VOTES), FAILURES))
    for number, each in enumerate(people):
        choice = chance.choice(OPTIONS)
        if number in failing:
            _fail(booth, poll, each, choice, chance)
        else:
            assert booth.cast(poll, each, choice) is Cast.COUNTED
    before = booth.rows(OpenBallotRow)
    booth.close(poll)
    booth.tick()
    lines = log.getvalue().splitlines()
    assert [line for line in lines if "UREP" in line and any(each in line for each in OPTIONS)] == []
    assert sum("unexpected" in line for line in lines) == FAILURES
    assert len(before) == len(booth.rows(FinalBallotRow)) == VOTES - FAILURES
    told = [*before, *booth.rows(FinalBallotRow), *booth.queued(), *booth.rows(AuditRow)]
    assert [row for row in told if "UREP" in repr(row)] == []


def _fail(booth, poll, member, choice: str, chance: random.Random) -> None:
    """What breaks on the way is recorded as a listener's last resort does; nothing of the ballot is kept."""
    with apart("view:poll.cast"), booth.records.writing() as work:
        locked = work.polls.lock_for_voting(poll.team_id, poll.id)
        assert locked is not None
        work.ballots.take_part(locked, member.user_id)
        work.ballots.drop_in(locked, {1: (choice,)})
        if chance.random() < 0.5:
            work.ballots.replace(locked, {1: (choice,)}, {1: None})  # the database refuses, with the row at fault
        raise BadBallot({})


def test_p06_control_such_a_line_would_be_found(log, booth):
    structlog.stdlib.get_logger("bot.somewhere").debug("voted", user="UREP001", choice="non-jamais")
    lines = log.getvalue().splitlines()
    assert sum("UREP" in line and "non-jamais" in line for line in lines) == 1


def test_p06_no_error_tells_what_was_answered(booth):
    poll = booth.open(_asked())
    with pytest.raises(BadBallot) as bad:
        booth.cast(poll, booth.voters[0], ("non-jamais", "oui-vraiment"))
    assert "jamais" not in f"{bad.value!r} {bad.value}"


def test_p06_without_the_key_of_the_poll_nothing_is_kept_and_the_error_names_nobody(booth):
    poll = booth.open(_asked(), secrecy=Secrecy.CHANGEABLE)
    for each in booth.keys.iterdir():
        each.unlink()
    for keys in (booth.keys, None):
        booth.keys = keys
        with pytest.raises(NoBallotKey) as missing:
            booth.cast(poll, booth.voters[0], "non-jamais")
        assert "UREP" not in str(missing.value)
    assert booth.rows(OpenBallotRow) == booth.rows(ParticipationRow) == []
