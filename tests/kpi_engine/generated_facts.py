"""Facts that nobody thought of: dirty rows, edges, gaps, several currencies, and questions to go with them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Basis, Compare, Dimension, Filter, Question
from kpi_engine.scope import COMPANY, Level, Scope

FIRST = date(2023, 11, 20)  # 29 February 2024 and two year ends lie ahead
SPAN = 460

days = st.integers(0, SPAN).map(lambda offset: FIRST + timedelta(days=offset))
sources = st.sampled_from(["salon", "web", None])
segments = st.sampled_from(["small", "large", None])
accounts = st.sampled_from(["A", "B", "C", "D", "E", "F", "G", "H", None])
amounts = st.sampled_from([None, 0.0, 10.0, 25.0, 40.5, 100.0, 1000.0, -30.0])


@st.composite
def later(draw: st.DrawFn, day: date, at_most: int, *, dirty: bool = True) -> date | None:
    """Some day after another, now and then shortly before it, or never."""
    if draw(st.integers(0, 3)) == 0:
        return None
    return day + timedelta(days=draw(st.integers(-3 if dirty else 0, at_most)))


@st.composite
def leads(draw: st.DrawFn) -> dict[str, Any]:
    created = draw(days)
    return {
        "created_on": created,
        "qualified_on": draw(later(created, 40)),
        "won_on": draw(later(created, 150)),
        "source": draw(sources),
        "segment": draw(segments),
        "region": draw(st.sampled_from(["Nord", "Sud"])),
    }


@st.composite
def opportunities(draw: st.DrawFn) -> dict[str, Any]:
    created = draw(days)
    return {
        "created_on": created,
        "closed_on": draw(later(created, 150)),
        "outcome": draw(st.sampled_from(["won", "won", "lost", None])),
        "amount": draw(amounts),
        "currency": draw(st.sampled_from([None, None, None, None, "EUR", "EUR", "USD"])),
        "account_id": draw(accounts),
        "source": draw(sources),
        "segment": draw(segments),
        "region": draw(st.sampled_from(["Nord", "Sud"])),
        "stage": draw(st.sampled_from(["quote", None])),
    }


@st.composite
def orders(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "ordered_on": draw(days),
        "amount": draw(amounts.filter(lambda amount: amount is not None)),
        "account_id": draw(accounts),
        "segment": draw(segments),
        "region": draw(st.sampled_from(["Nord", "Sud"])),
    }


@st.composite
def customer_spells(draw: st.DrawFn) -> dict[str, Any]:
    started = draw(days)
    return {
        "account_id": draw(accounts.filter(bool)),
        "started_on": started,
        "ended_on": draw(later(started, 200, dirty=False)),
        "segment": draw(segments),
        "region": draw(st.sampled_from(["Nord", "Sud"])),
    }


TABLES = {"leads": leads, "opportunities": opportunities, "orders": orders, "customer_spells": customer_spells}
ON_TABLE = {
    "cycle": "opportunities",
    "transformation": "opportunities",
    "deal-size": "opportunities",
    "retention": "customer_spells",
    "churn": "customer_spells",
}
calendars = st.sampled_from([1, 4, 11]).map(lambda month: Calendar(fiscal_year_starts=month))


@st.composite
def tables(draw: st.DrawFn, kpi: str) -> dict[str, list[dict[str, Any]]]:
    """Rows of the table that the KPI reads; revenue may find orders or not."""
    if kpi.startswith("revenue"):
        name = draw(st.sampled_from(["orders", "opportunities"]))
    else:
        name = ON_TABLE.get(kpi, "leads")
    return {name: draw(st.lists(TABLES[name](), max_size=40))}


@st.composite
def periods(draw: st.DrawFn, calendar: Calendar) -> Period:
    day = draw(days)
    grain = draw(st.sampled_from([*Grain, None]))
    if grain is not None:
        return calendar.containing(day, grain)
    return Period(day, day + timedelta(days=draw(st.integers(1, 500))))


@st.composite
def questions(draw: st.DrawFn, kpi: str, calendar: Calendar, table: str) -> Question:
    dimensions = [Dimension.SEGMENT, Dimension.REGION]
    if table in ("leads", "opportunities"):
        dimensions.append(Dimension.SOURCE)
    if table == "opportunities":
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
        as_of=draw(st.none() | days),
    )
