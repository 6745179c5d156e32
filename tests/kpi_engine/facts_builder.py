"""Tiny facts, in the contract's own tables, on any database: what the engine's tests ask their questions to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Engine, Select, create_engine
from sqlalchemy.pool import StaticPool

from kpi_engine.facts import Coverage, contract

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
_versions = count(1)


def duckdb() -> Engine:
    """An empty DuckDB in memory, with the contract's tables."""
    engine = create_engine("duckdb:///:memory:", poolclass=StaticPool)
    contract.create_all(engine)
    return engine


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
    with engine.begin() as connection:
        for name in MAIN_DATES:
            table = contract.tables[name]
            connection.execute(table.delete())
            if held.get(name):
                connection.exec_driver_sql(f"INSERT INTO {name} VALUES {', '.join(map(_literals, held[name]))}")
    coverage = {name: _coverage(name, rows) for name, rows in held.items() if rows}
    return BuiltFacts(engine, as_of, coverage, version=f"built-{next(_versions)}")


def _literals(row: Row) -> str:
    """One row as SQL text: twenty times faster than parameters, and generated tests fill tables all the time."""
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
