"""`kpi ask`: one question from the terminal of whoever holds the facts; no rights apply there."""

import json
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shlex import quote

from rich.console import Console

from bot.charts.gallery import picture_of
from bot.clock import SystemClock
from bot.desk import choose
from bot.errors import TerminalError
from bot.office import Office
from bot.settings import Settings
from bot.subcommands.after_verb import read_after_verb
from bot.subcommands.replay import REPLAY, receipt_of
from bot.subcommands.why import WHY
from bot.terminal.picture_file import write_picture
from bot.terminal.plain import fitted, plain
from bot.terminal.replay import run_replay
from bot.terminal.why import print_why
from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply, ask, complete
from bot.use_cases.given_answers import remember
from bot.use_cases.targets import bearing_on, only_workspace, with_goal
from bot.use_cases.vocabulary import vocabulary
from bot.views import notices
from bot.views.answer_json import answer_json
from bot.views.kpi_card import kpi_card
from bot.views.misread import misread, understood
from bot.views.target_json import targets_json
from bot.wiring import open_office
from bot.words import read
from bot.words.canonical import canonical
from bot.words.reading import Asked, Help, Mine, Misread
from kpi_engine.answer import Answer
from kpi_engine.errors import KpiRetired, QuestionError
from kpi_engine.question import Dimension, Question
from kpi_engine.scope import COMPANY, Level, Scope
from storage.repositories.records import TERMINAL

console = Console()


@dataclass(frozen=True, slots=True)
class Wanted:
    """In what form the answer is wanted; `picture` is a file to write its picture to."""

    as_json: bool = False
    language: str | None = None
    as_of: date | None = None
    picture: Path | None = None


def run_ask(words: str, wanted: Wanted) -> None:
    """Print the answer, or what can be asked."""
    if choose(words) is REPLAY:
        run_replay(receipt_of(words), as_json=wanted.as_json, language=wanted.language)
        return
    settings = Settings()
    office = open_office(settings, SystemClock())
    text = Text(wanted.language or settings.language, office.calendar)
    asks_why, today = choose(words) is WHY, wanted.as_of or office.today()
    match (read_after_verb if asks_why else read)(words, vocabulary(text.language, office), today):
        case Asked() as asked if asks_why:
            question = _complete(asked, wanted, text, office)
            print_why(question, text, office, as_json=wanted.as_json, picture=wanted.picture)
        case Asked() as asked:
            question = _complete(asked, wanted, text, office)
            _print_answer(_answer(question, text, office), wanted, text, office)
        case Misread() as reading:
            raise TerminalError(_not_understood(reading, text, office))
        case Help():
            console.print(_help(text), markup=False, highlight=False, soft_wrap=True)


def _complete(asked: Asked, wanted: Wanted, text: Text, office: Office) -> Question:
    """The complete question; a KPI that was retired has none."""
    try:
        return complete(asked, _scope(asked, text, office), office, wanted.as_of)
    except KpiRetired as error:
        raise TerminalError(plain(notices.cannot_ask(text, error).text)) from error


def _answer(question: Question, text: Text, office: Office) -> Answer:
    try:
        answer = ask(with_goal(question, only_workspace(office), office), office)
    except QuestionError as error:
        raise TerminalError(plain(notices.cannot_ask(text, error).text)) from error
    with office.records.writing() as work:
        remember(work, TERMINAL, answer, office)
    return answer


def _print_answer(answer: Answer, wanted: Wanted, text: Text, office: Office) -> None:
    kpi, progress = office.catalog[answer.question.kpi], bearing_on(answer.question, only_workspace(office), office)
    reply = KpiReply(kpi, answer, key="", progress=progress)
    if wanted.picture:
        _write_picture(reply, text, wanted.picture)
    if wanted.as_json:
        told = answer_json(answer, kpi, text) | {"targets": targets_json(progress)}
        print(json.dumps(told, ensure_ascii=False, indent=2))  # noqa: T201 - the output
        return
    card = kpi_card(reply, text, now=office.now(), nonce="")
    console.print(fitted(card.reading, console.width), markup=False, highlight=False, soft_wrap=True)


def _write_picture(reply: KpiReply, text: Text, file: Path) -> None:
    picture = picture_of(reply.answer, text.say(reply.kpi.name), text, reply.mark)
    if picture is None:
        raise TerminalError(text.say("There is no picture of this answer: it takes two periods with a figure."))
    write_picture(picture, text, file)


def _scope(asked: Asked, text: Text, office: Office) -> Scope:
    """Whose figures: the company's unless named. Nobody is known here, so nobody has figures or a team of her own."""
    if not isinstance(asked.scope, Mine):
        return asked.scope or COMPANY
    teams = vocabulary(text.language, office).values(Dimension.TEAM)
    named = replace(asked, scope=Scope(Level.TEAM, teams[0]) if teams else None)
    raise TerminalError(
        text.say(
            "The terminal does not know who you are, so it has neither your own figures nor your team’s. "
            "Name a team, for example: {example}",
            example=f"kpi ask {quote(canonical(named, text.language, office.calendar))}",
        )
    )


def _not_understood(reading: Misread, text: Text, office: Office) -> str:
    """One line: which words were not, which were, and the nearest questions."""
    said = [plain(misread(reading, office.catalog, text).text)]
    if taken := understood(reading, office.catalog, text):
        said.append(f"{taken}.")
    if reading.suggestions:
        nearest = text.listed([f"kpi ask {quote(each.text)}" for each in reading.suggestions])
        said += [text.say("One of these, perhaps?"), nearest]
    return " ".join(said)


def _help(text: Text) -> str:
    """What can be typed, by examples."""
    examples = (
        text.say("conversion"),
        text.say("cycle last quarter by segment"),
        text.say("transformation this year vs year"),
        text.say("revenue last 90 days by region"),
    )
    opening = text.say("Type what you want to know, in English or French, in any order:")
    return "\n".join((opening, *(f"  kpi ask {quote(each)}" for each in examples)))
