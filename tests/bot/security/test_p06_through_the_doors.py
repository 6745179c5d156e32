"""P06: two hundred secret ballots through the doors at DEBUG, twenty of them refused by the database, leave no trace of who."""

import io
import logging
from asyncio import gather
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
import structlog
from sqlalchemy import create_engine, text

from bot.logs import configure
from storage.models import AuditRow, DeliveryRow, FinalBallotRow, OpenBallotRow, ParticipationRow
from storage.repositories.poll_records import Method, Option, PollQuestion, Secrecy
from storage.repositories.records import Member, Role
from storage.unit_of_work import Records
from tests.bot.security.belongings import NORA, a_poll_of, belongings, just_seated
from tests.bot.security.doors import Doors, Json, doors_of, pressed, submitted, words_of
from tests.plain_logs import plain_logs

VOTES, EVERY, AT_ONCE = 200, 10, 4  # every tenth fails
OPTIONS = ("zebra-yes", "giraffe-no", "refused-maybe")
_REFUSING = {
    "sqlite": (
        "CREATE TRIGGER refusing BEFORE INSERT ON ballots_open WHEN NEW.choice LIKE '%refused%' "
        "BEGIN SELECT RAISE(ABORT, 'refused'); END"
    ),
    "postgresql": "ALTER TABLE ballots_open ADD CONSTRAINT refusing CHECK (choice::text NOT LIKE '%refused%')",
}
QUESTION = PollQuestion(1, "Shall we?", Method.SINGLE, tuple(Option(each, each) for each in OPTIONS))
POLL = replace(a_poll_of("S1"), secrecy=Secrecy.SECRET, title="What counts", questions=(QUESTION,), eligible=VOTES)
VOTERS = tuple(
    replace(NORA, user_id=f"UVOTER{number:03}", name=f"Voter {number}", role=Role.REP, manages=(), reports=())
    for number in range(VOTES)
)


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """Logs as in production, at DEBUG, those of the libraries too."""
    stream = io.StringIO()
    configure("DEBUG", stream)
    loud = [
        logging.getLogger(name)
        for name in ("", "slack_bolt", "slack_sdk", "sqlalchemy", "sqlalchemy.engine", "psycopg")
    ]
    before = [each.level for each in loud]
    for each in loud:
        each.setLevel(logging.DEBUG)
    yield stream
    for each, level in zip(loud, before, strict=True):
        each.setLevel(level)
    plain_logs()
    logging.basicConfig(force=True)


@pytest_asyncio.fixture
async def doors(tmp_path: Path, database_url: str) -> AsyncIterator[tuple[Doors, Records]]:
    async with doors_of(tmp_path, database_url) as (opened, assistant):
        records = assistant.office.records
        records.shaped = True
        belongings(assistant.office, database_url)
        with records.writing() as work:
            for each in VOTERS:
                work.members.put(just_seated(each))
            work.polls.open(POLL, [each.user_id for each in VOTERS])
        engine = create_engine(database_url)
        with engine.begin() as database:
            database.execute(text(_REFUSING[engine.dialect.name]))
        engine.dispose()
        yield opened, records


async def ballot(doors: Doors, voter: Member) -> Json:
    """The form that somebody gets who presses Vote."""
    await doors.knocks("action:poll.vote", pressed(doors.slack, "action:poll.vote", voter, value=POLL.id))
    return doors.view()


def filled(view: Json, voter: Member, choice: str) -> Json:
    """The same with an answer, as it is sent."""
    sent = submitted(view, voter)
    ((block, states),) = sent["view"]["state"]["values"].items()
    ((action_id, state),) = states.items()
    options = next(each for each in view["blocks"] if each.get("block_id") == block)["element"]["options"]
    state["selected_option"] = next(each for each in options if words_of(each["text"]["text"]) == choice)
    assert action_id
    return sent


def chosen(number: int) -> str:
    return OPTIONS[2] if number % EVERY == 0 else OPTIONS[number % 2]


async def test_p06_two_hundred_ballots_at_debug_leave_no_trace_of_who_answered_what(
    doors: tuple[Doors, Records], logs: io.StringIO, database_url: str
) -> None:
    opened, _ = doors
    forms = [await ballot(opened, each) for each in VOTERS[:AT_ONCE]]
    assert "UVOTER" not in str(forms)  # neither in action ids, nor in blocks, nor in what the form carries
    for start in range(0, VOTES, AT_ONCE):
        sent = [filled(forms[0], VOTERS[number], chosen(number)) for number in range(start, start + AT_ONCE)]
        await gather(*(opened.knocks("view:poll.cast", each) for each in sent))
    told = opened.told()

    failed = VOTES // EVERY
    lines = logs.getvalue().splitlines()
    assert len(told) >= VOTES  # where a machine is slow, somebody is first told that it takes longer
    assert sum("unexpected" in line for line in lines) >= failed
    assert "UVOTER" not in str(told)
    assert [line for line in lines if "UVOTER" in line and any(each in line for each in OPTIONS)] == []

    engine = create_engine(database_url)
    with engine.connect() as database:
        kept = {each: list(database.execute(each.__table__.select())) for each in _ROWS}
    engine.dispose()
    assert len(kept[OpenBallotRow]) == len(kept[ParticipationRow]) == VOTES - failed
    assert [row for table in _NAMELESS for row in kept[table] if "UVOTER" in str(row)] == []
    assert [row for row in kept[ParticipationRow] if any(each in str(row) for each in OPTIONS)] == []


_NAMELESS = (OpenBallotRow, FinalBallotRow, DeliveryRow, AuditRow)
_ROWS = (*_NAMELESS, ParticipationRow)


async def test_p06_control_the_logs_hold_lines_and_would_hold_such_a_one(
    doors: tuple[Doors, Records], logs: io.StringIO
) -> None:
    await ballot(doors[0], VOTERS[0])
    structlog.stdlib.get_logger("bot.somewhere").debug("voted", user=VOTERS[0].user_id, choice=OPTIONS[0])
    lines = logs.getvalue().splitlines()
    assert len(lines) > AT_ONCE
    assert sum("UVOTER" in line and OPTIONS[0] in line for line in lines) == 1
