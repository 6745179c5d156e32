"""One request in, one message out: verbs are chosen, rights asked, known errors said in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.clock import SystemClock
from bot.desk import Desk, choose
from bot.errors import AlreadyShared, CardTooOld, NotAllowed
from bot.policy import Reason
from bot.settings import Settings
from bot.subcommands.ask import ASK
from bot.subcommands.help import HELP
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.views import denials, notices
from bot.views.message import Message
from bot.wiring import open_office
from kpi_engine.errors import BasisNotOffered, UnknownDimension, UnknownKpi
from storage.errors import NoFacts
from storage.outage import RecordsBusy, RecordsUnavailable
from storage.repositories.records import Member, Role

FRENCH = Text("fr")
NOBODY = Member("T1", "U1", None, "Somebody", datetime(2026, 11, 20, tzinfo=UTC))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk before the first import."""
    office = open_office(Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=None, FACTS_URL=None), SystemClock())
    yield Desk(office)
    office.records.close()


@pytest.mark.parametrize("typed", ["", "   ", "help", "HELP", "aide", "?", "help me please"])
def test_help_is_asked_for_by_its_words_or_by_none(typed: str) -> None:
    assert choose(typed) is HELP


@pytest.mark.parametrize("typed", ["conversion", "helpful", "leads help", "aidez-moi", "\u00a0x"])
def test_whatever_no_verb_claims_is_a_question(typed: str) -> None:
    assert choose(typed) is ASK


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NotAllowed(Reason.OTHER_TEAM, "Sud"), denials.not_allowed(FRENCH, Reason.OTHER_TEAM, "Sud")),
        (CardTooOld(), notices.card_too_old(FRENCH)),
        (AlreadyShared(), notices.already_shared(FRENCH)),
        (NoFacts("here"), notices.no_facts(FRENCH)),
        (RecordsUnavailable(), notices.unavailable(RecordsUnavailable(), FRENCH)),
        (RecordsBusy(), notices.busy(FRENCH)),
        (UnknownKpi("x", ()), notices.cannot_ask(FRENCH, UnknownKpi("x", ()))),
        (BasisNotOffered("leads", "period"), notices.cannot_ask(FRENCH, BasisNotOffered("leads", "period"))),
    ],
    ids=lambda given: type(given).__name__,
)
def test_a_known_error_is_said_in_the_persons_language(desk: Desk, error: Exception, said: object) -> None:
    def work() -> None:
        raise error

    assert desk.attempt(Request(NOBODY, FRENCH), work) == said


def test_a_dimension_that_a_figure_lacks_names_those_it_has(desk: Desk) -> None:
    def work() -> None:
        raise UnknownDimension("cycle", "campaign", ("source", "team"))

    told = desk.attempt(Request(NOBODY, FRENCH), work)
    assert "campagne" in told.text
    assert "source et équipe" in told.text


def test_an_unknown_error_is_nobodys_to_hide(desk: Desk) -> None:
    with pytest.raises(ZeroDivisionError):
        desk.attempt(Request(NOBODY, FRENCH), lambda: 1 // 0)


def test_before_the_first_import_a_question_says_that_there_is_no_data(desk: Desk) -> None:
    admin = replace(NOBODY, role=Role.ADMIN)
    for member in (NOBODY, admin):
        assert desk.answer(Request(member, FRENCH, "conversion")) == notices.no_facts(FRENCH)


@pytest.mark.parametrize("word", ["list", "listes", "Liste", "tous", "toutes", "show", "all"])
@pytest.mark.parametrize("verb", ["target", "digest", "alert", "propose", "poll"])
def test_every_verb_that_keeps_a_list_shows_it_by_the_same_words(desk: Desk, verb: str, word: str) -> None:
    admin = replace(NOBODY, role=Role.ADMIN)
    listed = desk.answer(Request(admin, FRENCH, f"{verb} list"))
    assert isinstance(listed, Message)  # not the form
    assert desk.answer(Request(admin, FRENCH, f"{verb} {word}")) == listed


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ({"guest": True}, Reason.GUEST),
        ({"active": False}, Reason.DEACTIVATED),
        ({"outsider": True}, Reason.OTHER_WORKSPACE),
    ],
)
def test_who_may_not_ask_hears_why_whatever_the_data(desk: Desk, who: dict, reason: Reason) -> None:
    told = desk.answer(Request(replace(NOBODY, **who), FRENCH, "conversion"))
    assert told == denials.not_allowed(FRENCH, reason)
