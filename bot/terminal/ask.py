"""`kpi ask`: one question from the terminal of whoever holds the facts; no rights apply there."""

import json
from datetime import date
from shlex import quote

from rich.console import Console

from bot.clock import SystemClock
from bot.errors import TerminalError
from bot.office import Office
from bot.settings import Settings
from bot.terminal.plain import plain
from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply, ask, complete
from bot.use_cases.vocabulary import vocabulary
from bot.views.answer_json import answer_json
from bot.views.kpi_card import kpi_card
from bot.views.misread import misread
from bot.wiring import open_office
from bot.words import read
from bot.words.reading import Asked, Misread
from kpi_engine.question import Question
from kpi_engine.scope import COMPANY, Scope

console = Console()


def run_ask(words: str, *, as_json: bool, language: str | None, as_of: date | None) -> None:
    """Print the answer."""
    settings = Settings()
    office = open_office(settings, SystemClock())
    text = Text(language or settings.language, office.calendar)
    question = _question(words, text, as_of, office)
    kpi, answer = office.catalog[question.kpi], ask(question, office)
    if as_json:
        print(json.dumps(answer_json(answer, kpi, text), ensure_ascii=False, indent=2))  # noqa: T201 - the output
        return
    card = kpi_card(KpiReply(kpi, answer, key=""), text, now=office.now(), nonce="")
    console.print(plain(card.reading), markup=False, highlight=False)


def _question(words: str, text: Text, as_of: date | None, office: Office) -> Question:
    today = as_of or office.today()
    reading = read(words, vocabulary(text.language, office), today)
    match reading:
        case Asked():
            scope = reading.scope if isinstance(reading.scope, Scope) else COMPANY
            return complete(reading, scope, office, as_of)
        case Misread():
            raise TerminalError(_not_understood(reading, text, office))
    raise TerminalError(text.say("Say what you want to know, for example: {example}", example="kpi ask conversion"))


def _not_understood(reading: Misread, text: Text, office: Office) -> str:
    """One line: which words were not, and the nearest questions."""
    said = plain(misread(reading, office.catalog, text).text)
    if not reading.suggestions:
        return said
    nearest = text.listed([f"kpi ask {quote(each.text)}" for each in reading.suggestions])
    return " ".join((said, text.say("One of these, perhaps?"), nearest))
