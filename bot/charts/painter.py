"""Draws pictures in a warm worker process, so that the event loop never waits for matplotlib."""

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def _warm() -> None:
    import matplotlib.backends.backend_agg  # noqa: PLC0415 - imported by the worker, not by the bot
    import matplotlib.figure  # noqa: F401, PLC0415


class Painter:
    """One worker process; started at the first use or by `warm`, ended by `close`."""

    def __init__(self) -> None:
        self._pool = ProcessPoolExecutor(
            max_workers=1, mp_context=multiprocessing.get_context("spawn"), initializer=_warm
        )

    async def warm(self) -> None:
        """Start the worker and let it import what it needs."""
        await self.draw(_warm)

    async def draw(self, picture: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a picklable drawing function in the worker; gives what it returns."""
        return await asyncio.wrap_future(self._pool.submit(picture, *args, **kwargs))

    def close(self) -> None:
        """End the worker."""
        self._pool.shutdown(wait=False, cancel_futures=True)
