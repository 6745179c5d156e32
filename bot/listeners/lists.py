"""The buttons of a list: what they carry finds the entry again; it is never a right."""

from collections.abc import Callable

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.office import Office
from bot.subcommands.subcommand import Request
from bot.views.message import Message
from storage.repositories.records import Member

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
