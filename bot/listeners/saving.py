"""A form that is sent: read, checked, then kept where nothing stands against it."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.arrivals import Form
from bot.listeners.counter import Counter
from bot.listeners.door import Visit
from bot.listeners.submissions import Conclusion, FormHandler, said
from bot.office import Office
from bot.subcommands.subcommand import Request
from bot.views.message import Message, Mistakes, View

Ready = TypeVar("Ready")

Conclude = Callable[[Form, Request, Office], Conclusion]
Check = Callable[[Form, Request, Office], Ready | Conclusion]
Keep = Callable[[Counter, Visit, Ready], Awaitable[Conclusion | Message]]


def concluding(counter: Counter, conclude: Conclude) -> FormHandler:
    """`conclude` gives what the form is answered with, whether it could be kept or not."""

    async def never(_counter: Counter, _visit: Visit, concluded: Conclusion) -> Conclusion:
        return concluded

    return saving(counter, conclude, never)


def saving(counter: Counter, check: Check[Ready], keep: Keep[Ready]) -> FormHandler:
    """`check` gives what can be kept, or what the form is answered with; `keep` asks Slack what only Slack knows."""

    async def serve(visit: Visit) -> Conclusion:
        sent, request, office = visit.arrival.form, counter.request(visit), counter.desk.office
        if sent is None:
            raise ValueError("a form without a view")
        checked = await counter.attempt(visit, lambda: check(sent, request, office))
        concluded = checked if isinstance(checked, Message | View | Mistakes) else await keep(counter, visit, checked)
        return said(visit.arrival, concluded, visit.text) if isinstance(concluded, Message) else concluded

    return serve
