"""What happens, told at once to the pages that are open."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

KEEP_ALIVE = 15.0  # seconds of silence after which a comment line keeps the connection alive


@dataclass(slots=True, eq=False)
class Listener:
    """An open page, acting as one person."""

    user: str
    lines: asyncio.Queue[str] = field(default_factory=asyncio.Queue)


class Stream:
    """Server-sent events, each to the people it concerns."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()

    def tell(self, concerns: Callable[[str], bool], kind: str, told: dict[str, Any]) -> None:
        """Send an event to every open page whose person it `concerns`."""
        line = f"event: {kind}\ndata: {json.dumps(told, separators=(',', ':'))}\n\n"
        for listener in self._listeners:
            if concerns(listener.user):
                listener.lines.put_nowait(line)

    def tell_one(self, user: str, kind: str, told: dict[str, Any]) -> None:
        """Send an event to the pages of one person."""
        self.tell(lambda listener: listener == user, kind, told)

    def tell_all(self, kind: str, told: dict[str, Any]) -> None:
        """Send an event to every open page."""
        self.tell(lambda _: True, kind, told)

    def close(self) -> None:
        """End every open stream: an empty line of text means the end."""
        for listener in self._listeners:
            listener.lines.put_nowait("")

    def join(self, user: str) -> Listener:
        """Open a page for `user`; it misses nothing from now on."""
        listener = Listener(user)
        self._listeners.add(listener)
        return listener

    async def lines(self, listener: Listener) -> AsyncIterator[str]:
        """Yield what one page receives, until it leaves."""
        try:
            yield ": connected\n\n"
            while line := await self._next(listener):
                yield line
        finally:
            self._listeners.discard(listener)

    async def _next(self, listener: Listener) -> str:
        try:
            return await asyncio.wait_for(listener.lines.get(), KEEP_ALIVE)
        except TimeoutError:
            return ": still here\n\n"
