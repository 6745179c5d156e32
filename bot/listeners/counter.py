"""Between an arrival and the desk: the work runs in a thread, the answer goes back by the door it came in."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.charts.painter import Painter
from bot.desk import Desk
from bot.listeners.door import Visit
from bot.pictures import Pictures
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.views.message import Message

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counter:
    """Serves visits."""

    desk: Desk
    painter: Painter
    pictures: Pictures

    def house_text(self) -> Text:
        """The language of what is written for all."""
        return Text(self.desk.office.language, self.desk.office.calendar)

    async def serve(self, visit: Visit, typed: str) -> None:
        """Answer what was typed."""
        await visit.reply(await asyncio.to_thread(self.desk.answer, self.request(visit, typed)))

    async def attempt(self, visit: Visit, work: Callable[[], T]) -> T | Message:
        """Do a piece of work in a thread; a known error comes back as its notice."""
        return await asyncio.to_thread(self.desk.attempt, self.request(visit), work)

    def request(self, visit: Visit, typed: str = "") -> Request:
        """The visit as the desk sees it."""
        return Request(visit.member, visit.text, typed, shareable=not visit.arrival.in_direct_message)
