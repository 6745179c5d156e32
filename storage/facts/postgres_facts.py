"""One published schema of a PostgreSQL database, read-only by custom. Any number of threads may ask it at once."""

from typing import Any

from sqlalchemy import ColumnElement, Engine, FromClause, String, Table, cast, func

from storage.facts.published import PublishedFacts


def schema_of(number: int) -> str:
    """The schema of a version."""
    return f"kpi_facts_{number}"


def checksum(facts: Table, rows: FromClause) -> ColumnElement[Any]:
    """An aggregate over all rows that changes with any of them and not with their order (PostgreSQL)."""
    row = func.row(*(rows.c[column.name] for column in facts.columns))
    return cast(func.coalesce(func.sum(func.hashtextextended(cast(row, String), 0)), 0), String)


class PostgresFacts(PublishedFacts):
    """The facts of one schema. A version that is still read may be dropped once many newer ones exist."""

    def __init__(self, engine: Engine, number: int) -> None:
        super().__init__(engine.execution_options(schema_translate_map={None: schema_of(number)}), checksum)
