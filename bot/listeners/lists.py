"""The buttons of a list: what they carry finds the entry again; it is never a right."""

from collections.abc import Callable
from typing import Protocol

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.place import place_fault
from bot.office import Office
from bot.subcommands.subcommand import Request
from bot.views.cannot_come import cannot_come
from bot.views.message import Message
from storage.repositories.records import Member


class Told(Protocol):
    """What a channel gets."""

    @property
    def channel_id(self) -> str:
        """Which channel."""


Find = Callable[[str, Member, Office], Told]
Act = Callable[[str, Member, Office], object]


def acting(counter: Counter, act: Act, listing: Callable[[Request, Office], Message]) -> Handler:
    """Do it to the entry whose button was pressed; the list is drawn again."""

    async def serve(visit: Visit) -> None:
        request, office = counter.request(visit), counter.desk.office

        def work() -> Message:
            act(visit.arrival.value, visit.member, office)
            return listing(request, office)

        await visit.reply(await counter.attempt(visit, work), replace=True)

    return serve


def resuming(counter: Counter, find: Find, move: Handler) -> Handler:
    """Resume the entry whose button was pressed, unless something stands against its channel."""

    async def serve(visit: Visit) -> None:
        office = counter.desk.office
        found = await counter.attempt(visit, lambda: find(visit.arrival.value, visit.member, office).channel_id)
        if isinstance(found, Message):
            await visit.reply(found)
            return
        fault = await place_fault(visit.messenger, visit.member.team_id, found, office)
        if fault:
            await visit.reply(cannot_come(fault, visit.text))
        else:
            await move(visit)

    return serve
