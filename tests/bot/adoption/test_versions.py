"""Which versions rule on a day, what they replaced, and what is gone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.use_cases.adoption.versions import Versions
from kpi_engine.definitions import CATALOG
from kpi_engine.errors import DefinitionNotHeld, KpiRetired, UnknownKpi
from kpi_engine.kpi import Retired
from kpi_engine.recipe import dump
from storage.repositories.definition_records import DefinitionChange
from tests.bot.adoption.house import OF_CONTACTED, OF_QUALIFIED, TODAY, retired, version

BEFORE, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=7)
OPENED = version(1, kpi="calls-won", name="Calls won", change=DefinitionChange.ADDED)


def test_where_nothing_was_adopted_what_comes_with_the_product_rules():
    catalog = Versions(CATALOG).on(TODAY)
    assert list(catalog.items()) == list(CATALOG.items())
    assert not catalog.retired


def test_a_version_rules_from_its_day_on_and_knows_what_ruled_before():
    versions = Versions(CATALOG, [version(2)])
    assert versions.on(BEFORE)["conversion"] is CATALOG["conversion"]
    now = versions.on(TODAY)["conversion"]
    assert (now.version, now.since, now.recipe) == (2, TODAY, OF_QUALIFIED)
    assert now.former is CATALOG["conversion"]
    assert now is versions.on(LATER)["conversion"], "one version, one object: the engine remembers by it"


def test_the_order_in_which_people_read_the_catalogue_stays_and_new_ones_stand_last():
    catalog = Versions(CATALOG, [version(2), OPENED]).on(TODAY)
    assert list(catalog) == [*CATALOG, "calls-won"]


def test_each_version_follows_the_one_that_ruled_the_day_before():
    third = version(3, effective_on=LATER, recipe=dump(OF_CONTACTED))
    versions = Versions(CATALOG, [third, version(2)])
    now = versions.on(LATER)["conversion"]
    assert now.former is versions.on(TODAY)["conversion"]
    assert now.former.former is CATALOG["conversion"]


@pytest.mark.parametrize("day_of_third", [BEFORE, TODAY])
def test_a_later_decision_with_an_earlier_day_overtakes_the_one_that_waits(day_of_third):
    second = version(2, effective_on=TODAY if day_of_third == TODAY else LATER)
    third = version(3, effective_on=day_of_third, recipe=dump(OF_CONTACTED))
    catalog = Versions(CATALOG, [second, third]).on(LATER)
    assert catalog["conversion"].version == 3
    assert catalog["conversion"].former is CATALOG["conversion"], "the second never ruled a whole day"
    assert catalog.definition("conversion", 2).recipe == OF_QUALIFIED, "answers of its few hours can be given again"


def test_a_retired_kpi_is_gone_from_its_day_on_and_says_what_to_look_at():
    versions = Versions(CATALOG, [retired()])
    assert "churn" in versions.on(BEFORE)
    catalog = versions.on(TODAY)
    assert "churn" not in catalog
    assert catalog.get("churn") is None
    assert catalog.retired == {"churn": Retired("churn", "Churn", TODAY, "retention")}
    with pytest.raises(KpiRetired) as gone:
        catalog["churn"]
    assert (gone.value.key, gone.value.name, gone.value.on, gone.value.successor) == (
        "churn",
        "Churn",
        TODAY,
        ("retention", "Retention"),
    )
    assert catalog.definition("churn", 1) is CATALOG["churn"]
    with pytest.raises(DefinitionNotHeld):
        catalog.definition("churn", 2)
    with pytest.raises(UnknownKpi) as unknown:
        catalog["churns"]
    assert not isinstance(unknown.value, KpiRetired)


def test_the_successor_of_a_retired_kpi_is_one_in_force_or_none():
    chain = [retired(), retired(kpi="retention", name="Retention", successor="nrr")]
    assert Versions(CATALOG, chain).on(TODAY).successor("churn") == "nrr"
    circle = [retired(), retired(kpi="retention", name="Retention", successor="churn")]
    assert Versions(CATALOG, circle).on(TODAY).successor("churn") is None
    assert Versions(CATALOG, [retired(successor=None)]).on(TODAY).successor("churn") is None


def test_a_retired_kpi_can_come_back_and_has_its_own_definition_again():
    back = version(3, kpi="churn", change=DefinitionChange.ADDED, recipe=None, name="Churn", effective_on=LATER)
    catalog = Versions(CATALOG, [retired(), back]).on(LATER)
    assert not catalog.retired
    churn = catalog["churn"]
    assert (churn.measure, churn.version, churn.former) == (CATALOG["churn"].measure, 3, None)


@pytest.mark.parametrize("recipe", [{"way": "sql", "counted": "leads_won"}, {}, {"drop": "table"}])
def test_what_cannot_be_read_any_more_leaves_its_kpi_as_it_was_and_the_others_alone(recipe):
    broken = version(3, recipe=recipe)
    versions = Versions(CATALOG, [version(2), broken, OPENED])
    catalog = versions.on(TODAY)
    assert (catalog["conversion"].version, "calls-won" in catalog) == (2, True)
    assert versions.unreadable() == [broken]
    assert [each.unreadable for each in versions.of("conversion")] == [False, False, True]


def test_a_new_kpi_that_cannot_be_read_is_not_there():
    versions = Versions(CATALOG, [replace(OPENED, recipe={"way": "?"})])
    assert "calls-won" not in versions.on(TODAY)
    assert versions.of("calls-won")[0].unreadable


def test_a_new_kpi_is_unknown_before_its_day():
    with pytest.raises(UnknownKpi):
        Versions(CATALOG, [OPENED]).on(date(2026, 11, 22))["calls-won"]


def test_related_kpis_are_those_of_before_after_the_one_that_it_is_paired_with():
    now = Versions(CATALOG, [version(2)]).on(TODAY)["conversion"]
    assert now.related == ("qualified-leads", *CATALOG["conversion"].related)
