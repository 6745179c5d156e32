"""Buttons and menus of the cards. What they carry finds the question again; it is never a right."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.subcommands.ask import card_for
from bot.use_cases.answer_kpi import answer_kpi
from bot.use_cases.redraw import PeriodChoice, by, chosen_period, over
from bot.use_cases.share_answer import find_question
from bot.views import receipt
from bot.views.message import Message, View
from kpi_engine.question import Dimension, Question


def run_example(counter: Counter) -> Handler:
    """An example of the menu, or a suggestion for a word that was not understood."""

    async def serve(visit: Visit) -> None:
        await counter.serve(visit, visit.arrival.value)

    return serve


def change_period(counter: Counter) -> Handler:
    """The card again, over the chosen period."""

    def card(question: Question, visit: Visit) -> Message:
        office = counter.desk.office
        period = chosen_period(PeriodChoice(visit.arrival.value), office.today(), office.calendar)
        return card_for(over(question, period), counter.request(visit), office)

    return redraw(counter, card)


def change_dimension(counter: Counter) -> Handler:
    """The card again, broken down by the chosen dimension."""

    def card(question: Question, visit: Visit) -> Message:
        value = visit.arrival.value
        chosen = by(question, None if value == "none" else Dimension(value))
        return card_for(chosen, counter.request(visit), counter.desk.office)

    return redraw(counter, card)


@dataclass(frozen=True, slots=True)
class _Redrawn:
    """A card that takes the place of the one whose menu was used; a notice leaves that one standing."""

    card: Message


def redraw(counter: Counter, card: Callable[[Question, Visit], Message]) -> Handler:
    """Another card in the place of the one whose menu was used: `card` makes it of the question behind that one."""

    async def serve(visit: Visit) -> None:
        def work() -> _Redrawn:
            question = find_question(key_of(visit), visit.member, counter.desk.office)
            return _Redrawn(card(question, visit))

        match await counter.attempt(visit, work):
            case _Redrawn(drawn):
                await visit.reply(drawn, replace=True)
            case notice:
                await visit.reply(notice)

    return serve


def show_definition(counter: Counter) -> Handler:
    """The receipt, in a modal that opens at once and fills when the figure is there."""

    async def serve(visit: Visit) -> None:
        view_id = await visit.messenger.open_modal(visit.arrival.trigger_id or "", receipt.waiting(visit.text).json)

        def work() -> View:
            office = counter.desk.office
            reply = answer_kpi(find_question(key_of(visit), visit.member, office), visit.member, office)
            return receipt.modal(reply, visit.text, now=office.now())

        filled = await counter.attempt(visit, work)
        if isinstance(filled, Message):
            filled = receipt.refused(filled, visit.text)
        await visit.messenger.update_modal(view_id, filled.json)

    return serve


def key_of(visit: Visit) -> str:
    """The question's key, from the block id `ask:<key>:<nonce>`."""
    parts = visit.arrival.block_id.split(":")
    return parts[1] if len(parts) > 1 else ""
