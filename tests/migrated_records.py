"""Migrated records on both databases: migrated once for all tests, empty for each."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from storage.migrations import migrate
from storage.models import Base
from tests.postgres import PostgresServer

_EMPTY = ";".join(f"DELETE FROM {table.name}" for table in reversed(Base.metadata.sorted_tables))


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database to copy."""
    path: Path = tmp_path_factory.mktemp("migrated") / "records.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of a PostgreSQL database, for one test after the other."""
    with postgres_server.database() as url:
        migrate(url)
        yield url


@pytest.fixture
def emptied_database(migrated_database: str) -> Iterator[str]:
    """Emptied after the test: a new PostgreSQL database takes a third of a second, this a hundredth."""
    yield migrated_database
    plain = make_url(migrated_database).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        connection.execute(_EMPTY)


@pytest.fixture
def own_url(database_url: str) -> str:
    """The URL of empty records that no other test has or gets: for what changes tables or looks where rows lie."""
    migrate(database_url)
    return database_url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def migrated_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of empty records: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("emptied_database")
        return url
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "records.db")
    return f"sqlite:///{tmp_path / 'records.db'}"
