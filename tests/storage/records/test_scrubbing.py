"""What databases keep of deleted ballots is gone after scrubbing; before it is there to be found."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest
from sqlalchemy import delete, insert, select, text
from sqlalchemy.exc import DBAPIError

from storage.database import WRITING, open_engine
from storage.models import OpenBallotRow
from storage.repositories.poll_records import Method, Option, Poll, PollQuestion, PollState, Secrecy
from storage.scrubbing import scrub

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
QUESTION = PollQuestion(1, "Shall we?", Method.YES_NO, (Option("yes", "Yes"), Option("no", "No")))


def a_poll(poll_id: str) -> Poll:
    return Poll(
        team_id="T1",
        id=poll_id,
        channel_id="C1",
        owner="U1",
        title="What counts",
        secrecy=Secrecy.SECRET,
        live=False,
        quorum=1,
        smallest_group=5,
        eligible=1,
        zone="Europe/Paris",
        language="en",
        state=PollState.OPEN,
        opened_at=NOW,
        deadline=NOW + timedelta(days=4),
        questions=(QUESTION,),
    )


@pytest.fixture
def polled(records):
    with records.writing() as work:
        for poll_id in ("P1", "P2"):
            work.polls.open(a_poll(poll_id), ["U1"])
    return records


@pytest.fixture
def engine(polled, migrated_url):
    opened = open_engine(migrated_url)
    yield opened
    opened.dispose()


def _drop_in(engine, poll_id: str, many: int) -> set[str]:
    keys = {token_hex(16) for _ in range(many)}
    ballots = [{"key": key, "team_id": "T1", "poll_id": poll_id, "number": 1, "choice": ["yes"]} for key in keys]
    for ballot in ballots:  # each in its own transaction, as votes come
        with engine.execution_options(**WRITING).begin() as connection:
            connection.execute(insert(OpenBallotRow.__table__), ballot)
    return keys


def _take_out(engine, poll_id: str) -> None:
    with engine.execution_options(**WRITING).begin() as connection:
        connection.execute(delete(OpenBallotRow).where(OpenBallotRow.poll_id == poll_id))


def _kept(engine) -> list[tuple[object, ...]]:
    with engine.begin() as connection:
        return sorted(tuple(row) for row in connection.execute(select(OpenBallotRow.__table__)))


def _in_files(url: str, keys: set[str]) -> int:
    """How many keys can be read in the database's files, whatever the database itself says."""
    name = Path(url.removeprefix("sqlite:///"))
    content = b"".join(each.read_bytes() for each in name.parent.glob(f"{name.name}*"))
    return sum(key.encode() in content for key in keys)


@contextmanager
def _somebody_reads(engine, table: str) -> Iterator[None]:
    """A reader of a table who still sees all as it was."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as reader:
        reader.execute(text(f"SELECT count(*) FROM {table}"))
        yield


def test_ballots_of_other_polls_stay_as_they_are(polled, engine):
    _drop_in(engine, "P1", 30)
    others = _drop_in(engine, "P2", 30)
    _take_out(engine, "P1")
    before = _kept(engine)
    assert polled.scrub()
    assert _kept(engine) == before
    assert {row[0] for row in before} == others


@pytest.mark.postgres
@pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True)
def test_while_an_old_snapshot_sees_them_deleted_rows_are_not_gone_and_it_says_so(polled, engine):
    _drop_in(engine, "P1", 30)
    with _somebody_reads(engine, "polls"):
        _take_out(engine, "P1")
        assert not polled.scrub()
    assert polled.scrub()


@pytest.mark.postgres
@pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True)
def test_while_somebody_reads_the_box_it_says_so_and_nobody_waits_long(polled, engine):
    _drop_in(engine, "P1", 30)
    _take_out(engine, "P1")
    with _somebody_reads(engine, "ballots_open"):
        began = time.monotonic()
        assert not polled.scrub()
        assert time.monotonic() - began < 1.8  # seconds; others wait 2
    assert polled.scrub()


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_no_file_of_sqlite_holds_a_deleted_ballot(polled, engine, migrated_url):
    taken, kept = _drop_in(engine, "P1", 400), _drop_in(engine, "P2", 40)
    _take_out(engine, "P1")
    assert _in_files(migrated_url, taken) == 400  # control: they are in the log still
    assert polled.scrub()
    assert _in_files(migrated_url, taken) == 0
    assert _in_files(migrated_url, kept) == 40


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_no_page_of_sqlite_keeps_a_second_copy_of_a_ballot(polled, engine, migrated_url):
    ballots = [
        {"key": token_hex(16), "team_id": "T1", "poll_id": f"P{1 + number % 2}", "number": 1, "choice": ["yes"]}
        for number in range(8000)
    ]
    with engine.execution_options(**WRITING).begin() as connection:
        connection.execute(insert(OpenBallotRow.__table__), ballots)
    _take_out(engine, "P1")
    assert polled.scrub()
    content = Path(migrated_url.removeprefix("sqlite:///")).read_bytes()
    copies = Counter(re.findall(rb"[0-9a-f]{32}", content))
    assert {copies[each["key"].encode()] for each in ballots if each["poll_id"] == "P1"} == {0}
    assert {copies[each["key"].encode()] for each in ballots if each["poll_id"] == "P2"} == {1}


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_while_somebody_reads_the_log_of_sqlite_it_says_so_and_nobody_waits_long(polled, engine, migrated_url):
    taken = _drop_in(engine, "P1", 40)
    with engine.connect() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM ballots_open").scalar_one()
        _take_out(engine, "P1")
        began = time.monotonic()
        assert not polled.scrub()
        assert time.monotonic() - began < 1.8  # seconds; others wait 2
        assert _in_files(migrated_url, taken) == 40
    assert polled.scrub()
    assert _in_files(migrated_url, taken) == 0


@pytest.mark.parametrize("migrated_url", ["sqlite"], indirect=True)
def test_where_scrubbing_breaks_off_its_connection_minds_foreign_keys_and_no_ballot_is_lost(
    polled, engine, migrated_url
):
    kept = _drop_in(engine, "P1", 3)
    only = open_engine(migrated_url, connections=1)  # whoever comes next gets the same connection
    full = "CREATE TRIGGER full BEFORE INSERT ON ballots_open BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
    with only.execution_options(**WRITING).begin() as connection:
        connection.exec_driver_sql(full)
    with pytest.raises(DBAPIError):
        scrub(only)
    with only.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
    assert {row[0] for row in _kept(engine)} == kept
    only.dispose()
