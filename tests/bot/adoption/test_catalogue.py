"""The catalogue in force follows the records, in this process and in others, and outlasts their absence."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

from bot.catalogue import AdoptedDefinitions
from kpi_engine.definitions import CATALOG
from storage.unit_of_work import Records
from tests.bot.adoption.house import TODAY, House, retired, version

LONG = 3600.0  # seconds: no look by itself in a test


def test_what_another_process_adopts_rules_at_the_next_look(house: House) -> None:
    before = house.office.catalog
    assert house.office.catalog is before
    house.keeps(version(2))
    assert house.office.catalog["conversion"].version == 2
    assert house.office.catalog is house.office.catalog


def test_between_two_looks_nothing_is_asked_of_the_records(house: House) -> None:
    seldom = AdoptedDefinitions(house.records, CATALOG, every=LONG)
    assert seldom.in_force(TODAY)["conversion"].version == 1
    house.keeps(version(2))
    assert seldom.in_force(TODAY)["conversion"].version == 1
    seldom.refresh()
    assert seldom.in_force(TODAY)["conversion"].version == 2


def test_the_catalogue_turns_at_midnight_in_the_house_s_zone(house: House) -> None:
    house.keeps(version(2, effective_on=TODAY + timedelta(days=1)))
    monday_evening = house.clock.at.replace(hour=22, minute=59)  # 23:59 in Paris
    house.clock.at = monday_evening
    assert house.office.catalog["conversion"].version == 1
    house.clock.at = monday_evening + timedelta(minutes=1)
    assert house.office.catalog["conversion"].version == 2


def test_while_the_records_are_away_the_last_definitions_known_rule(house: House) -> None:
    records = Records(house.url, connections=2, patience=0.1)
    definitions = AdoptedDefinitions(records, CATALOG, every=0.0)
    house.keeps(version(2))
    assert definitions.in_force(TODAY)["conversion"].version == 2
    records.shaped = False  # nothing can be asked of them
    house.keeps(version(3))
    assert definitions.in_force(TODAY)["conversion"].version == 2
    records.shaped = True
    assert definitions.in_force(TODAY)["conversion"].version == 3
    records.close()


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
