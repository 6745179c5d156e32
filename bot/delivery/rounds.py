"""A worker's day: one step after the other while there is something to do, then a wait for news or for its time."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

from bot import last_resort

_LEAST = 0.02  # seconds between two looks


class Round:
    """Repeats a step until told to stop. A step that breaks is in the log; the next one comes all the same."""

    def __init__(self, name: str, step: Callable[[], Awaitable[bool]], pause: Callable[[], Awaitable[float]]) -> None:
        self._name = name
        self._step = step
        self._pause = pause  # seconds until there may be something to do
        self._news = asyncio.Event()

    def wake(self) -> None:
        """There is something to do, or it is time to stop."""
        self._news.set()

    async def run(self, stopping: asyncio.Event, after_trouble: float) -> None:
        """Work until it is time to stop; wait for so many seconds where a step broke."""
        while not stopping.is_set():
            self._news.clear()
            seconds = after_trouble
            async with last_resort.behind_the_scenes(f"delivery:{self._name}"):
                seconds = 0.0 if await self._step() else max(_LEAST, await self._pause())
            if seconds and not stopping.is_set():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), seconds)
