"""D04: several tickers look at the same schedules at the same instants, for a week. Each week of each is begun once."""

import asyncio
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import text

from bot.charts.painter import Painter
from bot.jobs.digests import decide_digests
from storage.database import WRITING, open_engine
from storage.repositories.digest_records import Schedule
from storage.unit_of_work import Records
from tests.bot.digests.bureau import MONDAY, Bureau, a_digest

TICKERS, SCHEDULES, DAYS = 4, 60, 7
ZONES = ("Europe/Paris", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "America/Asuncion")


@pytest.fixture
def migrated_url(own_url: str) -> str:
    """The control takes a key away."""
    return own_url


def _subscribe(bureau: Bureau, many: int) -> None:
    bureau.publish_a_quarter()
    bureau.subscribe(
        *(
            a_digest(
                number,
                kpis=("leads",),
                schedule=Schedule(ZONES[number % 5], 1 + number % 7, time(number % 24)),
                active_since=MONDAY + timedelta(seconds=1),
            )
            for number in range(many)
        )
    )


def _run(bureau: Bureau, step: timedelta, days: int) -> None:
    """All tickers at once, again and again; each with records of its own, as in a process of its own."""
    together = threading.Barrier(TICKERS)
    instants = [MONDAY + turn * step for turn in range(1, int(timedelta(days=days) / step) + 1)]

    def ticker(_number: int) -> None:
        office = replace(bureau.office, records=Records(bureau.url, connections=4))
        for instant in instants:
            together.wait()
            bureau.clock.at = instant
            together.wait()
            asyncio.run(decide_digests(office, Painter()))
        office.records.close()

    with ThreadPoolExecutor(TICKERS) as tickers:
        list(tickers.map(ticker, range(TICKERS)))


def _begun(bureau: Bureau) -> Counter[str]:
    with open_engine(bureau.url).connect() as connection:
        return Counter(connection.scalars(text("SELECT digest_id FROM editions")))


def test_d04_four_tickers_begin_and_queue_each_of_60_schedules_once_in_a_week(bureau: Bureau) -> None:
    _subscribe(bureau, SCHEDULES)
    _run(bureau, timedelta(days=1), DAYS)
    assert _begun(bureau) == {f"D{number}": 1 for number in range(SCHEDULES)}
    queued = [row.dedup_key for row in bureau.queued()]
    assert len(queued) == len(set(queued)) == SCHEDULES


def test_d04_control_without_the_unique_key_weeks_begin_more_than_once(bureau: Bureau) -> None:
    _subscribe(bureau, SCHEDULES)
    with open_engine(bureau.url).execution_options(**WRITING).begin() as connection:
        for statement in (
            "ALTER TABLE editions RENAME TO keyed",
            "CREATE TABLE editions AS SELECT * FROM keyed",
            "DROP TABLE keyed",
        ):
            connection.execute(text(statement))
    _run(bureau, timedelta(days=1), DAYS)
    assert max(_begun(bureau).values()) > 1
