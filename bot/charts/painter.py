"""Draws pictures in warm worker processes: neither the event loop nor the bot's memory knows matplotlib."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from multiprocessing.connection import Connection, wait
from typing import ParamSpec

P = ParamSpec("P")

WORKERS = 2
"""Processes that draw, each with an interpreter and matplotlib of its own: about 100 MB."""

_BEHIND = 10
"""By how much drawing steps back where the processor is short: people who wait for an answer come first."""


def _begin(closing: Connection) -> None:
    """Step back, import what drawing needs, and end with the bot: when it says so, or where it is killed."""
    os.nice(_BEHIND)
    threading.Thread(target=_end_with_the_bot, args=(closing,), daemon=True).start()
    import bot.charts.panel_png  # noqa: PLC0415 - imported by the worker, not by the bot
    import bot.charts.png  # noqa: F401, PLC0415


def _end_with_the_bot(closing: Connection) -> None:
    """At once, whatever is being imported or drawn: nobody waits for it any more."""
    bot = multiprocessing.parent_process()
    if bot:
        wait([closing, bot.sentinel])
        os._exit(1)


def _ready() -> None:
    """Nothing: the worker has begun when this runs."""


class _Workers:
    """The processes, and the line that is cut to end them."""

    def __init__(self, many: int) -> None:
        context = multiprocessing.get_context("spawn")
        listening, self._line = context.Pipe(duplex=False)
        self.pool = ProcessPoolExecutor(many, mp_context=context, initializer=_begin, initargs=(listening,))

    def end(self) -> None:
        """End them all."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        self._line.close()


class Painter:
    """A few worker processes; started at the first use or by `warm`, replaced where one died, ended by `close`."""

    def __init__(self, workers: int = WORKERS) -> None:
        self.workers = workers
        self._workers = _Workers(workers)

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
                self._workers = _Workers(self.workers)
            raise

    def close(self) -> None:
        """End the workers."""
        self._workers.end()
