"""The work under way, so that stopping can wait for it: Bolt's own closing does not."""

import asyncio
from collections.abc import Coroutine
from typing import Any


class Tasks:
    """Runs work and knows what is still running."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    async def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run to the end; survives the caller's cancellation."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)

    async def drain(self, seconds: float) -> int:
        """Wait for what is running, then cancel the rest; gives how many were cut."""
        if not self._running:
            return 0
        _done, late = await asyncio.wait(self._running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)
