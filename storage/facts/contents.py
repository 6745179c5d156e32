"""Describe the tables of the next version: how many rows, from which day to which, and a checksum."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, String, Table, cast, func, literal, null, select, union_all

from kpi_engine.facts import SOURCE_TABLES, contracts
from storage.facts.books import PUBLISHED, SOURCE, main_day
from storage.facts.tables import built, given_columns
from storage.facts.workbench import Workbench

PLANNED = {contracts.c.ends_on}  # the end of a contract is agreed, not recorded on its day


def checksum(facts: Table, rows: FromClause) -> ColumnElement[Any]:
    """An aggregate over all rows that changes with any of them and not with their order (DuckDB)."""
    row = func.row(*(rows.c[column.name] for column in facts.columns))
    return cast(func.coalesce(func.sum(func.hash(row)), 0), String)


def describe(bench: Workbench) -> list[dict[str, Any]]:
    """One row of facts_contents for each table."""
    described = union_all(*(_described(facts) for facts in PUBLISHED)).subquery()
    return [dict(row._mapping) for row in bench.rows(select(*described.c))]  # noqa: SLF001 - its public name


def _described(facts: Table) -> Any:
    rows, day = built(facts), main_day(facts)
    ends = (func.min(rows.c[day]), func.max(rows.c[day])) if day else (cast(null(), Date), cast(null(), Date))
    return select(
        literal(facts.name, String).label("table_name"),
        func.count().label("rows"),
        ends[0].label("first_day"),
        ends[1].label("last_day"),
        checksum(facts, rows).label("checksum"),
    ).select_from(rows)


def last_recorded_day(bench: Workbench, source: str, today: date) -> date | None:
    """The last day, up to today, on which a source recorded anything; days to come are plans."""
    latest = union_all(*(_latest(facts, source, today) for facts in SOURCE_TABLES if _days(facts))).subquery("days")
    day: date | None = bench.one(select(func.max(latest.c.day)))[0]
    return day


def _days(facts: Table) -> list[str]:
    given = (facts.c[name] for name in given_columns(facts))
    return [column.name for column in given if isinstance(column.type, Date) and column not in PLANNED]


def _latest(facts: Table, source: str, today: date) -> Any:
    rows = built(facts)
    past = [func.max(rows.c[name]).filter(rows.c[name] <= today) for name in _days(facts)]
    return select(func.greatest(*past).label("day")).where(rows.c[SOURCE] == source)
