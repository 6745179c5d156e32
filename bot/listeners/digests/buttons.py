"""The row under a digest: for whoever presses, a card of her own. Rights are asked at the press."""

from collections.abc import Callable

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.office import Office
from bot.subcommands.ask import card_for
from bot.subcommands.subcommand import Request
from bot.subcommands.why import why_card_for
from bot.use_cases.digests.figures import figure_question
from bot.views.message import Message
from kpi_engine.question import Question


def look(counter: Counter) -> Handler:
    """The private card of one of the digest's figures, with all its menus."""
    return _privately(counter, card_for)


def why(counter: Counter) -> Handler:
    """Why one of its figures changed."""
    return _privately(counter, why_card_for)


def _privately(counter: Counter, card: Callable[[Question, Request, Office], Message]) -> Handler:
    async def serve(visit: Visit) -> None:
        request, office = counter.request(visit), counter.desk.office

        def work() -> Message:
            return card(figure_question(visit.arrival.value, visit.member, office), request, office)

        await visit.reply(await counter.attempt(visit, work))

    return serve
