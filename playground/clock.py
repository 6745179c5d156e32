"""The workspace's clock: real time plus an offset a person may move, and the things due on it."""

import asyncio
import heapq
import itertools
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

Action = Callable[[], Awaitable[None]]

log = logging.getLogger(__name__)


@dataclass(order=True, slots=True)
class Alarm:
    """An action due at `when` (epoch seconds on the workspace's clock)."""

    when: float
    order: int
    action: Action = field(compare=False)
    cancelled: bool = field(default=False, compare=False)


class Clock:
    """Tells the time and runs what is due; moving it forward runs everything it passes, in order."""

    def __init__(self) -> None:
        self.offset = 0.0
        self._alarms: list[Alarm] = []
        self._order = itertools.count()
        self._changed = asyncio.Event()
        self._moving = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    def now(self) -> float:
        """Return the epoch seconds of the workspace."""
        return time.time() + self.offset

    def at(self, when: float, action: Action) -> Alarm:
        """Run `action` once when the clock reaches `when`."""
        alarm = Alarm(when, next(self._order), action)
        heapq.heappush(self._alarms, alarm)
        self._changed.set()
        return alarm

    def after(self, seconds: float, action: Action) -> Alarm:
        """Run `action` once, `seconds` from now."""
        return self.at(self.now() + seconds, action)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Begin something now; whoever moves the clock waits until it is done."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def advance(self, seconds: float) -> None:
        """Move forward by `seconds`; returns when everything due on the way has been done."""
        async with self._moving:
            await self._settled()
            target = self.offset + max(seconds, 0.0)
            while (alarm := self._pop_due(time.time() + target)) is not None:
                self.offset = max(self.offset, min(target, alarm.when - time.time()))
                await _run(alarm)
                await self._settled()
            self.offset = target

    async def move_to(self, instant: float) -> None:
        """Move to `instant` (epoch seconds); backwards nothing runs again."""
        if instant >= self.now():
            await self.advance(instant - self.now())
        else:
            self.offset = instant - time.time()

    def reset(self) -> None:
        """Return to real time."""
        self.offset = 0.0

    async def run(self) -> None:
        """Run due actions as time passes, until cancelled."""
        while True:
            self._changed.clear()
            async with self._moving:
                while (alarm := self._pop_due(self.now())) is not None:
                    self.spawn(_run(alarm))
            await self._until_next()

    async def _settled(self) -> None:
        """Wait for what is under way; what it begins in turn is not waited for."""
        if self._running:
            await asyncio.wait(set(self._running))

    async def _until_next(self) -> None:
        delay = self._alarms[0].when - self.now() if self._alarms else None
        try:
            await asyncio.wait_for(self._changed.wait(), None if delay is None else max(delay, 0.0))
        except TimeoutError:
            return

    def _pop_due(self, limit: float) -> Alarm | None:
        while self._alarms and self._alarms[0].when <= limit:
            alarm = heapq.heappop(self._alarms)
            if not alarm.cancelled:
                return alarm
        return None


async def _run(alarm: Alarm) -> None:
    try:
        await alarm.action()
    except Exception:  # one failed action must not stop the clock
        log.exception("a due action failed")
