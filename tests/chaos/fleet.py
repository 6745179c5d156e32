"""Worker processes under one hand: started quickly, killed, frozen, thawed, told to end, each by its own pid."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from multiprocessing.process import BaseProcess
from pathlib import Path
from time import monotonic
from typing import Any

from tests.chaos.orders import Orders
from tests.chaos.worker import work
from tests.processes import PROCESSES

LOOK_EVERY = 0.01


@dataclass
class Fleet:
    """The workers of one scenario; `orders` are what each new one is told, under a name of its own."""

    orders: Orders
    alive: list[BaseProcess] = field(default_factory=list)
    started: Iterator[int] = field(default_factory=lambda: count(1))

    def start(self, many: int = 1, **changed: Any) -> list[BaseProcess]:
        """Start so many workers more, with orders changed as said."""
        return [self._start(replace(self.orders, **changed)) for _ in range(many)]

    def _start(self, orders: Orders) -> BaseProcess:
        told = replace(orders, name=f"{orders.name}-{next(self.started)}")
        process = PROCESSES.Process(target=work, args=(told.to_json(),), name=told.name, daemon=True)
        process.start()
        self.alive.append(process)
        return process

    async def kill(self, process: BaseProcess) -> None:
        """`kill -9`."""
        send(process, signal.SIGKILL)
        await self.gone(process)

    async def ended(self, process: BaseProcess, within: float) -> float:
        """Ask to end (SIGTERM); gives the seconds it took."""
        asked = monotonic()
        send(process, signal.SIGTERM)
        await self.gone(process, within)
        return monotonic() - asked

    async def ready(self, process: BaseProcess) -> None:
        """Wait until it can be asked to end."""
        file = Path(replace(self.orders, name=process.name).ready_file)
        async with asyncio.timeout(30):
            while not file.exists():  # noqa: ASYNC240 -- a look
                await asyncio.sleep(LOOK_EVERY)

    async def gone(self, process: BaseProcess, within: float = 30) -> None:
        """Wait for its end. Raises TimeoutError."""
        async with asyncio.timeout(within):
            while process.is_alive():
                await asyncio.sleep(LOOK_EVERY)
        self.alive.remove(process)

    def bury(self) -> list[BaseProcess]:
        """Take those away that ended by themselves."""
        dead = [process for process in self.alive if not process.is_alive()]
        for process in dead:
            self.alive.remove(process)
        return dead


@asynccontextmanager
async def a_fleet(orders: Orders) -> AsyncIterator[Fleet]:
    """A fleet without workers; whoever lives at the end of the block is killed."""
    fleet = Fleet(orders)
    try:
        yield fleet
    finally:
        for process in fleet.alive:
            if process.is_alive():
                process.kill()
            process.join(5)


def send(process: BaseProcess, number: signal.Signals) -> None:
    """Send a signal to this very process, if it still lives."""
    if process.is_alive():
        assert process.pid is not None
        os.kill(process.pid, number)


def is_frozen(process: BaseProcess) -> bool:
    """Whether it was stopped and not continued yet."""
    try:
        status = Path(f"/proc/{process.pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] == "T"
