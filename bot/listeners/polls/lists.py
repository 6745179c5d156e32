"""The buttons of the list of polls and of a result. What they carry finds the poll again; it is never a right."""

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.polls.telling import telling_polls
from bot.use_cases.polls.close_poll import close_early
from bot.use_cases.polls.listed import named_answers
from bot.views.message import Message
from bot.views.polls import notices
from bot.views.polls.names import names_message


def close(counter: Counter) -> Handler:
    """Close a poll before its time, where enough have voted."""

    async def serve(visit: Visit) -> None:
        office = counter.desk.office

        def work() -> Message:
            poll = close_early(visit.arrival.value, visit.member, office, telling_polls(office))
            return notices.on_its_way(poll, visit.text)

        await visit.reply(await counter.attempt(visit, work))

    return serve


def names(counter: Counter) -> Handler:
    """Who answered what in an open poll, for whoever pressed and may know."""

    async def serve(visit: Visit) -> None:
        def work() -> Message:
            found = named_answers(visit.arrival.value, visit.member, counter.desk.office)
            return names_message(found, visit.text) if found else notices.not_hers_to_see(visit.text)

        await visit.reply(await counter.attempt(visit, work))

    return serve
