"""Facts that nobody thought of: dirty rows, edges, gaps, several currencies, and questions to go with them.

Crowds of rows come from a seed, so that most questions find something to count; small companies are drawn value by
value, so that hypothesis can shrink what it finds.
"""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Any

from hypothesis import strategies as st

from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Basis, Compare, Dimension, Filter, Question
from kpi_engine.scope import COMPANY, Level, Scope

Row = dict[str, Any]
_responses = count()

FIRST = date(2023, 11, 20)  # 29 February 2024 and two year ends lie ahead
SPAN = 460

sources, segments, regions = ["salon", "web", None], ["small", "large", None], ["Nord", "Sud"]
accounts = ["A", "B", "C", "D", "E", "F", "G", "H", None]
amounts = [10.0, 25.0, 40.5, 100.0, 1000.0, 0.0, -30.0, None]


def a_day(chance: Random) -> date:
    return FIRST + timedelta(days=chance.randint(0, SPAN))


def later(chance: Random, day: date, *, at_least: int, at_most: int) -> date | None:
    """Some day after another, now and then shortly before it, or never."""
    return day + timedelta(days=chance.randint(at_least, at_most)) if chance.randint(0, 3) else None


def lead(chance: Random) -> Row:
    created = a_day(chance)
    return {
        "created_on": created,
        "qualified_on": later(chance, created, at_least=-3, at_most=40),
        "first_contacted_on": later(chance, created, at_least=-1, at_most=9),
        "won_on": later(chance, created, at_least=-3, at_most=150),
        "source": chance.choice(sources),
        "segment": chance.choice(segments),
        "region": chance.choice(regions),
    }


def opportunity(chance: Random) -> Row:
    created = a_day(chance)
    return {
        "created_on": created,
        "closed_on": later(chance, created, at_least=-3, at_most=150),
        "outcome": chance.choice(["won", "won", "lost", None]),
        "amount": chance.choice(amounts),
        "currency": chance.choice([None] * 12 + ["EUR", "EUR", "USD"]),
        "account_id": chance.choice(accounts),
        "source": chance.choice(sources),
        "segment": chance.choice(segments),
        "region": chance.choice(regions),
        "stage": chance.choice(["quote", None]),
    }


def order(chance: Random) -> Row:
    return {
        "ordered_on": a_day(chance),
        "amount": chance.choice(amounts[:-1]),
        "account_id": chance.choice(accounts),
        "segment": chance.choice(segments),
        "region": chance.choice(regions),
    }


def spell(chance: Random) -> Row:
    started = a_day(chance)
    return {
        "account_id": chance.choice(accounts[:-1]) + str(chance.randint(0, 3)),
        "started_on": started,
        "ended_on": later(chance, started, at_least=0, at_most=200),
        "segment": chance.choice(segments),
        "region": chance.choice(regions),
    }


def contract(chance: Random) -> Row:
    started = a_day(chance)
    return {
        "account_id": chance.choice(accounts[:-1]) + str(chance.randint(0, 1)),
        "starts_on": started,
        "ends_on": later(chance, started, at_least=0, at_most=300),
        "mrr": chance.choice([10.0, 25.0, 40.5, 100.0, 250.25, 0.0, None]),
        "segment": chance.choice(segments),
        "region": chance.choice(regions),
    }


def response(chance: Random) -> Row:
    return {
        "response_id": f"R{next(_responses):09}",
        "account_id": chance.choice(accounts),
        "kind": chance.choice(["nps", "csat"]),
        "score": chance.choice([0.0, 1.0, 2.0, 3.0, 4.0, 4.5, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, -1.0]),
        "answered_on": a_day(chance),
        "segment": chance.choice(segments),
        "region": chance.choice(regions),
    }


