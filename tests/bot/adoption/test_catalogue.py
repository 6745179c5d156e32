"""The catalogue in force follows the records, in this process and in others, and outlasts their absence."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.catalogue import AdoptedDefinitions
from kpi_engine.definitions import CATALOG
from storage.repositories.definition_records import AdoptedDefinition
from storage.unit_of_work import Records
from tests.bot.adoption.house import TODAY, House, retired, version

LONG = 3600.0  # seconds: no look by itself in a test


@pytest.fixture
def elsewhere(house: House) -> Iterator[Records]:
    """The records as another process has them open."""
    records = Records(house.url, connections=2)
    yield records
    records.close()


def adopts(records: Records, *adopted: AdoptedDefinition) -> None:
    with records.writing() as work:
        for each in adopted:
            work.definitions.adopt(each)


def test_nothing_changes_until_something_is_adopted(house: House) -> None:
    assert house.office.catalog is house.office.catalog
    assert house.office.catalog["conversion"] is CATALOG["conversion"]


def test_what_is_adopted_here_rules_at_once(house: House) -> None:
    seldom = AdoptedDefinitions(house.records, CATALOG, every=LONG)
    assert seldom.in_force(TODAY)["conversion"].version == 1
    house.keeps(version(2))
    assert seldom.in_force(TODAY)["conversion"].version == 2


def test_what_another_process_adopts_rules_at_the_next_look(house: House, elsewhere: Records) -> None:
    seldom = AdoptedDefinitions(house.records, CATALOG, every=LONG)
    assert [each.in_force(TODAY)["conversion"].version for each in (seldom, house.definitions)] == [1, 1]
    adopts(elsewhere, version(2))
    assert [each.in_force(TODAY)["conversion"].version for each in (seldom, house.definitions)] == [1, 2]


def test_what_is_undone_is_not_adopted(house: House) -> None:
    with pytest.raises(IntegrityError):
        adopts(house.records, version(2), version(2))
    assert house.office.catalog["conversion"].version == 1


def test_the_catalogue_turns_at_midnight_in_the_house_s_zone(house: House) -> None:
    house.keeps(version(2, effective_on=TODAY + timedelta(days=1)))
    monday_evening = house.clock.at.replace(hour=22, minute=59)  # 23:59 in Paris
    house.clock.at = monday_evening
    assert house.office.catalog["conversion"].version == 1
    house.clock.at = monday_evening + timedelta(minutes=1)
    assert house.office.catalog["conversion"].version == 2


def test_while_the_records_are_away_the_last_definitions_known_rule(house: House, elsewhere: Records) -> None:
    adopts(elsewhere, version(2))
    assert house.office.catalog["conversion"].version == 2
    house.records.shaped = False  # nothing can be asked of them
    adopts(elsewhere, version(3))
    assert house.office.catalog["conversion"].version == 2
    house.records.shaped = True
    assert house.office.catalog["conversion"].version == 3


def test_without_records_from_the_start_what_comes_with_the_product_rules(house: House) -> None:
    records = Records(house.url, shaped=False)
    house.keeps(version(2))
    assert AdoptedDefinitions(records, CATALOG).in_force(TODAY)["conversion"] is CATALOG["conversion"]
    records.close()


def test_many_who_ask_at_once_get_one_and_the_same_definition(house: House) -> None:
    house.keeps(version(2), retired())
    definitions = AdoptedDefinitions(house.records, CATALOG, every=0.0)
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: definitions.in_force(TODAY)["conversion"], range(64)))
    assert len(found) == 1


def test_it_can_be_read_within_a_unit_that_writes(house: House) -> None:
    house.keeps(version(2))
    with house.records.writing():
        assert house.office.catalog["conversion"].version == 2


def test_an_office_of_one_catalogue_has_it_on_every_day(house: House) -> None:
    assert replace(house.office, definitions=CATALOG).catalog is CATALOG
