"""Facts that a data team offers in its own database are read like our own, and never written."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kpi_engine import engine
from kpi_engine.definitions import CATALOG
from kpi_engine.errors import FactsError
from kpi_engine.figure import Value
from kpi_engine.periods import Calendar, Grain
from kpi_engine.question import Dimension, Question
from storage.errors import DriverMissing, FactsUnreadable, VersionGone, WarehouseReadOnly
from storage.facts.books import EDITION
from storage.facts.duckdb_store import DuckdbStore
from storage.facts.postgres_store import PostgresStore
from storage.facts.store import open_facts, open_shelf
from storage.facts.warehouse import Warehouse
from tests.warehouse.offering import Offering, Row

LOADED = datetime(2026, 3, 21, 5, 30)
MARCH = Calendar().containing(date(2026, 3, 1), Grain.MONTH)


def leads(count: int, day: date = date(2026, 3, 2)) -> list[Row]:
    """Every fourth of them won after ten days."""
    return [
        {
            "lead_id": f"L{number}",
            "created_on": day,
            "won_on": day + timedelta(days=10) if number % 4 == 0 else None,
            "segment": ("small", "large")[number % 2],
        }
        for number in range(count)
    ]


def test_an_edition_says_what_is_on_offer(offering: Offering) -> None:
    offering.table("leads", *leads(12))
    offering.table("orders")
    offering.edition("night of the 20th", date(2026, 3, 20), LOADED)
    facts = Warehouse(offering.url).current()
    assert (facts.version, facts.as_of, facts.loaded_at) == (
        "night of the 20th",
        date(2026, 3, 20),
        LOADED.replace(tzinfo=UTC),
    )
    assert facts.spells_from is None
    assert {name: (table.rows, table.first_day) for name, table in facts.coverage.items()} == {
        "leads": (12, date(2026, 3, 2))
    }


def test_a_question_is_answered_from_views(offering: Offering) -> None:
    offering.table("leads", *leads(40))
    offering.edition("1", date(2026, 3, 20), LOADED)
    question = Question("conversion", MARCH, by=Dimension.SEGMENT)
    facts = Warehouse(offering.url).current()
    answer = engine.answer(question, facts, catalog=CATALOG, calendar=Calendar(), currency="EUR")
    assert isinstance(answer.headline, Value)
    assert (answer.headline.numerator, answer.headline.denominator) == (10, 40)
    assert answer.breakdown
    assert {group.value for group in answer.breakdown.groups} == {"small", "large"}
    assert answer.receipt.facts_version == "1"


def test_values_and_reps_are_those_of_the_views(offering: Offering) -> None:
    offering.table("leads", *leads(4), {"lead_id": "X", "created_on": date(2026, 3, 3), "segment": "large"})
    facts = Warehouse(offering.url).current()
    assert facts.values("leads", "segment") == ("large", "small")
    assert facts.reps() == ()  # no such view


def test_without_an_edition_the_day_and_the_rows_name_the_content(offering: Offering) -> None:
    offering.table("leads", *leads(8), {"lead_id": "X", "created_on": date(2030, 1, 1)})  # that day has not come yet
    offering.table(
        "contracts",
        {"contract_id": "C", "account_id": "A", "starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 30)},
    )
    offering.table(
        "customer_spells", {"account_id": "A", "started_on": date(2026, 3, 1), "ended_on": date(2026, 3, 30)}
    )
    now = datetime(2026, 4, 2, 9, tzinfo=UTC)
    facts = Warehouse(offering.url, now=lambda: now).current()
    assert (facts.as_of, facts.version, facts.loaded_at) == (date(2026, 3, 30), "2026-03-30-11", now)
    assert facts.spells_from == "contracts"


def test_another_edition_is_noticed_and_the_one_before_is_gone(offering: Offering) -> None:
    offering.table("leads", *leads(4))
    offering.edition("1", date(2026, 3, 20), LOADED)
    patient, watchful = Warehouse(offering.url), Warehouse(offering.url, rechecked=0)
    first = watchful.current()
    assert (patient.current().version, watchful.current()) == ("1", first)  # the same content is the same object
    offering.edition("2", date(2026, 3, 21), LOADED)
    assert (patient.current().version, watchful.current().version) == ("1", "2")
    assert watchful.at("2").as_of == date(2026, 3, 21)
    with pytest.raises(VersionGone):
        watchful.at("1")


@pytest.mark.parametrize(
    ("version", "said"), [(None, "leaves version, as_of or loaded_at empty"), ("1", "must hold one row, it holds 2")]
)
def test_an_edition_that_says_too_little_or_too_much_is_refused(
    offering: Offering, version: str | None, said: str
) -> None:
    offering.table("leads", *leads(4))
    offering.edition(version, date(2026, 3, 20), LOADED)
    if version:
        told = {"version": "2", "as_of": date(2026, 3, 20), "loaded_at": LOADED}
        offering.offer("facts_edition", {name: EDITION.c[name].type for name in (*told, "spells_from")}, [told, told])
    with pytest.raises(FactsUnreadable, match=said):
        Warehouse(offering.url).current()


def test_a_schema_without_any_view_is_refused(offering: Offering) -> None:
    with pytest.raises(FactsUnreadable, match="none of the views"):
        Warehouse(offering.url).current()


def test_a_view_that_changed_under_way_is_an_error_of_the_facts(offering: Offering) -> None:
    offering.table("leads", *leads(4))
    offering.edition("1", date(2026, 3, 20), LOADED)
    facts = Warehouse(offering.url).current()
    assert facts.coverage
    offering.table("leads", *leads(4), leaving_out="segment")
    with pytest.raises(FactsError, match="segment"):
        facts.values("leads", "segment")


@pytest.mark.parametrize("place", ["warehouse+postgresql+psycopg://u:secret@127.0.0.1:1/x", "hive://127.0.0.1:1/x"])
def test_a_server_that_does_not_answer_is_said_without_its_password(place: str) -> None:
    with pytest.raises(FactsUnreadable) as told:
        Warehouse(place).current()
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_warehouse_is_told_from_a_store_by_its_url(tmp_path: Path) -> None:
    assert isinstance(open_shelf("trino://user@127.0.0.1:1/catalog/schema"), Warehouse)
    assert isinstance(open_shelf("warehouse+postgresql+psycopg://127.0.0.1:1/x"), Warehouse)
    assert isinstance(open_shelf("postgresql+psycopg://127.0.0.1:1/x"), PostgresStore)
    assert isinstance(open_shelf(str(tmp_path)), DuckdbStore)


def test_nothing_is_imported_into_a_warehouse() -> None:
    with pytest.raises(WarehouseReadOnly, match="nothing can be imported"):
        open_facts("snowflake://user:secret@account/database/schema")


def test_a_url_without_a_driver_says_how_to_bring_it() -> None:
    with pytest.raises(DriverMissing, match="make warehouse"):
        Warehouse("warehouse+vertica+nobody://127.0.0.1/x")
