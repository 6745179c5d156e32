"""Draws pictures in warm worker processes: neither the event loop nor the bot's memory knows matplotlib."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import ParamSpec

P = ParamSpec("P")

WORKERS = 2
"""Processes that draw, each with an interpreter and matplotlib of its own: about 100 MB."""


def _begin() -> None:
    """Import what drawing needs, and end with the bot even where it is killed."""
    threading.Thread(target=_end_with_the_bot, daemon=True).start()
    import bot.charts.panel_png  # noqa: PLC0415 - imported by the worker, not by the bot
    import bot.charts.png  # noqa: F401, PLC0415


def _end_with_the_bot() -> None:
    bot = multiprocessing.parent_process()
    if bot:
        bot.join()
        os._exit(1)


def _ready() -> None:
    """Nothing: the worker has begun when this runs."""


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


class Painter:
    """A few worker processes; started at the first use or by `warm`, replaced where one died, ended by `close`."""

    def __init__(self, workers: int = WORKERS) -> None:
        self.workers = workers
        self._pool = _pool(workers)

    def warm(self) -> None:
        """Start the workers; they import what they need while the bot goes on."""
        for _ in range(self.workers):
            self._pool.submit(_ready)

    async def draw(self, paint: Callable[P, bytes], *of: P.args, **also: P.kwargs) -> bytes:
        """What `paint`, a function of a module, makes in a worker of what can be pickled: a PNG.

        Raises BrokenExecutor where a worker died; the next call has others.
        """
        pool = self._pool
        try:
            return await asyncio.wrap_future(pool.submit(paint, *of, **also))
        except BrokenExecutor:
            if self._pool is pool:  # whoever waited beside has not replaced it yet
                self._pool = _pool(self.workers)
            raise

    def close(self) -> None:
        """End the workers."""
        self._pool.shutdown(wait=False, cancel_futures=True)
