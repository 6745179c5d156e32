"""What people type: the command, a mention in a channel, a line in the direct message."""

import re

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit

_MENTION = re.compile(r"<@[A-Z0-9]+(\|[^>]*)?>")


def command(counter: Counter) -> Handler:
    """`/kpi …`."""

    async def serve(visit: Visit) -> None:
        await counter.serve(visit, visit.arrival.text)

    return serve


def mention(counter: Counter) -> Handler:
    """`@kpi …`: answered to the person alone, as the command is."""

    async def serve(visit: Visit) -> None:
        await counter.serve(visit, _MENTION.sub(" ", visit.arrival.text).strip())

    return serve


def direct_message(counter: Counter) -> Handler:
    """A line in the conversation with the assistant; its own lines and edits are not questions."""

    async def serve(visit: Visit) -> None:
        if visit.arrival.in_direct_message and visit.arrival.is_plain_message:
            await counter.serve(visit, visit.arrival.text)

    return serve
