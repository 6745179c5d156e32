"""Discussions on both databases."""

from collections.abc import Iterator

import pytest

from storage.unit_of_work import Records
from tests.bot.digests.bureau import Bureau
from tests.bot.proposals.discussion import Discussion


@pytest.fixture
def discussion(migrated_url: str) -> Iterator[Discussion]:
    """A workspace in which nothing is proposed yet."""
    records = Records(migrated_url, connections=12, patience=10)
    yield Discussion(Bureau(records, migrated_url))
    records.close()
