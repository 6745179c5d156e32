"""What people read who ask the public data sets for what these cannot tell: one sentence, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.facts.store import OneVersion
from tests.bot.bad_questions import Who
from tests.bot.desks import Told, a_desk, sentence
from tests.real_data.brought import Shelf
from tests.real_data.reference_folder import REAL_DATA

pytestmark = REAL_DATA

ADD = "Whoever looks after the CRM import can add it."
AJOUTER = "La personne qui s’occupe de l’import du CRM peut les ajouter."
NO_CUSTOMERS = (
    (
        "Not computable: neither contracts nor orders were imported, and only they tell who is a customer. "
        "Whoever looks after the CRM import can add them."
    ),
    f"Incalculable : ni contrats ni commandes n’ont été importés, or eux seuls disent qui est client. {AJOUTER}",
)
NO_LEADS = (
    f"Not computable: no data on leads was imported. {ADD}",
    f"Incalculable : aucune donnée importée pour « leads ». {AJOUTER}",
)

QUESTIONS = {
    "maven_crm": {
        ("conversion", "conversion"): NO_LEADS,
        ("retention", "rétention"): NO_CUSTOMERS,
        ("cohorts", "cohortes"): (
            "Not computable: neither orders nor contracts were imported. Whoever looks after the CRM import can add them.",
            (
                "Incalculable : aucune donnée importée pour « commandes » ni pour « contrats ». La personne qui s’occupe de "
                "l’import du CRM peut les ajouter."
            ),
        ),
        ("pipeline 2017-Q4", "portefeuille 2017-T4"): (
            (
                "No open opportunity has an amount. A figure from it would mislead you; import those rows as well and it "
                "will mean something."
            ),
            (
                "Aucune opportunité ouverte n’a de montant. Un chiffre tiré de là vous tromperait ; importez aussi ces "
                "lignes et il aura un sens."
            ),
        ),
        ("transformation Q1 2015", "transformation T1 2015"): (
            "The data on opportunities begins on 1 Mar 2017, after Q1 2015. Try a later period.",
            (
                "Les données (opportunités) commencent le 1er mars 2017, après la période demandée (T1 2015). "
                "Essayez une période plus récente."
            ),
        ),
        ("transformation rep:Darcell", "transformation commercial:Darcell"): (
            "In the data there is no rep called “Darcell”.",
            "Les données ne connaissent pas « Darcell » (commercial).",
        ),
    },
    "olist_funnel": {
        ("churn", "attrition"): NO_CUSTOMERS,
        ("conversion Q3 2018", "conversion T3 2018"): (
            (
                "The data on leads ends on 31 May 2018, before Q3 2018. That is not a zero, it is an unknown. Try an "
                "earlier period."
            ),
            (
                "Les données (leads) s’arrêtent le 31 mai 2018, avant la période demandée (T3 2018). Ce n’est pas un zéro, "
                "c’est une inconnue. Essayez une période plus ancienne."
            ),
        ),
        ("conversion segment:pet", "conversion segment:pet"): (
            (
                "Here the segment is known only once the outcome is, so every share by it would mislead you. "
                "Pick another breakdown or filter."
            ),
            (
                "La dimension « segment » n’est renseignée qu’une fois l’issue connue : toute part calculée ainsi vous "
                "induirait en erreur. Choisissez un autre détail ou un autre filtre."
            ),
        ),
    },
    "online_retail": {
        ("leads", "leads"): NO_LEADS,
        ("transformation", "transformation"): (
            f"Not computable: no data on opportunities was imported. {ADD}",
            f"Incalculable : aucune donnée importée pour « opportunités ». {AJOUTER}",
        ),
        ("revenue by source", "CA par source"): (
            (
                "“Revenue” can be neither broken down nor filtered by source; it can be by segment, region, team, rep and "
                "product."
            ),
            (
                "« Chiffre d’affaires » ne se détaille et ne se filtre pas par source ; c’est possible par segment, région, "
                "équipe, commercial et produit."
            ),
        ),
    },
}


@pytest.fixture(scope="module", params=QUESTIONS)
def asked(
    request: pytest.FixtureRequest, shelf: Shelf, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Told]]:
    """A data set by name, and a desk over it."""
    facts = shelf.take(request.param).facts
    for told in a_desk(tmp_path_factory.mktemp(request.param), OneVersion(request.param, facts)):
        yield request.param, told


def test_what_a_data_set_cannot_tell_is_said_in_one_sentence(asked: tuple[str, Told]) -> None:
    data_set, told = asked
    for typed, said in QUESTIONS[data_set].items():
        answers = [
            sentence(told(words, language, Who.ADMIN)) for words, language in zip(typed, ("en", "fr"), strict=True)
        ]
        assert answers == list(said), typed


def test_without_a_period_conversion_is_asked_for_the_last_quarter_that_has_leads(shelf: Shelf, tmp_path: Path) -> None:
    """Olist's leads end in May 2018, what became of them half a year later."""
    for told in a_desk(tmp_path, OneVersion("olist_funnel", shelf.take("olist_funnel").facts)):
        assert "Q2 2018" in told("conversion", "en", Who.ADMIN).text
