"""What something costs: seconds by the clock, seconds of processor, and how long the event loop stood still."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

_BEAT = 0.005

LONG = 0.1
"""Seconds for which nothing may keep the event loop."""


@dataclass(slots=True)
class Cost:
    """Seconds; of the processor, all threads of this process."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def costing() -> Iterator[Cost]:
    """Measure the block; the cost is known at its end."""
    cost, wall, cpu = Cost(), time.perf_counter(), time.process_time()
    yield cost
    cost.wall, cost.cpu = time.perf_counter() - wall, time.process_time() - cpu


@dataclass(slots=True)
class Pulse:
    """How much too late a task came that wakes every 5 ms: whatever blocks the event loop delays it as long.

    `worked`: seconds of processor that the loop's own thread took meanwhile. A machine that does other work, and
    threads that hold the interpreter, delay the pulse too; only this is the loop's own doing.
    """

    late: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    @property
    def longest(self) -> float:
        """The longest time for which nothing else could run, in seconds."""
        return max(self.late, default=0.0)

    @property
    def long(self) -> int:
        """How often it was over a tenth of a second."""
        return sum(late > LONG for late in self.late)

    @property
    def longest_work(self) -> float:
        """The longest of it that was the loop's own work."""
        return max(self.worked, default=0.0)


@asynccontextmanager
async def pulse() -> AsyncIterator[Pulse]:
    """Watch the event loop during the block."""
    felt = Pulse()
    beating = asyncio.create_task(_beat(felt))
    yield felt
    beating.cancel()


async def _beat(felt: Pulse) -> None:
    while True:
        wall, own = time.perf_counter(), time.thread_time()
        await asyncio.sleep(_BEAT)
        felt.late.append(time.perf_counter() - wall - _BEAT)
        felt.worked.append(time.thread_time() - own)
