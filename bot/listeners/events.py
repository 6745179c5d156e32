"""What happens around the assistant."""

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit


def invited(counter: Counter) -> Handler:
    """The assistant was invited to a channel: whoever did it gets the menu, privately. Others joining mean nothing."""

    async def serve(visit: Visit) -> None:
        if visit.arrival.concerns_bot:
            await counter.serve(visit, "")

    return serve
