"""`/kpi why conversion last quarter by source`: a question, answered with what made its figure change."""

import secrets

from bot.office import Office
from bot.subcommands.after_verb import read_after_verb
from bot.subcommands.subcommand import Request, Subcommand
from bot.use_cases.answer_kpi import put
from bot.use_cases.explain_change import explain_change
from bot.use_cases.vocabulary import vocabulary
from bot.views.message import Message
from bot.views.misread import misread
from bot.views.why import why_card, why_what
from bot.words.reading import Help, Misread
from kpi_engine.question import Question

WORDS = frozenset({"why", "why?", "pourquoi", "pourquoi?"})


def run(request: Request, office: Office) -> Message:
    """Read the words after the verb; explain, or say which words were not understood."""
    reading = read_after_verb(request.typed, vocabulary(request.text.language, office), office.today())
    match reading:
        case Help():
            return why_what(request.text)
        case Misread():
            return misread(reading, office.catalog, request.text)
    return why_card_for(put(reading, request.member, office), request, office)


def why_card_for(question: Question, request: Request, office: Office) -> Message:
    """The private card that explains a question's change."""
    reply = explain_change(question, request.member, office)
    nonce = secrets.token_hex(4)
    return why_card(reply, request.text, now=office.now(), nonce=nonce, shareable=request.shareable)


WHY = Subcommand("why", WORDS, run)
