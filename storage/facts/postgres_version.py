"""Carry facts between PostgreSQL and the workbench, where they are merged as everywhere."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from psycopg import Connection as PsycopgConnection
from psycopg import sql
from sqlalchemy import Connection, Index, MetaData, Table, delete, insert, inspect, select, update
from sqlalchemy.schema import CreateIndex, CreateSchema, CreateTable

from kpi_engine.facts import SOURCE_TABLES
from storage.facts.books import BOOKS, CONTENTS, PUBLISHED, main_day
from storage.facts.postgres_facts import checksum, schema_of
from storage.facts.tables import before, book, built
from storage.facts.workbench import Workbench

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class NextSchema:
    """A schema being written, inside the transaction that will put it in force."""

    bench: Workbench
    connection: Connection
    in_force: Table
    number: int
    held: AbstractSet[str]

    def publish(self) -> None:
        """Copy all tables, note their checksums, and point to the new schema."""
        self.connection.execute(CreateSchema(schema_of(self.number)))
        for made in (*map(built, PUBLISHED), *map(book, BOOKS)):
            table = _in_schema(made, self.number)
            self.connection.execute(CreateTable(table))
            self._copy(made, table)
        for facts in PUBLISHED:
            self._finish(facts)
        self.connection.execute(delete(self.in_force))
        self.connection.execute(insert(self.in_force).values(number=self.number))

    def _copy(self, made: Table, table: Table) -> None:
        """One table from the workbench by way of a CSV file."""
        names = [column.name for column in table.columns]
        with TemporaryDirectory(prefix="kpi-copy-") as folder:
            file = Path(folder) / "rows.csv"
            self.bench.write_csv(made, names, file)
            statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
                sql.Identifier(str(table.schema), table.name), sql.SQL(", ").join(map(sql.Identifier, names))
            )
            with _driver(self.connection).cursor().copy(statement) as copy, file.open("rb") as rows:
                while chunk := rows.read(CHUNK):
                    copy.write(chunk)

    def _finish(self, facts: Table) -> None:
        table = _in_schema(built(facts), self.number)
        if day := main_day(facts):
            self.connection.execute(CreateIndex(Index(f"{facts.name}_{day}", table.c[day])))
        contents = _in_schema(book(CONTENTS), self.number)
        total = select(checksum(facts, table)).scalar_subquery()
        mine = update(contents).where(contents.c.table_name == facts.name)
        self.connection.execute(mine.values(checksum=total))


def load_before(bench: Workbench, connection: Connection, number: int) -> AbstractSet[str]:
    """Bring the current facts into the workbench as `before_<table>`; which tables hold rows."""
    contents = _in_schema(book(CONTENTS), number)
    held = frozenset(connection.scalars(select(contents.c.table_name).where(contents.c.rows > 0)))
    for facts in SOURCE_TABLES:
        if facts.name in held:
            _load(bench, connection, before(facts), facts.name, schema_of(number))
    return held


def _load(bench: Workbench, connection: Connection, target: Table, name: str, schema: str) -> None:
    """A column that the version lacks, because the contract was narrower when it was made, is unknown."""
    has = {str(column["name"]) for column in inspect(connection).get_columns(name, schema)}
    cells = (sql.Identifier(c.name) if c.name in has else sql.SQL("NULL") for c in target.columns)
    statement = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (FORMAT csv)").format(
        sql.SQL(", ").join(cells), sql.Identifier(schema, name)
    )
    with TemporaryDirectory(prefix="kpi-copy-") as folder:
        file = Path(folder) / "rows.csv"
        with _driver(connection).cursor().copy(statement) as copy, file.open("wb") as rows:
            for chunk in copy:
                rows.write(chunk)
        bench.read_csv(target, file)


def _driver(connection: Connection) -> PsycopgConnection[tuple[object, ...]]:
    return cast("PsycopgConnection[tuple[object, ...]]", connection.connection.driver_connection)


def _in_schema(table: Table, number: int) -> Table:
    return table.to_metadata(MetaData(), schema=schema_of(number))
