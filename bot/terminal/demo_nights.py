"""The sample company's nightly import: as the workspace's clock passes five in the morning, a new export comes.

The company's history is written a few weeks ahead of the day on which the demo starts. Each night's export shows it up
to the evening before, late entries missing, and is imported like anybody's.
"""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from bot.clock import Clock
from bot.workers import Workers
from storage import sample_crm
from storage.errors import StorageError
from storage.facts.store import open_facts
from storage.imports import import_profile

log = structlog.stdlib.get_logger(__name__)

AHEAD = timedelta(weeks=4)
"""How far ahead of the demo's first day the company's history goes."""

_AT = time(5)  # on the clocks of the house
_LOOK_EVERY = 1.0  # seconds
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Nights:
    """Where the exports and the facts are, and the day on which the demo was made."""

    home: Path
    made_for: date

    @property
    def stands(self) -> bool:
        """Whether the company was made for this day, and no night has passed for it since."""
        return self._made.exists() and self._made.read_text() == self.made_for.isoformat()

    def begin(self) -> None:
        """Make the company as it stands in the morning of its first day."""
        self.bring(self.made_for - _DAY)
        self._made.write_text(self.made_for.isoformat())

    def pass_one(self, night: date, at: datetime) -> None:
        """Bring what came up to the evening before; a later start of the demo makes the company anew."""
        self._made.unlink(missing_ok=True)
        self.bring(min(night - _DAY, self.made_for + AHEAD), at)

    @property
    def _made(self) -> Path:
        return self.home / "made-for"

    def bring(self, evening: date, at: datetime | None = None) -> None:
        """Export the company as it stood that evening, and import that; `at` is when, for the journal."""
        crm = self.home / "crm"
        sample_crm.write(crm, today=evening, written_until=self.made_for + AHEAD)
        for profile in sample_crm.PROFILES:
            declared = crm / profile.name
            declared.write_text(f"as_of = {evening.isoformat()}\n{profile.read_text('utf-8')}", "utf-8")
            import_profile(declared, crm, open_facts(str(self.home / "facts")), today=evening, at=at)


@contextlib.asynccontextmanager
async def nightly(nights: Nights, clock: Clock, zone: ZoneInfo) -> AsyncIterator[None]:
    """Bring each night's export as the clock passes its hour; of nights passed at once, the last one's."""
    workers = Workers(1, _leave_the_end_to_the_demo)
    watching = asyncio.create_task(_watch(nights, clock, zone, workers.pool))
    try:
        yield
    finally:
        watching.cancel()
        workers.end()


def _leave_the_end_to_the_demo() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


async def _watch(nights: Nights, clock: Clock, zone: ZoneInfo, pool: Executor) -> None:
    loop, last = asyncio.get_running_loop(), night_of(clock.now(), zone)
    while True:
        await asyncio.sleep(_LOOK_EVERY)
        night = night_of(now := clock.now(), zone)
        if night > last:
            last = night
            try:
                await loop.run_in_executor(pool, nights.pass_one, night, now)
            except StorageError as error:
                log.warning("nightly_import_failed", error=str(error))


def night_of(now: datetime, zone: ZoneInfo) -> date:
    """The day on whose morning the last import was due."""
    local = now.astimezone(zone)
    return local.date() if local.time() >= _AT else local.date() - _DAY
