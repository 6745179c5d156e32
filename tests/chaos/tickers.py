"""Processes that decide digests, all at the same simulated instants."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from multiprocessing.synchronize import Barrier

from bot.charts.painter import Painter
from bot.jobs.digests import decide_digests
from bot.office import Office
from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar
from storage.facts.store import open_shelf
from storage.unit_of_work import Records
from tests.processes import PROCESSES

MEETING = 60.0  # seconds until all are at the same instant


class SetClock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.instant: datetime | None = None

    def now(self) -> datetime:
        assert self.instant is not None
        return self.instant

    def moved(self, _moment: datetime) -> datetime:
        return self.now()


def tick(records_url: str, facts: str, instants: Sequence[datetime], together: Barrier) -> None:
    """Decide all that is due at one instant after the other, each as soon as every ticker has come to it."""
    asyncio.run(_tick(records_url, facts, instants, together))


async def _tick(records_url: str, facts: str, instants: Sequence[datetime], together: Barrier) -> None:
    clock, painter = SetClock(), Painter(workers=1)
    records = Records(records_url, connections=8, patience=10)
    office = Office(CATALOG, Calendar("Europe/Paris", 1), "EUR", "en", (), open_shelf(facts), records, clock)
    for instant in instants:
        await asyncio.to_thread(together.wait, MEETING)
        clock.instant = instant
        await decide_digests(office, painter)
    painter.close()
    records.close()


async def run_tickers(
    many: int, records_url: str, facts: str, instants: Sequence[datetime], within: float
) -> list[int | None]:
    """Let so many go through all instants; gives their exit codes."""
    together = PROCESSES.Barrier(many)
    told = (records_url, facts, instants, together)
    processes = [PROCESSES.Process(target=tick, args=told, daemon=True) for _ in range(many)]
    for process in processes:
        process.start()
    for process in processes:
        await asyncio.to_thread(process.join, within)
    codes = [process.exitcode for process in processes]
    for process in processes:
        process.kill()
    return codes
