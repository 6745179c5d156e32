"""A data team's side of a warehouse: it makes views in a schema of its own, on PostgreSQL and on Spark."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, Select, Table, column
from sqlalchemy.types import TypeEngine

from kpi_engine.dialects import relation
from kpi_engine.facts import contract
from storage.facts.books import EDITION

Row = Mapping[str, Any]
Columns = Mapping[str, TypeEngine[Any]]


@dataclass(frozen=True)
class Offering:
    """A schema of views, and the URL under which the assistant reads them."""

    url: str
    team: Engine
    schema: str

    def offer(self, name: str, columns: Columns, rows: Sequence[Row]) -> None:
        """Make a view of that name hold these rows."""
        shape = [column(each, kind) for each, kind in columns.items()]
        cells = [[row.get(each) for each in columns] for row in rows or [{}]]
        query = relation("given", shape, cells).select()
        self._make(name, query if rows else query.where(column(next(iter(columns))).is_not(None)))

    def table(self, name: str, *rows: Row, leaving_out: str = "", **other: TypeEngine[Any]) -> None:
        """Offer a table of the contract, but for a column left out or of another type."""
        columns = {each.name: each.type for each in contract.tables[name].columns if each.name != leaving_out}
        self.offer(name, {**columns, **other}, rows)

    def edition(self, version: str | None, as_of: date, loaded_at: datetime, spells_from: str | None = None) -> None:
        """Say which content this is."""
        names = ("version", "as_of", "loaded_at", "spells_from")
        row = dict(zip(names, (version, as_of, loaded_at, spells_from), strict=True))
        self.offer(EDITION.name, {name: EDITION.c[name].type for name in names}, [row])

    def _make(self, name: str, query: Select[Any]) -> None:
        text = query.compile(self.team, compile_kwargs={"literal_binds": True})
        with self.team.begin() as connection:
            statement = f"DROP VIEW IF EXISTS {self.schema}.{name}", f"CREATE VIEW {self.schema}.{name} AS {text}"
            for each in statement:
                connection.exec_driver_sql(each, execution_options={"no_parameters": True})

    def load(self, table: Table, rows: Iterable[Sequence[Any]], folder: Path) -> None:
        """Offer many rows: loaded from a file into a table of the team's own, below the view."""
        file = folder / f"{table.name}.csv"
        with file.open("w", newline="", encoding="utf-8") as opened:
            csv.writer(opened).writerows(rows)
        kinds = self.team.dialect.type_compiler_instance
        shape = ", ".join(f"{each.name} {kinds.process(each.type)}" for each in table.columns)
        raw = f"{self.schema}.raw_{table.name}"
        with self.team.begin() as connection:
            if self.team.dialect.name == "hive":
                connection.exec_driver_sql(
                    f"CREATE TABLE {raw} ({shape}) USING csv OPTIONS (path '{file}', escape '\"')"
                )
            else:
                connection.exec_driver_sql(f"CREATE TABLE {raw} ({shape})")
                cursor = connection.connection.cursor()
                with cursor.copy(f"COPY {raw} FROM STDIN (FORMAT csv)") as copy:
                    copy.write(file.read_bytes())
            connection.exec_driver_sql(f"CREATE VIEW {self.schema}.{table.name} AS SELECT * FROM {raw}")
