"""Migrated records of one workspace, on both databases: migrated once, empty for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import WRITING, open_engine
from storage.migrations import migrate
from storage.models import Base
from storage.repositories.records import Workspace
from storage.unit_of_work import Records


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "records.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def migrated_database(postgres_server) -> Iterator[str]:
    with postgres_server.database() as url:
        migrate(url)
        yield url


@pytest.fixture
def emptied_database(migrated_database) -> Iterator[str]:
    """Emptied after the test: a new PostgreSQL database takes a third of a second, this a hundredth."""
    yield migrated_database
    engine = open_engine(migrated_database).execution_options(**WRITING)
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def migrated_url(request, tmp_path) -> str:
    if request.param == "postgresql":
        return request.getfixturevalue("emptied_database")
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "records.db")
    return f"sqlite:///{tmp_path / 'records.db'}"


@pytest.fixture
def records(migrated_url) -> Iterator[Records]:
    opened = Records(migrated_url, connections=8)
    with opened.writing() as work:
        work.workspaces.put(Workspace("T1", "Acme", "B1"))
    yield opened
    opened.close()
