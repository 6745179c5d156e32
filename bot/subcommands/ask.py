"""`/kpi conversion last quarter by segment`: a question, answered with a card; whatever no other verb claims."""

import secrets

from bot.office import Office
from bot.subcommands.subcommand import Request, Subcommand
from bot.use_cases.answer_kpi import answer_kpi, put
from bot.use_cases.vocabulary import example_filter, vocabulary
from bot.views.help import help_menu
from bot.views.kpi_card import kpi_card
from bot.views.message import Message
from bot.views.misread import misread
from bot.words import read
from bot.words.reading import Help, Misread
from kpi_engine.question import Question


def run(request: Request, office: Office) -> Message:
    """Read the words; answer, or say which words were not understood."""
    reading = read(request.typed, vocabulary(request.text.language, office), office.today())
    match reading:
        case Help():
            return help_menu(office.catalog, request.text, example_filter(request.text.language, office))
        case Misread():
            return misread(reading, office.catalog, request.text)
    return card_for(put(reading, request.member, office), request, office)


def card_for(question: Question, request: Request, office: Office) -> Message:
    """The private card of a question."""
    reply = answer_kpi(question, request.member, office)
    nonce = secrets.token_hex(4)
    return kpi_card(reply, request.text, now=office.now(), nonce=nonce, shareable=request.shareable)


ASK = Subcommand("ask", frozenset(), run)
