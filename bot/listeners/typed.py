"""What people type: the command, a mention in a channel, a line in the direct message."""

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.mentioned import spelt_out


def command(counter: Counter) -> Handler:
    """`/kpi …`."""

    async def serve(visit: Visit) -> None:
        await _serve(counter, visit)

    return serve


def mention(counter: Counter) -> Handler:
    """`@kpi …`: answered to the person alone, as the command is."""

    async def serve(visit: Visit) -> None:
        await _serve(counter, visit)

    return serve


def direct_message(counter: Counter) -> Handler:
    """A line in the conversation with the assistant; its own lines and edits are not questions."""

    async def serve(visit: Visit) -> None:
        if visit.arrival.in_direct_message and visit.arrival.is_plain_message:
            await _serve(counter, visit)

    return serve


async def _serve(counter: Counter, visit: Visit) -> None:
    await counter.serve(visit, await spelt_out(visit.arrival.text, visit, counter.desk.office))
