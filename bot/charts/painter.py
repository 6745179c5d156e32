"""Draws pictures in warm worker processes: neither the event loop nor the bot's memory knows matplotlib."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor
from typing import ParamSpec

from bot.workers import Workers

P = ParamSpec("P")

WORKERS = 2
"""Processes that draw, each with an interpreter and matplotlib of its own: about 100 MB."""

_BEHIND = 10
"""By how much drawing steps back where the processor is short: people who wait for an answer come first."""


def _begin() -> None:
    """Step back, and import what drawing needs."""
    os.nice(_BEHIND)
    import bot.charts.panel_png  # noqa: PLC0415 - imported by the worker, not by the bot
    import bot.charts.png  # noqa: F401, PLC0415


def _ready() -> None:
    """Nothing: the worker has begun when this runs."""


class Painter:
    """A few worker processes; started at the first use or by `warm`, replaced where one died, ended by `close`."""

    def __init__(self, workers: int = WORKERS) -> None:
        self.workers = workers
        self._workers = Workers(workers, _begin)

    def warm(self) -> None:
        """Start the workers; they import what they need while the bot goes on."""
        for _ in range(self.workers):
            self._workers.pool.submit(_ready)

    async def draw(self, paint: Callable[P, bytes], *of: P.args, **also: P.kwargs) -> bytes:
        """What `paint`, a function of a module, makes in a worker of what can be pickled: a PNG.

        Raises BrokenExecutor where a worker died; the next call has others.
        """
        workers = self._workers
        try:
            return await asyncio.wrap_future(workers.pool.submit(paint, *of, **also))
        except BrokenExecutor:
            if self._workers is workers:  # whoever waited beside has not replaced them yet
                self._workers = Workers(self.workers, _begin)
            raise

    def close(self) -> None:
        """End the workers."""
        self._workers.end()
