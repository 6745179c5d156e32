"""Desks to ask at, and the one sentence that is said there where a question cannot be answered."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path

from bot.clock import SystemClock
from bot.desk import Desk
from bot.settings import Settings
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.views.message import Message
from bot.wiring import open_office
from storage.facts.store import FactsShelf
from storage.repositories.records import Member, Role, Workspace
from tests.bot.bad_questions import Who

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)
ADMIN = Member("T1", "U1", None, "Hélène", NOON, role=Role.ADMIN)
PEOPLE = {
    Who.ADMIN: ADMIN,
    Who.MANAGER: replace(ADMIN, user_id="U2", role=Role.MANAGER, manages=("Nord", "Sud"), reports=("Camille Roy",)),
    Who.REP: replace(ADMIN, user_id="U3", role=Role.REP, rep="Camille Roy", team="Nord"),
}
OPENINGS = ("Not quite: I would rather ask than guess.", "Pas tout à fait : je préfère demander que deviner.")


class Noon(SystemClock):
    """The sample's day."""

    def now(self) -> datetime:
        return NOON


Told = Callable[[str, str, Who], Message]


def a_desk(home: Path, facts: FactsShelf) -> Iterator[Told]:
    """A desk of its own over these facts; closed at the end."""
    settings = Settings(_env_file=None, KPI_HOME=home, DATABASE_URL=None, FACTS_URL=None)
    office = replace(open_office(settings, Noon()), facts=facts)
    with office.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))

    def ask(typed: str, language: str, who: Who = Who.ADMIN) -> Message:
        answered = Desk(office).answer(Request(PEOPLE[who], Text(language, office.calendar), typed))
        assert isinstance(answered, Message)
        return answered

    yield ask
    office.records.close()


def sentence(message: Message) -> str:
    """The paragraph that says it, on one line, without the opening of all misreadings, in ordinary blanks."""
    first = next(block for block in message.layout if block.kind == "section").reading
    lines = unescape(first).replace("\u00a0", " ").replace("\u202f", " ").splitlines()
    return " ".join(line for line in lines if line not in OPENINGS)
