"""`kpi replay RECEIPT`: an answer again, as it was given; `--json` prints what it printed then, to the last digit.

Where a target stood that day is not kept: `targets` is null.
"""

import json
from shlex import quote

from rich.console import Console

from bot.clock import SystemClock
from bot.errors import CannotReplay, NoReceipt, TerminalError
from bot.office import Office
from bot.settings import Settings
from bot.subcommands.replay import in_its_calendar
from bot.terminal.plain import fitted, plain
from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply
from bot.use_cases.replay import replay_unseen
from bot.views import replayed
from bot.views.answer_json import answer_json
from bot.views.kpi_card import kpi_card
from bot.wiring import open_office

console = Console()


def run_replay(typed: str, *, as_json: bool, language: str | None) -> None:
    """Print the answer again, or say why it cannot be."""
    settings = Settings()
    office = open_office(settings, SystemClock())
    text = Text(language or settings.language, office.calendar)
    reply = _replay(typed, text, office)
    then = in_its_calendar(reply, text)
    if as_json:
        told = answer_json(reply.answer, reply.kpi, then) | {"targets": None}
        print(json.dumps(told, ensure_ascii=False, indent=2))  # noqa: T201 - the output
        return
    card = kpi_card(reply, then, now=office.now(), nonce="")
    console.print(fitted(card.reading, console.width), markup=False, highlight=False, soft_wrap=True)


def _replay(typed: str, text: Text, office: Office) -> KpiReply:
    try:
        return replay_unseen(typed, office)
    except NoReceipt as error:
        raise TerminalError(plain(replayed.no_receipt(error.typed, text).text)) from error
    except CannotReplay as error:
        raise TerminalError(_cannot(error, text, office)) from error


def _cannot(error: CannotReplay, text: Text, office: Office) -> str:
    said = replayed.why_not(error, office.catalog, text)
    if error.question.kpi not in office.catalog:
        return said
    offered = text.say("The same question of today’s data:")
    return f"{said} {offered} kpi ask {quote(replayed.anew(error.question, text))}"
