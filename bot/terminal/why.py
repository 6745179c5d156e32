"""`kpi why`: what made a figure change, from the terminal of whoever holds the facts; no rights apply there."""

import json
from pathlib import Path

from rich.console import Console

from bot.charts.waterfall import picture_of_split
from bot.errors import TerminalError
from bot.office import Office
from bot.terminal.picture_file import write_picture
from bot.terminal.plain import fitted, plain
from bot.text import Text
from bot.use_cases.explain_change import WhyReply, why
from bot.use_cases.given_answers import remember
from bot.views import notices
from bot.views.why import why_card
from bot.views.why_json import why_json
from kpi_engine.errors import QuestionError
from kpi_engine.question import Question
from storage.repositories.records import TERMINAL

console = Console()


def print_why(question: Question, text: Text, office: Office, *, as_json: bool, picture: Path | None) -> None:
    """Print the explanation, and write its picture where one is wanted."""
    reply = _explained(question, text, office)
    if picture:
        drawn = picture_of_split(reply, text)
        if drawn is None:
            raise TerminalError(text.say("There is no picture: the change could not be split."))
        write_picture(drawn, text, picture)
    if as_json:
        print(json.dumps(why_json(reply, text), ensure_ascii=False, indent=2))  # noqa: T201 - the output
        return
    card = why_card(reply, text, now=office.now(), nonce="")
    console.print(fitted(card.reading, console.width), markup=False, highlight=False, soft_wrap=True)


def _explained(question: Question, text: Text, office: Office) -> WhyReply:
    try:
        reply = why(question, office)
    except QuestionError as error:
        raise TerminalError(plain(notices.cannot_ask(text, error).text)) from error
    with office.records.writing() as work:
        remember(work, TERMINAL, reply.explanation.answer, office)
    return reply
