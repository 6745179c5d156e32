"""Between an arrival and the desk: the work runs in a thread, the answer goes back by the door it came in."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.charts.painter import Painter
from bot.desk import Desk
from bot.listeners.door import Visit
from bot.pictures import Pictures
from bot.slack_calls import Refused
from bot.subcommands.subcommand import Opening, Request
from bot.text import Text
from bot.views.message import Message
from bot.views.notices import as_modal

T = TypeVar("T")

_NO_TRIGGER = frozenset({"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id", "invalid_arguments"})
"""A modal opens within three seconds of a press or a command, once; words in a conversation open none."""


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
        """Answer what was typed: with a message, or with a modal."""
        answered = await asyncio.to_thread(self.desk.answer, self.request(visit, typed))
        if isinstance(answered, Opening):
            await self.open(visit, answered)
        else:
            await visit.reply(answered)

    async def open(self, visit: Visit, opening: Opening) -> None:
        """Open a modal while Slack still lets us, then fill it; offer it by a button where it does not."""
        try:
            opened = await visit.messenger.open_view(visit.arrival.trigger_id or "", opening.first.json)
        except Refused as refusal:
            if refusal.error not in _NO_TRIGGER:
                raise
            await visit.reply(opening.instead)
            return
        filled = await self.attempt(visit, opening.fill)
        view = as_modal(filled, visit.text) if isinstance(filled, Message) else filled
        await visit.messenger.update_modal(opened.id, view.json, unless_changed=opened.hash)

    async def attempt(self, visit: Visit, work: Callable[[], T]) -> T | Message:
        """Do a piece of work in a thread; a known error comes back as its notice."""
        return await asyncio.to_thread(self.desk.attempt, self.request(visit), work)

    def request(self, visit: Visit, typed: str = "") -> Request:
        """The visit as the desk sees it."""
        arrival = visit.arrival
        channel_id = None if arrival.in_direct_message else arrival.channel_id
        return Request(visit.member, visit.text, typed, not arrival.in_direct_message, channel_id, arrival.channel_name)