def stage_changes(chance: Random, opportunities: int, size: int) -> list[Row]:
    """Courses through stages, some of opportunities that nobody knows, each day and stage once."""
    found: dict[tuple[Any, ...], Row] = {}
    for _ in range(size):
        entered = a_day(chance)
        key = (f"D{chance.randint(0, opportunities)}", chance.choice(["quote", "talk", "visit"]), entered)
        left = later(chance, entered, at_least=-2, at_most=60)
        found[key] = {"opportunity_id": key[0], "stage": key[1], "entered_on": entered, "left_on": left}
    return list(found.values())


TABLES: dict[str, Callable[[Random], Row]] = {
    "leads": lead,
    "opportunities": opportunity,
    "orders": order,
    "customer_spells": spell,
    "contracts": contract,
    "survey_responses": response,
}
READ = {
    "transformation": ["opportunities"],
    "cycle": ["opportunities"],
    "deal-size": ["opportunities"],
    "pipeline": ["opportunities"],
    "coverage": ["opportunities"],
    "velocity": ["opportunities"],
    "stages": ["stage_changes"],
    "revenue": ["orders", "opportunities"],
    "revenue-per-customer": ["orders", "opportunities"],
    "retention": ["customer_spells"],
    "churn": ["customer_spells"],
    "grr": ["contracts"],
    "nrr": ["contracts"],
    "cohorts": ["contracts", "orders"],
    "nps": ["survey_responses"],
    "csat": ["survey_responses"],
}
calendars = st.sampled_from([1, 4, 11]).map(lambda month: Calendar(fiscal_year_starts=month))


@st.composite
def tables(draw: st.DrawFn, kpi: str) -> dict[str, list[Row]]:
    """Rows of the table that the KPI reads; revenue may find orders or not."""
    name = draw(st.sampled_from(READ.get(kpi, ["leads"])))
    crowd = draw(st.integers(0, 3)) > 0
    chance = Random(draw(st.integers(0, 2**32))) if crowd else draw(st.randoms(use_true_random=False))
    size = draw(st.integers(40, 90) if crowd else st.integers(0, 6))
    if name == "stage_changes":
        deals = [{**opportunity(chance), "opportunity_id": f"D{number}"} for number in range(size)]
        return {name: stage_changes(chance, size, 2 * size), "opportunities": deals}
    return {name: [TABLES[name](chance) for _ in range(size)]}


@st.composite
def periods(draw: st.DrawFn, calendar: Calendar) -> Period:
    """A named period or a free range, most of them in the later half of the facts."""
    day = FIRST + timedelta(days=draw(st.integers(150, 420) | st.integers(-20, SPAN + 20)))
    grain = draw(st.sampled_from([*Grain, None]))
    if grain is not None:
        return calendar.containing(day, grain)
    return Period(day, day + timedelta(days=draw(st.integers(1, 500))))


@st.composite
def questions(draw: st.DrawFn, kpi: str, calendar: Calendar, table: str) -> Question:
    """Anything that may be asked of a KPI which reads this table."""
    dimensions = [Dimension.SEGMENT, Dimension.REGION]
    if table in ("leads", "opportunities", "stage_changes"):
        dimensions.append(Dimension.SOURCE)
    if table in ("opportunities", "stage_changes"):
        dimensions += [Dimension.CURRENCY, Dimension.STAGE]
    filtered = Filter(Dimension.SEGMENT, draw(st.sampled_from([("small",), ("large", None), (None,)])))
    return Question(
        kpi,
        draw(periods(calendar)),
        scope=draw(st.sampled_from([COMPANY, COMPANY, Scope(Level.REGION, "Nord")])),
        by=draw(st.sampled_from([None, *dimensions])),
        filters=draw(st.sampled_from([(), (), (filtered,)])),
        compare=draw(st.sampled_from(Compare)),
        basis=draw(st.sampled_from(CATALOG[kpi].bases)) if kpi == "conversion" else Basis.COHORT,
        goal=draw(st.sampled_from([None, 50.0, 5000.0, 50000.0])) if kpi == "coverage" else None,
        as_of=draw(st.none() | st.integers(150, SPAN).map(lambda offset: FIRST + timedelta(days=offset))),
    )
