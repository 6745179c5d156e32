"""A watch on the event loop: how long it computed at a stretch."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

HEAVY = 0.1
"""Seconds of the processor that nothing may take on the loop at a stretch."""


@asynccontextmanager
async def stretches() -> AsyncIterator[list[float]]:
    """How long the loop's thread computed between two looks; what it waited for other threads does not count."""
    seen: list[float] = []

    async def look() -> None:
        while True:
            began = time.thread_time()
            await asyncio.sleep(0.01)
            seen.append(time.thread_time() - began)

    looking = asyncio.create_task(look())
    try:
        yield seen
    finally:
        looking.cancel()


def heavy(seen: list[float]) -> list[float]:
    """Those that would have held everybody up."""
    return [stretch for stretch in seen if stretch > HEAVY]


def compute(seconds: float) -> None:
    """Keep the processor busy."""
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass
