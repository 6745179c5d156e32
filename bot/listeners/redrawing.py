"""A form that follows what is filled in."""

from collections.abc import Callable
from functools import partial

from bot.arrivals import Form
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.newest import Newest
from bot.office import Office
from bot.subcommands.subcommand import Request
from bot.views.message import View

Draw = Callable[[Form, Request, Office], View]


def redrawing(counter: Counter, *draws: Draw) -> Handler:
    """Something of the form was changed: it is drawn by one after the other, until it is changed once more."""
    newest = Newest()

    async def serve(visit: Visit) -> None:
        sent, moment = visit.arrival.form, visit.arrival.moment
        if sent is None:
            return
        newest.note(sent.view_id, moment)
        request, office = counter.request(visit), counter.desk.office
        for draw in draws:
            view = await counter.attempt(visit, partial(draw, sent, request, office))
            if not isinstance(view, View) or not newest.is_newest(sent.view_id, moment):
                return
            await visit.messenger.update_modal(sent.view_id, view.json)

    return serve
