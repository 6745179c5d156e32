"""A DuckDB of one import: files are staged in it, facts are merged in it; what memory cannot hold is spilled."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
from duckdb_sqlalchemy import ConnectionWrapper, Dialect
from sqlalchemy import (
    ColumnElement,
    CreateTableAs,
    CreateView,
    Executable,
    FromClause,
    Select,
    Table,
    create_engine,
    func,
    select,
)
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateTable

Query = Select[*tuple[Any, ...]]
MEMORY = "512MB"
DUCKDB = Dialect()
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


class Workbench:
    """One in-memory database, its spill folder, and SQLAlchemy Core on top. Used by one thread."""

    def __init__(self, spill: Path) -> None:
        settings = OFFLINE | {"memory_limit": MEMORY, "temp_directory": str(spill)}
        self.duck = duckdb.connect(":memory:", config=settings)
        self.duck.execute("SET GLOBAL TimeZone = 'UTC'")
        engine = create_engine(
            "duckdb://",
            creator=lambda: ConnectionWrapper(self.duck.cursor()),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
        )
        self._sql = engine.connect()
        self._attached: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._sql.close()
        self.duck.close()
        if isinstance(error, RuntimeError) and "Query interrupted" in str(error):
            raise KeyboardInterrupt from error  # how DuckDB tells of a Ctrl-C

    def rows(self, query: Query) -> Sequence[Any]:
        """All rows of a query."""
        return self._sql.execute(query).all()

    def each(self, query: Query) -> Iterator[Any]:
        """The rows of a query one by one; nothing else may run on this bench meanwhile."""
        yield from self._sql.execute(query)

    def one(self, query: Query) -> Any:
        """The single row of a query."""
        return self._sql.execute(query).one()

    def run(self, statement: Executable, rows: Sequence[dict[str, Any]] = ()) -> int:
        """Execute a statement, with rows to insert where there are any; how many rows it touched."""
        return self._sql.execute(statement, rows).rowcount if rows else self._sql.execute(statement).rowcount

    def keep(self, name: str, query: Query, schema: str | None = None) -> None:
        """Make a table of what a query gives."""
        self._sql.execute(CreateTableAs(query, name, schema=schema))

    def see(self, name: str, query: Query) -> None:
        """Give a query a name, without making a table of it."""
        self._sql.execute(CreateView(query, name))

    def drop(self, name: str) -> None:
        """Forget a table, if it is there."""
        self._command("DROP TABLE IF EXISTS", name)

    def attach(self, path: Path | None, schema: str, options: str = "") -> None:
        """Open a database file (None: an empty one in memory) under a name of ours."""
        place = str(path) if path else ":memory:"
        self.duck.execute("ATTACH '" + place.replace("'", "''") + f"' AS {schema} {options}")
        self._attached.add(schema)

    def detach(self, schema: str) -> None:
        """Write a database file out and close it, if it is open."""
        if schema in self._attached:
            self._attached.remove(schema)
            self._command("DETACH", schema)

    def columns(self, name: str, schema: str) -> AbstractSet[str]:
        """The columns of a table."""
        known = func.duckdb_columns().table_valued("database_name", "table_name", "column_name")
        mine = select(known.c.column_name).where(known.c.database_name == schema, known.c.table_name == name)
        return {row[0] for row in self.rows(mine)}

    def count(self, rows: FromClause, *conditions: ColumnElement[bool]) -> int:
        """How many rows meet all conditions."""
        number: int = self.one(select(func.count()).select_from(rows).where(*conditions))[0]
        return number

    def write_csv(self, rows: Table, names: Sequence[str], file: Path) -> None:
        """Write rows without a header; null is an empty cell."""
        place = f"{rows.schema}.main.{rows.name}"
        self.duck.table(place).project(", ".join(f'"{name}"' for name in names)).write_csv(str(file), header=False)

    def read_csv(self, rows: Table, file: Path) -> None:
        """Read what was written by a database: no header, an empty cell is null."""
        types = {column.name: str(column.type.compile(DUCKDB)) for column in rows.columns}
        self.duck.read_csv(
            str(file), columns=types, auto_detect=False, header=False, quotechar='"', escapechar='"'
        ).create(rows.name)

    def make(self, *tables: Table) -> None:
        """Make empty tables."""
        if tables:
            self.duck.execute(";".join(_creation(table) for table in tables))

    def _command(self, words: str, name: str) -> None:
        """Not by way of SQLAlchemy, whose connection is no longer fit for use after a Ctrl-C."""
        quoted = DUCKDB.identifier_preparer.quote_identifier(name)
        self.duck.execute(f"{words} {quoted}")


@cache
def _creation(table: Table) -> str:
    return str(CreateTable(table).compile(dialect=DUCKDB))
