from dataclasses import replace
from datetime import date

import pytest

from bot.subcommands.propose import verbs
from bot.use_cases.proposals.draft import Fault
from bot.use_cases.proposals.naming import key_for, name_fault, taken_keys
from kpi_engine.definitions import CATALOG
from kpi_engine.kpi import Catalog, Retired
from storage.repositories.proposal_records import ProposalKind
from tests.bot.proposals.discussion import Discussion, a_proposal

RETIRED = Retired("old-velocity", "Pipeline speed", date(2026, 9, 1))


@pytest.fixture
def office(discussion: Discussion):
    return replace(discussion.office, definitions=Catalog(*CATALOG.values(), retired=(RETIRED,)))


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Large deals", None),
        ("Grands comptes signés", None),
        ("Conversion of referrals", None),
        ("  ", Fault.NO_NAME),
        ("2026", Fault.NAME_WITHOUT_WORDS),
        ("12 !", Fault.NAME_WITHOUT_WORDS),
        ("Win rate", Fault.NAME_OF_KPI),
        ("TAUX DE CONVERSION", Fault.NAME_OF_KPI),
        ("pipeline speed", Fault.NAME_OF_KPI),
        ("conversion", Fault.NAME_OF_KPI),
        ("turnover", Fault.NAME_OF_KPI),
        ("last quarter", Fault.NAME_IN_USE),
        ("trimestre dernier", Fault.NAME_IN_USE),
        ("by region", Fault.NAME_IN_USE),
        ("Target of deals", Fault.NAME_OF_VERB),
        ("Résumé des ventes", Fault.NAME_OF_VERB),
        ("large DEALS", None),
    ],
)
def test_a_name_stands_where_people_can_ask_for_it(office, name: str, fault: Fault | None):
    assert name_fault(name, verbs(), (), office) is fault


def test_a_name_that_is_proposed_is_taken_however_it_is_spelt(office):
    assert name_fault("large  DEALS".replace("  ", " "), verbs(), [a_proposal()], office) is Fault.NAME_PROPOSED
    changing = a_proposal(kind=ProposalKind.CHANGE, kpi="conversion", name="Large deals")
    assert name_fault("Large deals", verbs(), [changing], office) is None


def test_a_key_is_made_of_the_names_words_and_is_nobody_elses(office):
    taken = taken_keys([a_proposal()], office)
    assert {"conversion", "old-velocity", "large-deals"} <= set(taken)
    assert key_for("Grands comptes signés !", taken) == "grands-comptes-signes"
    assert key_for("Large deals", taken) == "large-deals-2"
    assert key_for("Large deals", {*taken, "large-deals-2"}) == "large-deals-3"
    assert len(key_for("x" * 60, taken)) == 40
