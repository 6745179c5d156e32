"""A built-in KPI and the same definition composed from the grammar give the same answers, to the last digit."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from kpi_engine import engine
from kpi_engine.definitions import CATALOG
from kpi_engine.kpi import Catalog, Kpi
from kpi_engine.recipe import kpi_of, recipe_of
from tests.kpi_engine import generated_facts as generated
from tests.kpi_engine.facts_builder import build

LAST = generated.FIRST + timedelta(days=generated.SPAN)
SAYABLE = [key for key, kpi in CATALOG.items() if recipe_of(kpi)]
EXAMPLES = {"duckdb": 8, "postgresql": 2, "hive": 2}


def composed(key: str) -> Kpi:
    kpi = CATALOG[key]
    return kpi_of(key, kpi.name, recipe_of(kpi), version=kpi.version, better=kpi.better, owner="somebody")


def test_the_grammar_says_eleven_of_the_built_in_kpis() -> None:
    assert set(SAYABLE) == {
        *("leads", "qualified-leads", "qualification", "conversion", "response-time", "transformation", "cycle"),
        *("revenue", "revenue-per-customer", "deal-size", "csat"),
    }


@pytest.mark.parametrize("key", SAYABLE)
def test_the_same_unit_direction_and_bases(key: str) -> None:
    built_in, own = CATALOG[key], composed(key)
    assert (own.unit, own.better, own.bases, own.dimensions) == (
        built_in.unit,
        built_in.better,
        built_in.bases,
        built_in.dimensions,
    )


@pytest.mark.parametrize("key", SAYABLE)
def test_the_same_answer_to_every_question(key: str, database: Engine) -> None:
    own = Catalog(composed(key))

    @settings(max_examples=EXAMPLES[database.dialect.name], deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(drawn=st.data())
    def holds(drawn: st.DataObject) -> None:
        calendar = drawn.draw(generated.calendars)
        tables = drawn.draw(generated.tables(key))
        facts = build(database, drawn.draw(st.dates(LAST - timedelta(days=150), LAST)), **tables)
        for _ in range(2):
            question = drawn.draw(generated.questions(key, calendar, next(iter(tables))))
            if question.by and question.by not in CATALOG[key].dimensions:
                continue
            ours, theirs = (
                engine.answer(question, facts, catalog=catalog, calendar=calendar, currency="EUR")
                for catalog in (own, CATALOG)
            )
            assert ours == theirs

    holds()
