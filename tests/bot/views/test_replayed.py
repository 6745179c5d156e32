"""What is said of a replay, and of one that cannot be: whole sentences, in both languages."""

from dataclasses import replace

import pytest

from bot.errors import DefinitionChanged, FactsGone
from bot.text import Text
from bot.views import replayed
from bot.views.examples import NOW, a_reply, conversion
from bot.views.kpi_card import kpi_card
from kpi_engine.definitions import CATALOG
from kpi_engine.kpi import Catalog
from kpi_engine.question import Basis, Compare, Dimension, Filter
from storage.repositories.records import GivenAnswer

EN, FR = Text("en"), Text("fr")
GIVEN = GivenAnswer("T1", "7F3A9C2K", {}, "12-3f6a0c11", 2, "Europe/Paris", 1, "EUR", NOW)
QUESTION = conversion().question
GONE = FactsGone(GIVEN, QUESTION)
CHANGED, DROPPED = DefinitionChanged(GIVEN, QUESTION, 3), DefinitionChanged(GIVEN, replace(QUESTION, kpi="old"), None)
WITHOUT = Catalog()


def said(words: str) -> str:
    """With ordinary blanks where French has those that do not break."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            EN,
            (
                "As it was answered on 22 Nov 2026, 16:00, from version 12-3f6a0c11 of the data and version 2 of the "
                "definition. Nothing imported since is in it. Targets are left out: they are those of today."
            ),
        ),
        (
            FR,
            (
                "Réponse telle que donnée le 22 nov. 2026 à 16:00, d’après la version 12-3f6a0c11 des données et la "
                "version 2 de la définition. Rien de ce qui a été importé depuis n’y figure. "
                "Les objectifs n’y figurent pas : ce sont ceux d’aujourd’hui."
            ),
        ),
    ],
)
def test_a_replayed_card_opens_by_saying_so_and_is_otherwise_the_card_without_its_menus(text: Text, expected: str):
    reply = a_reply(conversion(), own=True)
    card = kpi_card(reply, text, now=NOW, nonce="1")
    again = kpi_card(replace(reply, replayed=GIVEN), text, now=NOW, nonce="1")
    assert said(again.layout[0].reading) == expected
    assert again.layout[1:] == card.layout[:-1]
    assert again.text == card.text


@pytest.mark.parametrize(
    ("text", "error", "expected"),
    [
        (
            EN,
            GONE,
            (
                "The answer of 22 Nov 2026, 16:00 rests on version 12-3f6a0c11 of the data, which is not kept any more: "
                "only the latest imports are."
            ),
        ),
        (
            FR,
            GONE,
            (
                "La réponse du 22 nov. 2026 à 16:00 repose sur la version 12-3f6a0c11 des données, qui n’est plus "
                "conservée : seuls les derniers imports le sont."
            ),
        ),
        (
            EN,
            CHANGED,
            (
                "The answer of 22 Nov 2026, 16:00 follows version 2 of the definition of “Conversion rate”, which is not "
                "held any more: version 3 is in force."
            ),
        ),
        (
            FR,
            CHANGED,
            (
                "La réponse du 22 nov. 2026 à 16:00 suit la version 2 de la définition de « Taux de conversion », qui "
                "n’est plus conservée : la version 3 est en vigueur."
            ),
        ),
        (EN, DROPPED, "The answer of 22 Nov 2026, 16:00 is about a KPI that is not defined here any more."),
        (FR, DROPPED, "La réponse du 22 nov. 2026 à 16:00 porte sur un indicateur qui n’est plus défini ici."),
    ],
)
def test_why_an_answer_cannot_be_given_again(text: Text, error: FactsGone | DefinitionChanged, expected: str):
    assert said(replayed.why_not(error, CATALOG, text)) == expected
    assert said(replayed.cannot_replay(error, CATALOG, text).text) == expected


@pytest.mark.parametrize(("text", "typed"), [(EN, "conversion Q3 2026"), (FR, "taux de conversion T3 2026")])
@pytest.mark.parametrize("error", [GONE, CHANGED])
def test_the_question_is_offered_anew(text: Text, typed: str, error: FactsGone | DefinitionChanged):
    message = replayed.cannot_replay(error, CATALOG, text)
    assert f"`/kpi {typed} " in message.reading
    assert message.layout[-1].json["accessory"]["action_id"] == "help.example"


def test_a_kpi_that_is_gone_is_not_offered():
    assert len(replayed.cannot_replay(DROPPED, CATALOG, EN).layout) == 1


def test_all_that_was_asked_is_asked_anew():
    asked = replace(
        QUESTION,
        by=Dimension.REGION,
        filters=(Filter(Dimension.SOURCE, ("Salon", None)),),
        compare=Compare.YEAR,
        basis=Basis.PERIOD,
    )
    assert replayed.anew(asked, EN) == (
        'conversion Q3 2026 by region source:"Salon",unknown team:"Nord" vs year basis period'
    )
