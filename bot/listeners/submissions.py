"""Forms that were sent: read, checked and answered before the acknowledgement, in which Slack takes the answer.

Whatever goes wrong is said under the form's first input, so that nothing typed is lost. Work that outlasts Slack's
patience goes on; the person is told so, and the form shows its outcome once there is one.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot import last_resort
from bot.arrivals import Arrival, from_submission
from bot.listeners.visit import Visit
from bot.messenger import Messenger
from bot.policy import Action, may
from bot.seating import Seating
from bot.tasks import Tasks
from bot.text import Text
from bot.views import denials, notices
from bot.views.message import Message, Mistakes, View
from bot.views.mrkdwn import unmarked
from storage.outage import RecordsUnavailable

Conclusion = View | Mistakes
FormHandler = Callable[[Visit], Awaitable[Conclusion]]

ACK_WITHIN = 2.0  # seconds; Slack gives three


class Submissions:
    """Makes the listeners of forms. A handler gives the view that takes the form's place, or what is wrong with it."""

    def __init__(self, seating: Seating, messenger: Messenger, tasks: Tasks) -> None:
        self._seating = seating
        self._messenger = messenger
        self._tasks = tasks

    def listener(self, handler_id: str, action: Action, handler: FormHandler) -> Callable[..., Awaitable[None]]:
        """Answer a form within its acknowledgement."""

        async def serve(arrival: Arrival) -> Conclusion:
            text = self._seating.last_text(arrival.user_id)
            try:
                member, text = await self._seating.seat(arrival.team_id, arrival.user_id)
                ruling = may(member, action)
                if ruling.reason:
                    return said(arrival, denials.not_allowed(text, ruling.reason, ruling.about), text)
                return await handler(Visit(arrival, member, text, self._messenger))
            except RecordsUnavailable as outage:
                return said(arrival, notices.unavailable(outage, text), text)

        async def listener(ack: Callable[..., Awaitable[Any]], body: dict[str, Any]) -> None:
            arrival = from_submission(body)
            text = self._seating.last_text(arrival.user_id)
            concluded: asyncio.Future[Conclusion] = asyncio.get_running_loop().create_future()

            async def work() -> None:
                async def apologise(reference: str) -> None:
                    concluded.set_result(said(arrival, notices.something_broke(text, reference), text))

                async with last_resort.guard(handler_id, tell=apologise):
                    concluded.set_result(await serve(arrival))

            working = asyncio.create_task(self._tasks.run(work()))
            await asyncio.wait({working}, timeout=ACK_WITHIN)
            if concluded.done():
                await ack(**_answer(concluded.result()))
                return
            await ack(**_answer(said(arrival, notices.takes_longer(text), text)))
            await working
            async with last_resort.guard(handler_id, tell=last_resort.nobody):
                await self._show(arrival, concluded.result())

        return listener

    async def _show(self, arrival: Arrival, conclusion: Conclusion) -> None:
        """Show a late outcome in the form that waits for it; mistakes come to light when it is sent again."""
        if arrival.form and isinstance(conclusion, View):
            await self._messenger.update_modal(arrival.form.view_id, conclusion.json)


def said(arrival: Arrival, message: Message, text: Text) -> Conclusion:
    """A notice under the form's first input; in the form's place where it has none."""
    form = arrival.form
    if form and form.first_block:
        return Mistakes({form.first_block: unmarked(message.reading)})
    return notices.as_modal(message, text)


def _answer(conclusion: Conclusion) -> dict[str, Any]:
    """What Slack takes as an answer to a form."""
    match conclusion:
        case Mistakes(by_block):
            return {"response_action": "errors", "errors": dict(by_block)}
        case View(json):
            return {"response_action": "update", "view": json}
