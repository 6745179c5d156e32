"""One arrival by a person whose place in the organisation and language are known."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.arrivals import Arrival
from bot.messenger import Messenger
from bot.text import Text
from bot.views.message import Message
from storage.repositories.records import Member


@dataclass(frozen=True, slots=True)
class Visit:
    """One arrival by a person whose place in the organisation and language are known."""

    arrival: Arrival
    member: Member
    text: Text
    messenger: Messenger

    async def reply(self, message: Message, *, replace: bool = False) -> None:
        """Answer the person privately."""
        await self.messenger.reply(self.arrival, message, replace=replace)


Handler = Callable[[Visit], Awaitable[None]]
