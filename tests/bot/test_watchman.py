"""The watchman tells of records that stay busy, once, and not of those that were for a moment."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.messenger import Messenger
from bot.settings import Settings
from bot.watchman import Watchman
from bot.wiring import open_office
from storage.migrations import migrate
from storage.unit_of_work import Records

pytestmark = pytest.mark.asyncio


@contextmanager
def locked(file: Path) -> Iterator[None]:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


@pytest.fixture
def watchman(tmp_path: Path) -> Iterator[Watchman]:
    """Of records in `records.db`, with little patience; he has nobody to tell."""
    url = f"sqlite:///{tmp_path / 'records.db'}"
    migrate(url)
    records = Records(url, patience=0.05)
    office = open_office(Settings(KPI_HOME=tmp_path, DATABASE_URL=url), SystemClock())
    yield Watchman(replace(office, records=records), Messenger(AsyncWebClient()), "T1")
    records.close()
    office.records.close()


async def told_by(watchman: Watchman, looks: int) -> list[str]:
    with capture_logs() as lines:
        for _ in range(looks):
            await watchman.look()
    return [line["event"] for line in lines if line["log_level"] == "warning"]


async def test_records_that_stay_busy_are_told_of_once(watchman: Watchman, tmp_path: Path) -> None:
    with locked(tmp_path / "records.db"):
        assert await told_by(watchman, 4) == ["records_busy"]


async def test_records_that_were_busy_for_a_moment_are_not_told_of(watchman: Watchman, tmp_path: Path) -> None:
    for _ in range(3):
        with locked(tmp_path / "records.db"):
            assert await told_by(watchman, 1) == []
        assert await told_by(watchman, 1) == []
