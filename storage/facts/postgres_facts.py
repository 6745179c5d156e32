"""One published schema of a PostgreSQL database, read-only by custom. Any number of threads may ask it at once."""

from collections.abc import Sequence
from typing import Any

from psycopg.errors import UndefinedTable
from sqlalchemy import ColumnElement, Engine, FromClause, Select, String, Table, cast, func
from sqlalchemy.exc import ProgrammingError

from storage.errors import VersionGone
from storage.facts.published import PublishedFacts


def schema_of(number: int) -> str:
    """The schema of a version."""
    return f"kpi_facts_{number}"


def checksum(facts: Table, rows: FromClause) -> ColumnElement[Any]:
    """An aggregate over all rows that changes with any of them and not with their order (PostgreSQL)."""
    row = func.row(*(rows.c[column.name] for column in facts.columns))
    return cast(func.coalesce(func.sum(func.hashtextextended(cast(row, String), 0)), 0), String)


class PostgresFacts(PublishedFacts):
    """The facts of one schema. A version that is still read may be dropped once newer ones exist."""

    def __init__(self, engine: Engine, number: int) -> None:
        self._place, self._number = engine.url.render_as_string(hide_password=True), number
        super().__init__(engine.execution_options(schema_translate_map={None: schema_of(number)}), checksum)

    def fetch(self, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        """Run one SELECT and give all its rows. Raises FactsError, and VersionGone once the schema was dropped."""
        try:
            return super().fetch(statement)
        except ProgrammingError as error:
            if isinstance(error.orig, UndefinedTable):
                raise VersionGone(self._place, str(self._number)) from error
            raise
