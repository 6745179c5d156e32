import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage.database import DatabaseNotSupported, open_engine
from storage.migrations import migrate
from storage.outage import RecordsUnavailable
from storage.repositories.records import Workspace
from storage.unit_of_work import Records

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_what_a_unit_wrote_is_there_after_it(records):
    with records.writing() as work:
        work.workspaces.put(Workspace("T2", "Globex", "B2"))
    with records.reading() as work:
        assert work.workspaces.get("T2") == Workspace("T2", "Globex", "B2")


def test_a_unit_that_an_error_leaves_keeps_nothing(records):
    def half_done():
        with records.writing() as work:
            work.workspaces.put(Workspace("T2", "Globex", "B2"))
            work.inbound.first_sight("event:1", NOW)
            raise RuntimeError("half done")

    with pytest.raises(RuntimeError, match="half done"):
        half_done()
    with records.writing() as work:
        assert work.workspaces.get("T2") is None
        assert work.inbound.first_sight("event:1", NOW)


def test_the_database_refuses_to_write_in_a_reading_unit(records):
    def write_while_reading():
        with records.reading() as work:
            work.workspaces.put(Workspace("T2", "Globex", "B2"))

    with pytest.raises(DBAPIError, match=r"read-?only"):
        write_while_reading()
    with records.writing() as work:  # the same connection writes again afterwards
        work.workspaces.put(Workspace("T2", "Globex", "B2"))


def test_threads_that_write_at_once_all_succeed(migrated_url):
    records = Records(migrated_url, connections=8, patience=30)  # they wait for the disk, however busy it is

    def write(number: int) -> None:
        with records.writing() as work:
            work.workspaces.all()  # reads first: on SQLite a reader that turns writer would fail
            work.inbound.first_sight(f"event:{number}", NOW)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(200)))
    with records.writing() as work:
        assert not any(work.inbound.first_sight(f"event:{number}", NOW) for number in range(200))
    records.close()


def test_a_reader_does_not_wait_for_the_writer(records):
    with records.writing() as writer:
        writer.workspaces.put(Workspace("T1", "Renamed", "B1"))
        with records.reading() as reader:
            assert reader.workspaces.get("T1").name == "Acme"


def test_sqlite_keeps_its_promises_on_every_connection(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'records.db'}")
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
            values = [connection.scalar(text(f"PRAGMA {pragma}")) for pragma in pragmas]
            assert values == ["wal", 2, 1, 1, 2000]  # synchronous 2 is FULL


def test_a_sqlite_file_held_by_another_for_too_long_is_unavailable(tmp_path):
    path = tmp_path / "records.db"
    records = Records(f"sqlite:///{path}", patience=0.2)
    with sqlite3.connect(path, isolation_level=None) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordsUnavailable), records.writing() as work:
            work.inbound.first_sight("event:1", NOW)
    other.close()


def test_a_full_sqlite_disk_is_unavailable_and_works_again_once_there_is_space(tmp_path):
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(url)
    records = Records(url, connections=1)

    def write(limit: int) -> None:
        with records.writing() as work:
            work.inbound._session.execute(text(f"PRAGMA max_page_count = {limit}"))
            for number in range(100):
                work.inbound.first_sight("x" * 1000 + str(number), NOW)

    with pytest.raises(RecordsUnavailable):
        write(limit=1)  # SQLite makes it the number of pages in use
    write(limit=1_000_000)
    with records.writing() as work:
        assert not work.inbound.first_sight("x" * 1000 + "99", NOW)


def test_a_postgresql_that_is_away_is_unavailable():
    records = Records("postgresql://nobody@127.0.0.1:9/none")  # the discard port: nobody listens
    with pytest.raises(RecordsUnavailable), records.reading() as work:
        work.workspaces.all()


@pytest.mark.postgres
def test_a_postgresql_that_drops_connections_is_met_again(postgres_url):
    engine, other = open_engine(postgres_url, connections=1), open_engine(postgres_url)
    with engine.connect() as connection:
        before = connection.scalar(text("SELECT pg_backend_pid()"))
    with other.connect() as connection:
        assert connection.scalar(text(f"SELECT pg_terminate_backend({before})"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != before


@pytest.mark.postgres
def test_a_lock_held_for_too_long_on_postgresql_is_unavailable(postgres_url):
    migrate(postgres_url)
    holder, hasty = Records(postgres_url), Records(postgres_url, patience=0.2)
    with holder.writing() as work:
        work.inbound.first_sight("event:1", NOW)
        with pytest.raises(RecordsUnavailable), hasty.writing() as other:
            other.inbound.first_sight("event:1", NOW)


def test_more_threads_than_connections_are_told_rather_than_kept_waiting(migrated_url):
    records = Records(migrated_url, connections=1, patience=0.2)
    with records.reading() as work:
        work.workspaces.all()
        with pytest.raises(RecordsUnavailable), records.reading() as other:
            other.workspaces.all()


def test_a_query_that_is_wrong_is_not_called_an_outage(tmp_path):
    records = Records(f"sqlite:///{tmp_path / 'records.db'}")  # never migrated

    def ask():
        with records.reading() as work:
            work.workspaces.get("T1")

    with pytest.raises(DBAPIError, match="no such table"):
        ask()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql+pymysql://db/kpi", "duckdb:///facts.duckdb"])
def test_a_database_that_cannot_hold_the_records_is_refused(url):
    with pytest.raises(DatabaseNotSupported):
        open_engine(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_spelling_of_postgresql_uses_one_driver(scheme):
    assert open_engine(f"{scheme}://db.example/kpi").url.drivername == "postgresql+psycopg"


def test_a_naive_instant_is_refused(records):
    def write():
        with records.writing() as work:
            work.inbound.first_sight("event:1", datetime(2026, 11, 22, 9))

    with pytest.raises(DBAPIError.__mro__[1], match="needs a zone"):
        write()
