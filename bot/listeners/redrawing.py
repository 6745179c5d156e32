"""A form that follows what is filled in."""

from collections.abc import Awaitable, Callable
from functools import partial

from bot.arrivals import Form
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.newest import Newest
from bot.office import Office
from bot.subcommands.subcommand import Request
from bot.views.message import Message, View

Draw = Callable[[Form, Request, Office], View]
AskAndDraw = Callable[[Visit, Form], Awaitable[View | Message]]


def redrawing(counter: Counter, *draws: Draw) -> Handler:
    """Something of the form was changed: it is drawn by one after the other, until it is changed once more."""

    def drawn(draw: Draw) -> AskAndDraw:
        def attempt(visit: Visit, sent: Form) -> Awaitable[View | Message]:
            return counter.attempt(visit, partial(draw, sent, counter.request(visit), counter.desk.office))

        return attempt

    return redrawing_by(*map(drawn, draws))


def redrawing_by(*draws: AskAndDraw) -> Handler:
    """The same where Slack is asked something before it can be drawn."""
    newest = Newest()

    async def serve(visit: Visit) -> None:
        sent, moment = visit.arrival.form, visit.arrival.moment
        if sent is None:
            return
        newest.note(sent.view_id, moment)
        for draw in draws:
            view = await draw(visit, sent)
            if not isinstance(view, View) or not newest.is_newest(sent.view_id, moment):
                return
            await visit.messenger.update_modal(sent.view_id, view.json)

    return serve
