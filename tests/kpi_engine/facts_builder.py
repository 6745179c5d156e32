"""Tiny facts, in the contract's own tables, on any database: what the engine's tests ask their questions to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import pandas as pd
from sqlalchemy import Connection, Engine, Select, Table

from kpi_engine.facts import Coverage, contract
from tests.spark.views import fill_view

Row = Mapping[str, Any]
MAIN_DATES = {
    "leads": "created_on",
    "opportunities": "created_on",
    "orders": "ordered_on",
    "contracts": "starts_on",
    "stage_changes": "entered_on",
    "survey_responses": "answered_on",
    "customer_spells": "started_on",
}
FEW = 20  # rows
_versions = count(1)
_filled: WeakKeyDictionary[Engine, set[str]] = WeakKeyDictionary()  # tables that hold rows of an earlier test


@dataclass
class BuiltFacts:
    """Facts made of rows given in a test; it remembers the statements it was asked to run."""

    engine: Engine
    as_of: date
    coverage: Mapping[str, Coverage]
    version: str
    loaded_at: datetime = datetime(2026, 1, 1, 6, tzinfo=UTC)
    spells_from: str | None = None
    fetched: list[Select[Any]] = field(default_factory=list)

    def fetch(self, statement: Select[Any]) -> Sequence[Any]:
        """Run one SELECT and give all its rows."""
        self.fetched.append(statement)
        with self.engine.connect() as connection:
            return connection.execute(statement).all()


def build(engine: Engine, as_of: date, **tables: Iterable[Row]) -> BuiltFacts:
    """Fill the tables anew; only those with rows are covered. Columns that a row leaves out are empty."""
    held = {name: [_complete(name, row) for row in rows] for name, rows in tables.items()}
    fill = fill_view if engine.dialect.name == "hive" else _fill_table
    stale = _filled.setdefault(engine, set())
    with engine.begin() as connection:
        for name in MAIN_DATES:
            if held.get(name) or name in stale:
                fill(connection, contract.tables[name], held.get(name, ()))
    _filled[engine] = {name for name, rows in held.items() if rows}
    coverage = {name: _coverage(name, rows) for name, rows in held.items() if rows}
    return BuiltFacts(engine, as_of, coverage, version=f"built-{next(_versions)}")


def _fill_table(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    connection.execute(table.delete())
    if len(rows) > FEW and connection.dialect.name == "duckdb":
        frame = pd.DataFrame([list(row.values()) for row in rows], columns=list(table.c.keys()), dtype=object)
        connection.connection.driver_connection.append(table.name, frame)
    elif rows:
        insert = f"INSERT INTO {table.name} VALUES {', '.join(map(_literals, rows))}"
        connection.exec_driver_sql(insert, execution_options={"no_parameters": True})


def _literals(row: Row) -> str:
    """One row as SQL text: twenty times faster than parameters, and generated tests fill tables all the time.

    DuckDB takes more than a few rows as a frame in a third of that.
    """
    return f"({', '.join('NULL' if value is None else _literal(value) for value in row.values())})"


def _literal(value: object) -> str:
    return repr(value) if isinstance(value, float | int) else "'" + str(value).replace("'", "''") + "'"


def _complete(name: str, row: Row) -> dict[str, Any]:
    table = contract.tables[name]
    unknown = set(row) - set(table.c.keys())
    assert not unknown, f"{name} has no column {unknown}"
    numbered = {column.name: f"{column.name}-{next(_versions)}" for column in table.primary_key}
    return {**dict.fromkeys(table.c.keys()), **numbered, **row}


def _coverage(name: str, rows: Sequence[Row]) -> Coverage:
    days = [row[MAIN_DATES[name]] for row in rows]
    return Coverage(len(rows), min(days), max(days))
