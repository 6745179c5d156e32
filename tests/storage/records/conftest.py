"""The records of one workspace, on both databases."""

from collections.abc import Iterator

import pytest

from storage.repositories.records import Workspace
from storage.unit_of_work import Records


@pytest.fixture
def records(migrated_url: str) -> Iterator[Records]:
    opened = Records(migrated_url, connections=8)
    with opened.writing() as work:
        work.workspaces.put(Workspace("T1", "Acme", "B1"))
    yield opened
    opened.close()
