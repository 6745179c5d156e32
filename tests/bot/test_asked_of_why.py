"""No word of a "why?" is dropped in silence: what cannot be split by is said, and so is what is compared with."""

from collections.abc import Iterator
from html import unescape

import pytest

from bot.views.message import Message
from storage.facts.store import open_facts
from tests.bot.bad_questions import Who
from tests.bot.desks import Told, a_desk
from tests.bot.scenarios.alto import alto


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    home = tmp_path_factory.mktemp("desk")
    yield from a_desk(home, open_facts(str(alto().facts)))


def said(card: Message) -> str:
    return card.reading.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("typed", "language", "reason"),
    [
        ("why cycle last quarter by stage", "en", "Not by stage: all stand in one group."),
        ("pourquoi cycle trimestre dernier par étape", "fr", "Pas par étape : tout y est dans un seul groupe."),
        ("why transformation last quarter by stage", "en", "Not by stage: it is known only once the outcome is."),
        ("why leads last quarter team:Nord by team", "en", "Not by team: all stand in one group."),
    ],
)
def test_a_dimension_that_was_asked_for_and_cannot_be_split_by_is_said(
    told: Told, typed: str, language: str, reason: str
) -> None:
    assert reason in said(told(typed, language, Who.ADMIN))


def test_a_dimension_with_one_group_that_nobody_asked_for_is_not_worth_a_line(told: Told) -> None:
    assert "one group" not in said(told("why cycle last quarter", "en", Who.ADMIN))


def test_a_dimension_that_the_figure_lacks_is_refused_as_in_a_question(told: Told) -> None:
    assert "product" in said(told("why conversion last quarter by product", "en", Who.ADMIN))
    assert "Contribution" not in said(told("why conversion last quarter by product", "en", Who.ADMIN))


@pytest.mark.parametrize(
    ("typed", "language", "against"),
    [
        ("why conversion last quarter vs none", "en", "A why needs something to compare with"),
        ("pourquoi conversion trimestre dernier vs rien", "fr", "Un pourquoi a besoin d’un point de comparaison"),
    ],
)
def test_without_a_comparison_there_is_no_why_and_the_period_before_stands_in(
    told: Told, typed: str, language: str, against: str
) -> None:
    assert against in said(told(typed, language, Who.ADMIN))
    assert against not in said(told(typed.rsplit(maxsplit=2)[0], language, Who.ADMIN))


@pytest.mark.parametrize(
    ("typed", "language", "standing"),
    [
        ('leads 2025 region:"UK & Ireland"', "en", "(Region: UK & Ireland, 2025)"),
        ("leads 2025 équipe:Nord", "fr", "(Équipe : Nord, 2025)"),
        ("leads 2025 région:France source:inconnu", "fr", "(Source : inconnu, région : France, 2025)"),
    ],
)
def test_part_of_the_company_is_not_called_the_whole(told: Told, typed: str, language: str, standing: str) -> None:
    answered = told(typed, language, Who.ADMIN)
    card = said(answered)
    assert standing in unescape(answered.text).replace("\u00a0", " ").replace("\u202f", " ")
    assert "Toute l’entreprise" not in card
    assert "Whole company" not in card


def test_a_source_of_the_whole_company_is_still_the_whole_company(told: Told) -> None:
    assert "Whole company, source: " in said(told("leads 2025 company source:unknown", "en", Who.ADMIN))


@pytest.mark.parametrize(
    ("typed", "language", "promise"),
    [
        ("why leads 2025", "en", "The receipt is that of the figure: replayed, it comes without this split."),
        ("pourquoi leads 2025", "fr", "Le reçu est celui du chiffre : rejoué, il revient sans cette décomposition."),
    ],
)
def test_the_receipt_promises_no_more_than_the_figure(told: Told, typed: str, language: str, promise: str) -> None:
    assert promise in said(told(typed, language, Who.ADMIN))


@pytest.mark.parametrize(
    ("language", "told_so"), [("en", "Targets are left out"), ("fr", "Les objectifs n’y figurent pas")]
)
def test_a_replayed_card_says_that_targets_are_left_out(told: Told, language: str, told_so: str) -> None:
    receipt = said(told("leads 2025", "en", Who.ADMIN)).split("receipt ")[1].split()[0]
    assert told_so in said(told(f"replay {receipt}", language, Who.ADMIN))
