"""A post office on each of both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.migrations import migrate
from storage.unit_of_work import Records
from tests.bot.delivery.bench import Bench, a_bench


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("migrated") / "records.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of migrated records, once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        migrate(url)
        return url
    shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "records.db")
    return f"sqlite:///{tmp_path / 'records.db'}"


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    opened = Records(records_url, connections=12)
    yield opened
    opened.close()


@pytest.fixture
def bench(records: Records) -> Iterator[Bench]:
    with a_bench(records) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture
def quick_records(migrated_file: Path, tmp_path: Path) -> Iterator[Records]:
    """On SQLite alone, for what no database has a say in."""
    shutil.copy(migrated_file, tmp_path / "quick.db")
    opened = Records(f"sqlite:///{tmp_path / 'quick.db'}", connections=12)
    yield opened
    opened.close()


@pytest.fixture
def quick_bench(quick_records: Records) -> Iterator[Bench]:
    with a_bench(quick_records) as opened:
        yield opened
