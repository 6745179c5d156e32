"""The door every arrival comes through: acknowledged, its sender seated, the policy asked, nothing let fall.

What is delivered twice, by Slack's retries or by somebody who captured it, is handled once.

A handler is one coroutine of a Visit. It is registered by its id, and an id without a policy cannot be registered.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp

from bot import last_resort
from bot.arrivals import Arrival, Payload, from_action, from_command, from_event, from_shortcut
from bot.listeners.submissions import ACK_WITHIN, FormHandler, Submissions
from bot.listeners.suggestions import OfferHandler, Suggestions
from bot.listeners.visit import Handler, Visit
from bot.messenger import Messenger
from bot.policy import POLICY, may
from bot.seating import Seating
from bot.tasks import Tasks
from bot.text import Text
from bot.views import denials, notices
from storage.outage import RecordsUnavailable

__all__ = ["Door", "Handler", "Visit", "Witness"]


Witness = Callable[[Arrival, Messenger], Awaitable[None]]


async def _nobody(_visit: Visit) -> None:
    """Nobody is answered."""


class Door:
    """Registers handlers on the Bolt app; keeps the ids it registered."""

    def __init__(self, app: AsyncApp, seating: Seating, messenger: Messenger, tasks: Tasks) -> None:
        self._app = app
        self._seating = seating
        self._messenger = messenger
        self._tasks = tasks
        self._submissions = Submissions(seating, messenger, tasks)
        self._suggestions = Suggestions(seating, messenger, tasks)
        self.registered: list[str] = []

    def command(self, name: str, handler: Handler) -> None:
        """A slash command."""
        self._app.command(name)(self._listener(f"command:{name}", handler, from_command))

    def action(self, action_id: str, handler: Handler) -> None:
        """A button or a menu."""
        self._app.action(action_id)(self._listener(f"action:{action_id}", handler, from_action))

    def change(self, action_id: str, handler: Handler) -> None:
        """A button that changes what is kept: acknowledged once it is kept, or when Slack would wait no longer."""
        listener = self._listener(f"action:{action_id}", handler, from_action, ack_first=False)
        self._app.action(action_id)(listener)

    def shortcut(self, callback_id: str, handler: Handler) -> None:
        """A shortcut of Slack's menus, on its own or on a message."""
        self._app.shortcut(callback_id)(self._listener(f"shortcut:{callback_id}", handler, from_shortcut))

    def view(self, callback_id: str, handler: FormHandler) -> None:
        """A form that was sent: its handler's answer is the acknowledgement."""
        handler_id = f"view:{callback_id}"
        listener = self._submissions.listener(handler_id, POLICY[handler_id], handler)
        self.registered.append(handler_id)
        self._app.view(callback_id)(listener)

    def options(self, action_id: str, handler: OfferHandler) -> None:
        """A menu that is filled while one types: its handler's answer is the acknowledgement."""
        handler_id = f"options:{action_id}"
        listener = self._suggestions.listener(handler_id, POLICY[handler_id], handler)
        self.registered.append(handler_id)
        self._app.options(action_id)(listener)

    def event(self, name: str, constraint: str | dict[str, Any], handler: Handler) -> None:
        """An event of Slack's Events API."""
        self._app.event(constraint)(self._listener(f"event:{name}", handler, from_event))

    def news(self, name: str, constraint: str, witness: Witness, then: Handler | None = None) -> None:
        """An event about a place, whoever caused it: `witness` answers nobody.

        `then` answers whoever brought the assistant there. What Slack tells again happens again: a witness bears that.
        """
        handler_id = f"event:{name}"
        answer = self._listener(handler_id, then or _nobody, from_event)

        async def heed(arrival: Arrival) -> None:
            async with last_resort.guard(handler_id, tell=last_resort.nobody):
                await witness(arrival, self._messenger)

        async def listener(ack: Callable[[], Awaitable[Any]], body: dict[str, Any]) -> None:
            arrival = from_event(body)
            if then and arrival.concerns_bot:
                await answer(ack, body)
                return
            await ack()
            await self._tasks.run(heed(arrival))

        self._app.event(constraint)(listener)

    def _listener(
        self, handler_id: str, handler: Handler, read: Callable[[Payload], Arrival], *, ack_first: bool = True
    ) -> Callable[..., Awaitable[None]]:
        action = POLICY[handler_id]
        self.registered.append(handler_id)

        async def serve(visit: Visit) -> None:
            async with self._guard(handler_id, visit.arrival, visit.text):
                if not await self._seating.first_time(visit.arrival.delivery):
                    return
                ruling = may(visit.member, action)
                if ruling.reason:
                    await visit.reply(denials.not_allowed(visit.text, ruling.reason, ruling.about))
                else:
                    await handler(visit)

        async def seat(arrival: Arrival) -> None:
            async with self._guard(handler_id, arrival, self._seating.last_text(arrival.user_id)):
                member, text = await self._seating.seat(arrival.team_id, arrival.user_id)
                await serve(Visit(arrival, member, text, self._messenger))

        async def arrive(body: Payload) -> None:
            async with last_resort.guard(handler_id, tell=last_resort.nobody):
                arrival = read(body)
                if arrival.user_id:
                    await seat(arrival)

        async def listener(ack: Callable[[], Awaitable[Any]], body: dict[str, Any]) -> None:
            if ack_first:
                await ack()
            working = asyncio.create_task(self._tasks.run(arrive(body)))
            if not ack_first:
                await asyncio.wait({working}, timeout=ACK_WITHIN)
                await ack()
            await working

        return listener

    @contextlib.asynccontextmanager
    async def _guard(self, handler_id: str, arrival: Arrival, text: Text) -> AsyncIterator[None]:
        """Whatever breaks, the person is told, in her own language as soon as it is known."""

        async def apologise(reference: str) -> None:
            await self._messenger.reply(arrival, notices.something_broke(text, reference))

        async with last_resort.guard(handler_id, tell=apologise):
            try:
                yield
            except RecordsUnavailable as outage:
                await self._messenger.reply(arrival, notices.unavailable(outage, text))
