"""Rows counted beforehand: never another figure than the rows themselves give, and only where it pays."""

from datetime import UTC, date, datetime
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from kpi_engine import engine
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import contracts, customer_spells, leads, opportunities
from kpi_engine.periods import Calendar, Grain
from kpi_engine.question import Basis, Dimension, Filter, Question
from kpi_engine.recorded import probe
from kpi_engine.rollups import WEIGHT
from kpi_engine.statement import CURRENT
from storage.facts.books import PUBLISHED
from storage.facts.duckdb_facts import DuckdbFacts
from storage.facts.edition import Edition, write_books
from storage.facts.journal import ImportRecord
from storage.facts.returns import keep_returns
from storage.facts.rollups import roll_up
from storage.facts.spells import activity_of_contracts, spells
from storage.facts.tables import NEXT, built
from storage.facts.workbench import Workbench
from tests.kpi_engine import generated_facts as generated

AS_OF = date(2025, 2, 28)  # the last day on which anything was created
CALENDAR = Calendar()
AT = datetime(2026, 1, 1, 6, tzinfo=UTC)
MADE = ImportRecord(1, "drawn", "drawn", "drawn.toml", "ada", AT, AS_OF, corrections=False, counts={})
TABLES = {
    "leads": "leads",
    "qualified-leads": "leads",
    "qualification": "leads",
    "conversion": "leads",
    "transformation": "opportunities",
    "revenue": "opportunities",
    "deal-size": "opportunities",
    "retention": "customer_spells",
    "churn": "customer_spells",
}


def rows_of(facts, draw, chance):
    numbered = facts.primary_key.columns.keys()[0]
    blank = dict.fromkeys(column.name for column in facts.columns)
    teams = {"team": chance.choice(["North", "South", None]), "rep": chance.choice(["Ada", "Bo", None])}
    return [{**blank, **teams, **draw(chance), numbered: f"{number}"} for number in range(400)]


def a_contract(chance):
    """One of few enough customers for some to come back, and of enough for others not to."""
    return {**generated.contract(chance), "account_id": f"A{chance.randint(0, 200)}"}


def publish(folder, seed=1, large=0, smaller=1):
    """Facts whose days lie close together, counted beforehand however little it pays."""
    chance = Random(seed)
    path = folder / f"facts-{seed}-{large}.duckdb"
    with Workbench(folder) as bench:
        bench.attach(path, NEXT)
        bench.make(*map(built, PUBLISHED))
        bench.run(insert(built(leads)), rows_of(leads, generated.lead, chance))
        bench.run(insert(built(opportunities)), rows_of(opportunities, generated.opportunity, chance))
        bench.run(insert(built(contracts)), rows_of(contracts, a_contract, chance))
        come_and_go = spells(activity_of_contracts(built(contracts)))
        bench.run(insert(built(customer_spells)).from_select(come_and_go.selected_columns.keys(), come_and_go))
        write_books(bench, Edition(1, f"{seed}", AS_OF, (MADE,), "contracts", 365))
        roll_up(bench, large, smaller)
        bench.detach(NEXT)
    return path


class RowByRow:
    """The same facts without what was counted beforehand."""

    def __init__(self, facts: DuckdbFacts) -> None:
        self._facts = facts
        self.rollups, self.returns = (), None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._facts, name)


@pytest.fixture(scope="module", params=[1, 2])
def facts(request, tmp_path_factory):
    return DuckdbFacts(publish(tmp_path_factory.mktemp("counted"), seed=request.param, smaller=0.0001))


def asked(question, facts):
    return engine.answer(question, facts, catalog=CATALOG, calendar=CALENDAR, currency="EUR")


@pytest.mark.parametrize("kpi", TABLES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_an_answer_is_the_same_to_the_last_digit(facts, kpi, data):
    question = data.draw(generated.questions(kpi, CALENDAR, TABLES[kpi]))
    assert asked(question, facts) == asked(question, RowByRow(facts))


@pytest.mark.parametrize("kpi", TABLES)
def test_what_the_facts_record_is_the_same(facts, kpi):
    measure = CATALOG[kpi].measured_by(Basis.COHORT).on({TABLES[kpi]})
    recorded = probe(facts, measure)
    assert recorded.first_day < AS_OF
    assert recorded == probe(RowByRow(facts), measure)


class Watched:
    """Facts that remember what they were asked."""

    def __init__(self, facts: DuckdbFacts) -> None:
        self._facts = facts
        self.selects: list[Any] = []

    @property
    def statements(self) -> list[str]:
        return [*map(str, self.selects)]

    def fetch(self, statement):
        self.selects.append(statement)
        return self._facts.fetch(statement)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._facts, name)


