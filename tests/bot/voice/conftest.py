"""A field on both databases."""

from collections.abc import Iterator

import pytest

from storage.unit_of_work import Records
from tests.bot.voice.field import Field


@pytest.fixture
def field(migrated_url: str) -> Iterator[Field]:
    """People who say something, at a clock that stands still."""
    records = Records(migrated_url, connections=24, patience=20)
    yield Field(records, migrated_url)
    records.close()
