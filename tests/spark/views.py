"""Rows as temporary views of one Spark session: nothing is written anywhere, and each test brings its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table


def fill_view(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make the session's view of that name hold these rows."""
    connection.exec_driver_sql(
        f"CREATE OR REPLACE TEMPORARY VIEW {table.name} AS {select(connection, table, rows)}",
        execution_options={"no_parameters": True},
    )


def select(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> str:
    """The rows as a query, each column of its table's type."""
    kinds = connection.dialect.type_compiler_instance
    columns = ", ".join(f"CAST(`{each.name}` AS {kinds.process(each.type)}) AS `{each.name}`" for each in table.columns)
    names = ", ".join(f"`{name}`" for name in table.columns.keys())  # noqa: SIM118 - a table iterates over its columns
    given = [tuple(row.values()) for row in rows] or [(None,) * len(table.columns)]
    values = ", ".join(f"({', '.join(map(_literal, row))})" for row in given)
    return f"SELECT {columns} FROM VALUES {values} AS given({names}){'' if rows else ' WHERE false'}"


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, float | int):
        return repr(value)
    return "'" + str(value).replace("\\", "\\\\").replace("'", "\\'") + "'"
