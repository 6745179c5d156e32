"""Every tick on one screen. Ticks hold no state: what is due is read from the records each time."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot import last_resort
from bot.charts.painter import Painter
from bot.jobs.definitions import follow
from bot.jobs.digests import decide_digests, restate
from bot.jobs.hearing import hear_field
from bot.jobs.polls import close_polls, remind, show_polls
from bot.jobs.releasing import release_said
from bot.jobs.watching import watch_figures
from bot.office import Office
from bot.use_cases.tidy_records import tidy_records


@dataclass(frozen=True, slots=True)
class Tick:
    """A plain function of the office and how often it runs."""

    name: str
    every: timedelta
    work: Callable[[Office], None]

    async def run(self, office: Office, _painter: Painter) -> None:
        """Do it in a thread."""
        await asyncio.to_thread(self.work, office)


@dataclass(frozen=True, slots=True)
class DrawingTick:
    """The same where something is drawn on the way: a coroutine, which never keeps the loop."""

    name: str
    every: timedelta
    work: Callable[[Office, Painter], Awaitable[None]]

    async def run(self, office: Office, painter: Painter) -> None:
        """Do it."""
        await self.work(office, painter)


TIMETABLE: tuple[Tick | DrawingTick, ...] = (
    DrawingTick("decide digests", timedelta(seconds=5), decide_digests),
    Tick("restate digests", timedelta(seconds=5), restate),
    Tick("tidy records", timedelta(hours=1), tidy_records),
    Tick("follow definitions", timedelta(seconds=5), follow),
    Tick("watch figures", timedelta(minutes=1), watch_figures),
    Tick("hear the field", timedelta(minutes=1), hear_field),
    Tick("close polls", timedelta(seconds=5), close_polls),
    Tick("remind voters", timedelta(minutes=1), remind),
    Tick("show polls", timedelta(seconds=3), show_polls),
    Tick("release feedback", timedelta(minutes=1), release_said),
)


@contextlib.asynccontextmanager
async def ticking(
    office: Office, painter: Painter, ticks: Sequence[Tick | DrawingTick] = TIMETABLE
) -> AsyncIterator[None]:
    """Run the timetable for as long as the block lasts."""
    scheduler = AsyncIOScheduler(job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
    for tick in ticks:
        scheduler.add_job(_run, "interval", (tick, office, painter), seconds=tick.every.total_seconds(), id=tick.name)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def _run(tick: Tick | DrawingTick, office: Office, painter: Painter) -> None:
    """A failed tick is in the log; the next one runs all the same. To be cut off by the end is no failure."""
    with contextlib.suppress(asyncio.CancelledError):
        async with last_resort.behind_the_scenes(f"tick:{tick.name}"):
            await tick.run(office, painter)
