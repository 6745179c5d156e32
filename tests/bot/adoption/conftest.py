"""Houses on both databases."""

from collections.abc import Iterator

import pytest

from storage.unit_of_work import Records
from tests.bot.adoption.house import House


@pytest.fixture
def house(migrated_url: str) -> Iterator[House]:
    """A house that has adopted nothing yet."""
    records = Records(migrated_url, connections=8, patience=10)
    yield House(records, migrated_url)
    records.close()
