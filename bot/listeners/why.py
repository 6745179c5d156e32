"""Buttons and menus around the explanation of a change: asked for on a card, looked at along another dimension."""

from bot.charts.waterfall import picture_of_split
from bot.listeners.buttons import key_of, redraw
from bot.listeners.counter import Counter
from bot.listeners.door import Handler, Visit
from bot.listeners.picture import Captioned, deliver
from bot.listeners.share import Prepared
from bot.subcommands.why import why_card_for
from bot.use_cases.explain_change import explain_change, share_explanation
from bot.use_cases.redraw import by
from bot.use_cases.share_answer import find_question
from bot.views.message import Message
from bot.views.why import shared_why, spoken
from kpi_engine.question import Dimension, Question


def explain(counter: Counter) -> Handler:
    """Why the figure of a card changed: below the card, which stays."""

    async def serve(visit: Visit) -> None:
        def work() -> Message:
            office = counter.desk.office
            question = find_question(key_of(visit), visit.member, office)
            return why_card_for(question, counter.request(visit), office)

        await visit.reply(await counter.attempt(visit, work))

    return serve


def change_dimension(counter: Counter) -> Handler:
    """The explanation again, along the chosen dimension."""

    def card(question: Question, visit: Visit) -> Message:
        chosen = by(question, Dimension(visit.arrival.value))
        return why_card_for(chosen, counter.request(visit), counter.desk.office)

    return redraw(counter, card)


def send_picture(counter: Counter) -> Handler:
    """The picture of the explanation, for whoever pressed the button."""

    async def serve(visit: Visit) -> None:
        def work() -> Captioned:
            office = counter.desk.office
            reply = explain_change(find_question(key_of(visit), visit.member, office), visit.member, office)
            return Captioned(picture_of_split(reply, visit.text), spoken(reply, visit.text))

        found = await counter.attempt(visit, work)
        if isinstance(found, Message):
            await visit.reply(found)
        else:
            await deliver(counter, visit, found)

    return serve


def for_all(question: Question, visit: Visit, counter: Counter) -> Prepared:
    """The explanation as a channel may read it, in the house's language. Raises NotAllowed."""
    reply, text = share_explanation(question, visit.member, counter.desk.office), counter.house_text()
    sharer = visit.member.user_id
    return Prepared(
        picture_of_split(reply, text), lambda file_id: shared_why(reply, text, sharer=sharer, file_id=file_id)
    )
