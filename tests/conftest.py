"""Fixtures that many tests share: real servers, one of each for the session, and a fresh database for each test.

Spark runs under `pytest --spark` only, which in turn runs nothing else; so do the long runs that kill processes, under
`pytest --chaos`.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.ledger import lines_of, table
from tests.migrated_records import emptied_database, migrated_database, migrated_file, migrated_url, own_url
from tests.plain_logs import plain_logs
from tests.postgres import database_url, postgres_server, postgres_url
from tests.quick_files import keep_files_in_memory
from tests.spark.cluster import spark_cluster

__all__ = [
    "database_url",
    "emptied_database",
    "migrated_database",
    "migrated_file",
    "migrated_url",
    "own_url",
    "postgres_server",
    "postgres_url",
]

SMALL_CHANGE = tuple(Path(__file__).parent / "bot" / each for each in ("charts", "views", "words"))
"""Folders of many short files: run last, they keep each worker busy while another ends a long file."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spark", action="store_true", help="run the tests of facts on a Spark cluster, and only those")
    parser.addoption("--chaos", action="store_true", help="run the long tests that kill processes, and only those")


def pytest_configure(config: pytest.Config) -> None:
    keep_files_in_memory(config)
    plain_logs()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that ask Spark, and those that kill processes at length, apart from all others: they take minutes."""
    for kind in ("spark", "chaos"):
        items[:] = [item for item in items if bool(item.get_closest_marker(kind)) is config.getoption(f"--{kind}")]
    items.sort(key=lambda item: item.path.parent in SMALL_CHANGE)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how each scenario went, whichever worker it ran on."""
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    if lines := list(lines_of(reports)):
        terminalreporter.section("chaos")
        for line in table(lines):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def spark_address() -> Iterator[str]:
    """Where a Spark cluster of this test process alone serves SQL."""
    with spark_cluster() as address:
        yield address
