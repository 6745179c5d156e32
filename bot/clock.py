"""Time is passed in: the system's clock, or the playground's, which people may move."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Protocol

import aiohttp
import structlog

log = structlog.stdlib.get_logger(__name__)


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def moved(self, moment: datetime) -> datetime:
        """An instant by the database's own clock, moved as far as this clock is."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        return datetime.now(UTC)

    def moved(self, moment: datetime) -> datetime:
        """The instant itself."""
        return moment


class FollowedClock:
    """The machine's clock plus the offset of a workspace whose clock can be moved."""

    def __init__(self, url: str, every: float = 1.0) -> None:
        self._url = url
        self._every = every
        self._offset = timedelta(0)

    def now(self) -> datetime:
        """The present instant of the workspace, aware, in UTC."""
        return datetime.now(UTC) + self._offset

    def moved(self, moment: datetime) -> datetime:
        """The instant in the workspace's time."""
        return moment + self._offset

    @contextlib.asynccontextmanager
    async def followed(self) -> AsyncIterator[None]:
        """Keep the offset up to date for as long as the block lasts; it is right from the start."""
        async with aiohttp.ClientSession() as session:
            await self._read(session)
            following = asyncio.create_task(self._follow(session))
            try:
                yield
            finally:
                following.cancel()

    async def _follow(self, session: aiohttp.ClientSession) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._read(session)

    async def _read(self, session: aiohttp.ClientSession) -> None:
        try:
            async with session.get(self._url, timeout=aiohttp.ClientTimeout(total=2)) as response:
                self._offset = timedelta(seconds=float((await response.json())["offset"]))
        except (aiohttp.ClientError, TimeoutError) as error:
            log.warning("clock_unreachable", error=str(error))
