"""A post office on each of both databases."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.unit_of_work import Records
from tests.bot.delivery.bench import Bench, a_bench


@pytest.fixture
def records(migrated_url: str) -> Iterator[Records]:
    opened = Records(migrated_url, connections=12)
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
