"""Two hundred anonymous words, twenty of which fail, at DEBUG: no log says what was said, and none says by whom."""

import asyncio
import io
import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import create_engine, text

from bot.logs import configure
from bot.use_cases.voice.say_draft import SayDraft
from bot.use_cases.voice.say_slip import Slip, new_slip
from storage.models import AuditRow, DeliveryRow, FeedbackRow, InboundRow
from storage.repositories.voice_records import FeedbackKind
from tests.bot.voice.replicas import Replicas, two_replicas
from tests.plain_logs import plain_logs

MANY, EVERY, AT_ONCE = 200, 10, 4  # every tenth fails
PEOPLE = ("oliver", "grace")
PATIENCE = 20  # seconds
_REFUSING = {
    "sqlite": (
        "CREATE TRIGGER refusing BEFORE INSERT ON feedback WHEN NEW.body LIKE 'refused%' "
        "BEGIN SELECT RAISE(ABORT, 'refused'); END"
    ),
    "postgresql": "ALTER TABLE feedback ADD CONSTRAINT refusing CHECK (body NOT LIKE 'refused%')",
}


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """Logs as in production, at DEBUG."""
    stream = io.StringIO()
    configure("DEBUG", stream)
    yield stream
    plain_logs()
    logging.basicConfig(force=True)


@pytest_asyncio.fixture
async def replicas(tmp_path: Path, database_url: str, logs: io.StringIO) -> AsyncIterator[Replicas]:
    async with two_replicas(tmp_path, database_url, *PEOPLE) as served:
        engine = create_engine(served.house.settings.records_url)
        with engine.begin() as connection:
            connection.execute(text(_REFUSING[engine.dialect.name]))
        engine.dispose()
        yield served


def words(number: int) -> str:
    """On two lines: what databases say of a row they refuse goes on over them."""
    opening = "refused" if number % EVERY == 0 else "kept"
    return f"{opening} zebra{number}\nand giraffe{number}"


async def say_all(replicas: Replicas) -> tuple[list[Slip], list[dict[str, Any]]]:
    slips = [new_slip() for _ in range(MANY)]
    drafts = [SayDraft(FeedbackKind.TOOL, words(number), anonymous=True) for number in range(MANY)]
    forms = [replicas.form(PEOPLE[number % 2], draft, slips[number]) for number, draft in enumerate(drafts)]
    told = []
    for start in range(0, MANY, AT_ONCE):
        told += await asyncio.gather(*map(replicas.send, forms[start : start + AT_ONCE], range(AT_ONCE)))
    return slips, told


async def all_kept(replicas: Replicas, many: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while len(replicas.kept()) < many:
            await asyncio.sleep(0.1)
    assert len(replicas.kept()) == many


async def test_p06_no_log_line_and_no_row_says_what_who_said(replicas: Replicas, logs: io.StringIO) -> None:
    slips, told = await say_all(replicas)
    failed = MANY // EVERY
    not_at_once = [answer for answer in told if answer["response_action"] == "errors"]
    assert len(told) == MANY
    assert len(not_at_once) >= failed  # what takes longer than Slack waits is told so, and kept
    await all_kept(replicas, MANY - failed)

    logged = logs.getvalue()
    assert logged.count("unexpected") >= failed  # they are in the log, with where they happened
    lines = logged.splitlines()
    said = [line for line in lines if "zebra" in line or "giraffe" in line]
    ids = [replicas.house.slack.user(name) for name in PEOPLE]
    named = [line for line in lines if any(each in line for each in ids)]
    known = [line for line in lines if any(slip.token in line or slip.code in line for slip in slips)]
    assert (said, named, known) == ([], [], [])

    rows = [str(row) for model in (FeedbackRow, DeliveryRow, AuditRow, InboundRow) for row in replicas.rows(model)]
    assert not [row for row in rows if any(each in row for each in ids)]


async def test_p06_control_what_the_databases_say_of_a_refused_row_holds_its_words(replicas: Replicas) -> None:
    """So that nothing of it is in the log is the work of the log."""
    engine = create_engine(replicas.house.settings.records_url)
    row = {column.name: None for column in FeedbackRow.__table__.columns}
    row |= {"team_id": replicas.house.team_id, "id": "1", "kind": "tool", "body": words(0), "about": {}, "team": ""}
    row |= {"week": "2026-W47", "released": False, "state": "new"}
    with engine.connect() as connection, pytest.raises(Exception, match="giraffe0"):
        connection.execute(FeedbackRow.__table__.insert(), row)
    engine.dispose()
