"""Bureaus on both databases."""

from collections.abc import Iterator

import pytest

from storage.unit_of_work import Records
from tests.bot.digests.bureau import Bureau


@pytest.fixture
def bureau(migrated_url: str) -> Iterator[Bureau]:
    """An empty workspace, a few minutes from its first digest."""
    records = Records(migrated_url, connections=8)
    yield Bureau(records, migrated_url)
    records.close()
