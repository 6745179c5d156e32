"""Describe the tables of the next version: how many rows, from which day to which, and a checksum."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, String, Table, cast, func, null, select, union_all

from kpi_engine.facts import SOURCE_TABLES, contracts
from storage.facts.books import PUBLISHED, SOURCE, given_columns, main_day
from storage.facts.building import built
from storage.facts.workbench import Workbench

PLANNED = {contracts.c.ends_on}  # the end of a contract is agreed, not recorded on its day


def checksum(facts: Table, rows: FromClause) -> ColumnElement[Any]:
    """An aggregate over all rows that changes with any of them and not with their order (DuckDB)."""
    row = func.row(*(rows.c[column.name] for column in facts.columns))
    return cast(func.coalesce(func.sum(func.hash(row)), 0), String)


def describe(bench: Workbench) -> list[dict[str, Any]]:
    """One row of facts_contents for each table."""
    return [_described(bench, facts) for facts in PUBLISHED]


def _described(bench: Workbench, facts: Table) -> dict[str, Any]:
    rows, day = built(facts.name), main_day(facts)
    ends = (func.min(rows.c[day]), func.max(rows.c[day])) if day else (null(), null())
    count, first_day, last_day, total = bench.one(select(func.count(), *ends, checksum(facts, rows)).select_from(rows))
    return {
        "table_name": facts.name,
        "rows": count,
        "first_day": first_day,
        "last_day": last_day,
        "checksum": total,
    }


def last_recorded_day(bench: Workbench, source: str, today: date) -> date | None:
    """The last day, up to today, on which a source recorded anything; days to come are plans."""
    days = [
        select(func.max(rows.c[name]).label("day")).where(rows.c[SOURCE] == source, rows.c[name] <= today)
        for facts in SOURCE_TABLES
        for rows in [built(facts.name)]
        for name in given_columns(facts)
        if isinstance(facts.c[name].type, Date) and facts.c[name] not in PLANNED
    ]
    latest = union_all(*days).subquery("days")
    day: date | None = bench.one(select(func.max(latest.c.day)))[0]
    return day
