"""Draws pictures in a warm worker process: neither the event loop nor the bot's memory knows matplotlib."""

import asyncio
import multiprocessing
from concurrent.futures import ProcessPoolExecutor

from bot.text import Text
from kpi_engine.answer import Answer


def _warm() -> None:
    import bot.charts.png  # noqa: F401, PLC0415 - imported by the worker, not by the bot


def _draw(answer: Answer, name: str, text: Text) -> bytes:
    from bot.charts.png import draw  # noqa: PLC0415

    return draw(answer, name, text)


class Painter:
    """One worker process; started at the first use or by `warm`, ended by `close`."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(
            max_workers=1, mp_context=multiprocessing.get_context("spawn"), initializer=_warm
        )

    def warm(self) -> None:
        """Start the worker; it imports what it needs while the bot goes on."""
        self._pool.submit(_warm)

    async def draw(self, answer: Answer, name: str, text: Text) -> bytes:
        """The picture of an answer, as PNG. Raises BrokenExecutor where the worker died."""
        return await asyncio.wrap_future(self._pool.submit(_draw, answer, name, text))

    def close(self) -> None:
        """End the worker."""
        self._pool.shutdown(wait=False, cancel_futures=True)
