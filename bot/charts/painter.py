"""Draws pictures in a warm worker process: neither the event loop nor the bot's memory knows matplotlib."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from typing import ParamSpec

P = ParamSpec("P")


def _begin() -> None:
    """Import what drawing needs, and end with the bot even where it is killed."""
    threading.Thread(target=_end_with_the_bot, daemon=True).start()
    import bot.charts.png  # noqa: F401, PLC0415 - imported by the worker, not by the bot


def _end_with_the_bot() -> None:
    bot = multiprocessing.parent_process()
    if bot:
        bot.join()
        os._exit(1)


def _ready() -> None:
    """Nothing: the worker has begun when this runs."""


def _worker() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


class Painter:
    """One worker process; started at the first use or by `warm`, replaced where it died, ended by `close`."""

    def __init__(self) -> None:
        self._pool = _worker()

    def warm(self) -> None:
        """Start the worker; it imports what it needs while the bot goes on."""
        self._pool.submit(_ready)

    async def draw(self, paint: Callable[P, bytes], *of: P.args, **also: P.kwargs) -> bytes:
        """What `paint`, a function of a module, makes in the worker of what can be pickled: a PNG.

        Raises BrokenExecutor where the worker died; the next call has another.
        """
        try:
            return await asyncio.wrap_future(self._pool.submit(paint, *of, **also))
        except BrokenExecutor:
            self._pool = _worker()
            raise

    def close(self) -> None:
        """End the worker."""
        self._pool.shutdown(wait=False, cancel_futures=True)