@pytest.mark.parametrize(
    ("kpi", "by", "read"),
    [
        ("leads", None, "leads_by_created_on_team_region "),
        ("leads", "source", "leads_by_created_on_team_region_source "),
        ("conversion", "segment", "leads_by_created_on_won_on_team_region_segment "),
        ("qualification", "rep", "leads_by_created_on_qualified_on_team_region_rep "),
        ("qualified-leads", "team", "leads_by_created_on_qualified_on_team_region "),
        ("transformation", "team", "opportunities_by_closed_on_outcome_team_region "),
        ("revenue", "rep", "opportunities_by_closed_on_outcome_currency_amount_team_region_rep "),
        ("deal-size", "rep", "opportunities "),
    ],
)
def test_what_only_counts_reads_the_smallest_that_tells_it(facts, kpi, by, read):
    watched = Watched(facts)
    question = Question(kpi, CALENDAR.containing(AS_OF, Grain.YEAR), by=by and Dimension(by))
    asked(question, watched)
    assert any(f"FROM {read}" in " ".join(statement.split()) for statement in watched.statements)


def test_two_cuts_at_once_are_counted_row_by_row(facts):
    watched = Watched(facts)
    by_source = Filter(Dimension.SEGMENT, ("small",))
    period = CALENDAR.containing(AS_OF, Grain.YEAR)
    asked(Question("leads", period, by=Dimension.SOURCE, filters=(by_source,)), watched)
    assert "FROM leads " in " ".join(watched.statements[-1].split())


def test_every_row_is_counted_once(facts):
    for rollup in facts.rollups:
        ((counted,),) = facts.fetch(select(func.sum(rollup.table.c[WEIGHT])))
        assert counted == 400, rollup.table.name


def test_integrity_covers_what_was_counted(facts):
    integrity = facts.integrity()
    assert len(facts.rollups) == 25
    assert {"customer_returns", *(rollup.table.name for rollup in facts.rollups)} < set(integrity)
    assert all(integrity.values())


def test_integrity_sees_a_count_that_was_changed_afterwards(tmp_path):
    path = publish(tmp_path, smaller=0.0001)
    with duckdb.connect(str(path)) as database:
        database.execute("UPDATE leads_by_created_on_team_region SET row_count = row_count + 1")
    integrity = DuckdbFacts(path).integrity()
    assert [name for name, sound in integrity.items() if not sound] == ["leads_by_created_on_team_region"]


def test_retention_looks_up_who_came_back_instead_of_grouping_accounts(facts):
    watched = Watched(facts)
    asked(Question("retention", CALENDAR.containing(date(2024, 5, 1), Grain.MONTH)), watched)
    assert "customer_returns" in watched.statements[-1]
    assert "account_id" not in watched.statements[-1]


def test_retention_reads_its_spells_once_however_many_windows_it_looks_at(facts):
    watched = Watched(facts)
    answered = asked(Question("retention", CALENDAR.containing(date(2024, 5, 1), Grain.MONTH)), watched)
    assert len(answered.series) > 1
    assert watched.statements[-1].count("FROM customer_spells") == 1


def test_of_lengths_only_the_groups_of_the_questions_own_period_are_fetched(facts):
    fetched = Watched(facts)
    quarter = CALENDAR.containing(date(2024, 11, 1), Grain.QUARTER)
    answered = asked(Question("cycle", quarter, by=Dimension.TEAM), fetched)
    rows = facts.fetch(fetched.selects[-1])
    assert len(answered.series) > 1
    assert {row.bucket for row in rows if row.whole} > {CURRENT}
    assert {row.bucket for row in rows if not row.whole} == {CURRENT}


def test_spells_are_not_paired_where_customers_come_and_go_too_often(tmp_path):
    often = [
        {"account_id": "A", "started_on": date(2024, month, 1), "ended_on": date(2024, month, 9)}
        for month in range(1, 9)
    ]
    with Workbench(tmp_path) as bench:
        bench.attach(None, NEXT)
        bench.make(built(customer_spells))
        bench.run(insert(built(customer_spells)), often)
        assert not keep_returns(bench, most=27)
        assert keep_returns(bench, most=28)


def test_small_tables_are_not_counted_beforehand(tmp_path):
    assert DuckdbFacts(publish(tmp_path, large=401)).rollups == ()


def test_what_would_hardly_be_smaller_is_not_kept(tmp_path):
    assert DuckdbFacts(publish(tmp_path, smaller=4)).rollups == ()


def test_files_of_an_earlier_make_are_read_as_before(tmp_path):
    path = publish(tmp_path, smaller=0.0001)
    with duckdb.connect(str(path)) as database:
        database.execute("DROP TABLE facts_rollups")
    earlier = DuckdbFacts(path)
    assert (earlier.rollups, earlier.returns) == ((), None)
    assert all(earlier.integrity().values())
    later = DuckdbFacts(publish(tmp_path, large=1, smaller=0.0001))
    for kpi in ("conversion", "revenue", "retention"):
        question = Question(kpi, CALENDAR.containing(AS_OF, Grain.YEAR))
        assert asked(question, earlier) == asked(question, later)
