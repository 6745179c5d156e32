"""`/kpi replay 7F3A9CQ2`: an answer again, as it was given."""

from dataclasses import replace

from bot.office import Office
from bot.subcommands.subcommand import Request, Subcommand
from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply
from bot.use_cases.replay import replay
from bot.views.kpi_card import kpi_card
from bot.views.message import Message
from bot.views.replayed import ask_anew
from kpi_engine.periods import Calendar


def run(request: Request, office: Office) -> Message:
    """The card of then; in place of its menus, the same question of today's data."""
    reply = replay(receipt_of(request.typed), request.member, office)
    card = kpi_card(reply, in_its_calendar(reply, request.text), now=office.now(), nonce="")
    question = reply.answer.question
    offered = (ask_anew(question, request.text),) if question.kpi in office.catalog else ()
    return Message(card.text, (*card.layout, *offered))


def receipt_of(typed: str) -> str:
    """What stands after the verb."""
    return " ".join(typed.split()[1:])


def in_its_calendar(reply: KpiReply, text: Text) -> Text:
    """The reader's language; periods are named as they were then."""
    given = reply.replayed
    return replace(text, calendar=Calendar(given.zone, given.fiscal_year_starts)) if given else text


REPLAY = Subcommand("replay", frozenset({"replay", "rejouer", "rejoue"}), run)
