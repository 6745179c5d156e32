"""Menus that are filled while one types: the answer is the acknowledgement, and Slack waits three seconds for it."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot import last_resort
from bot.arrivals import from_suggestion
from bot.listeners.visit import Visit
from bot.messenger import Messenger
from bot.policy import Action, may
from bot.seating import Seating
from bot.tasks import Tasks
from bot.views.message import Offer

OfferHandler = Callable[[Visit], Awaitable[Offer]]

NOTHING = Offer({"options": []})


class Suggestions:
    """Makes the listeners of such menus. What breaks is not acknowledged: Slack then says itself that it failed."""

    def __init__(self, seating: Seating, messenger: Messenger, tasks: Tasks) -> None:
        self._seating = seating
        self._messenger = messenger
        self._tasks = tasks

    def listener(self, handler_id: str, action: Action, handler: OfferHandler) -> Callable[..., Awaitable[None]]:
        """Answer what is typed; offer nothing to who may not."""

        async def offered(body: dict[str, Any]) -> Offer:
            arrival = from_suggestion(body)
            member, text = await self._seating.seat(arrival.team_id, arrival.user_id)
            if not may(member, action).allowed:
                return NOTHING
            return await handler(Visit(arrival, member, text, self._messenger))

        async def listener(ack: Callable[..., Awaitable[Any]], body: dict[str, Any]) -> None:
            async def work() -> None:
                async with last_resort.guard(handler_id, tell=last_resort.nobody):
                    await ack(**(await offered(body)).json)

            await self._tasks.run(work())

        return listener
