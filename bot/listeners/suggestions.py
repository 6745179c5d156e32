"""Menus that are filled while one types: the answer is the acknowledgement, and Slack waits three seconds for it.

Where one is missed, Slack shows nothing and may ask no more: so there always is one, which says where it is none.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot import last_resort
from bot.arrivals import Arrival, from_suggestion
from bot.listeners.submissions import ACK_WITHIN
from bot.listeners.visit import Visit
from bot.messenger import Messenger
from bot.policy import Action, may
from bot.seating import Seating
from bot.tasks import Tasks
from bot.views import notices
from bot.views.message import Offer

OfferHandler = Callable[[Visit], Awaitable[Offer]]

NOTHING = Offer({"options": []})


class Suggestions:
    """Makes the listeners of such menus. What is looked up too slowly is looked up to its end: it is known then."""

    def __init__(self, seating: Seating, messenger: Messenger, tasks: Tasks) -> None:
        self._seating = seating
        self._messenger = messenger
        self._tasks = tasks

    def listener(self, handler_id: str, action: Action, handler: OfferHandler) -> Callable[..., Awaitable[None]]:
        """Answer what is typed; offer nothing to who may not."""

        async def offered(arrival: Arrival) -> Offer:
            member, text = await self._seating.seat(arrival.team_id, arrival.user_id)
            if not may(member, action).allowed:
                return NOTHING
            return await handler(Visit(arrival, member, text, self._messenger))

        async def listener(ack: Callable[..., Awaitable[Any]], body: dict[str, Any]) -> None:
            arrival = from_suggestion(body)
            text = self._seating.last_text(arrival.user_id)
            found: asyncio.Future[Offer] = asyncio.get_running_loop().create_future()

            async def say_so(_reference: str) -> None:
                found.set_result(notices.cannot_look(text))

            async def work() -> None:
                async with last_resort.guard(handler_id, tell=say_so):
                    found.set_result(await offered(arrival))

            working = asyncio.create_task(self._tasks.run(work()))
            await asyncio.wait({working}, timeout=ACK_WITHIN)
            await ack(**(found.result() if found.done() else notices.still_looking(text)).json)
            await working

        return listener
