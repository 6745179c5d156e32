"""What every scenario takes: a stage on each database, a seed, a line in the table of results."""

import os
import time
from pathlib import Path

import pytest

from tests.chaos.ledger import Line
from tests.chaos.scene import Stage

SEED = "CHAOS_SEED"
SCENARIO_TIMEOUT = 1800  # seconds: others may use the machine too


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long scenarios have long limits."""
    for item in items:
        if "tests/chaos" in item.path.as_posix() and item.get_closest_marker("chaos"):
            item.add_marker(pytest.mark.timeout(SCENARIO_TIMEOUT))


@pytest.fixture
def seed() -> int:
    """A seed nobody chose, printed where the test fails; `CHAOS_SEED=n` has it again."""
    drawn = int(os.environ.get(SEED, "0")) or time.time_ns() % 1_000_000
    print(f"replay with {SEED}={drawn}")  # noqa: T201 -- shown where the test fails
    return drawn


@pytest.fixture
def stage(request: pytest.FixtureRequest, database_url: str, tmp_path: Path, seed: int) -> Stage:
    """An empty stage on each database."""
    return _stage(request, database_url, tmp_path, seed)


@pytest.fixture
def sqlite_stage(request: pytest.FixtureRequest, tmp_path: Path, seed: int) -> Stage:
    """An empty stage on SQLite."""
    return _stage(request, f"sqlite:///{tmp_path / 'records.db'}", tmp_path, seed)


def _stage(request: pytest.FixtureRequest, database_url: str, folder: Path, seed: int) -> Stage:
    def tell(line: Line) -> None:
        request.node.user_properties.append(line.as_property())

    return Stage(database_url, folder, seed, tell)
