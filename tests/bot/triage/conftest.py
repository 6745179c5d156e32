"""Triage rooms on both databases."""

from collections.abc import Iterator

import pytest

from storage.unit_of_work import Records
from tests.bot.digests.bureau import Bureau
from tests.bot.triage.room import Room


@pytest.fixture
def room(migrated_url: str) -> Iterator[Room]:
    """A workspace in which people of two teams speak, and their managers listen."""
    records = Records(migrated_url, connections=8, patience=10)
    yield Room(Bureau(records, migrated_url))
    records.close()
