"""Booths on both databases."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.unit_of_work import Records
from tests.bot.polls.booth import Booth
from tests.chaos.conftest import seed

__all__ = ["seed"]


@pytest.fixture
def booth(migrated_url: str, tmp_path: Path) -> Iterator[Booth]:
    """A workspace with people who may vote, at a clock that stands still."""
    records = Records(migrated_url, connections=24, patience=20)
    yield Booth(records, migrated_url, tmp_path / "ballot-keys")
    records.close()
