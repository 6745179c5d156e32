"""Ticks: one that breaks is in the log, and comes again all the same; another goes on beside it."""

import asyncio
import logging
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.charts.painter import Painter
from bot.jobs.timetable import DrawingTick, Tick, ticking
from bot.office import Office
from tests.bot.digests.bureau import Bureau

OFTEN = timedelta(milliseconds=30)


async def test_a_tick_that_breaks_comes_again_and_others_beside_it(bureau: Bureau) -> None:
    ran = {"breaks": 0, "breaks while drawing": 0, "works": 0}

    def breaks(_office: Office) -> None:
        ran["breaks"] += 1
        raise ZeroDivisionError

    async def breaks_drawing(_office: Office, _painter: Painter) -> None:
        ran["breaks while drawing"] += 1
        raise ZeroDivisionError

    def works(_office: Office) -> None:
        ran["works"] += 1

    ticks = (
        Tick("breaks", OFTEN, breaks),
        DrawingTick("breaks while drawing", OFTEN, breaks_drawing),
        Tick("works", OFTEN, works),
    )
    with capture_logs() as log:
        async with ticking(bureau.office, Painter(), ticks), asyncio.timeout(20):
            while min(ran.values()) < 3:
                await asyncio.sleep(0.02)
    broken = {entry["where"] for entry in log if entry["event"] == "unexpected"}
    assert broken == {"tick:breaks", "tick:breaks while drawing"}


async def test_a_tick_that_the_end_cuts_off_is_no_error(bureau: Bureau, caplog: pytest.LogCaptureFixture) -> None:
    begun, cut_off = asyncio.Event(), asyncio.Event()

    async def takes_long(_office: Office, _painter: Painter) -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            cut_off.set()

    async with asyncio.timeout(20):
        async with ticking(bureau.office, Painter(), (DrawingTick("takes long", OFTEN, takes_long),)):
            await begun.wait()
        await cut_off.wait()
        await asyncio.sleep(0.05)  # what is told of it is told by then
    assert [each.getMessage() for each in caplog.records if each.levelno >= logging.ERROR] == []
