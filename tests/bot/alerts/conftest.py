"""Watchtowers on both databases."""

from collections.abc import Iterator

import pytest

from storage.unit_of_work import Records
from tests.bot.alerts.watchtower import Watchtower
from tests.bot.digests.bureau import Bureau


@pytest.fixture
def tower(migrated_url: str) -> Iterator[Watchtower]:
    """A workspace in which one rule watches one rate."""
    records = Records(migrated_url, connections=8, patience=10)
    yield Watchtower(Bureau(records, migrated_url))
    records.close()
