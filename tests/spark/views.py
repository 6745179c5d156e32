"""Rows as temporary views of one Spark session: each test brings its own, from a file that only it reads."""

import atexit
import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Table

_numbers = count(1)


def fill_view(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make the session's view of that name hold these rows. As text in the statement they would be read at each use."""
    file = _folder() / f"{table.name}-{next(_numbers)}.json"
    file.write_text("".join(json.dumps(row, default=str) + "\n" for row in rows), encoding="utf-8")
    kinds = connection.dialect.type_compiler_instance
    columns = ", ".join(f"`{each.name}` {kinds.process(each.type)}" for each in table.columns)
    connection.exec_driver_sql(
        f"CREATE OR REPLACE TEMPORARY VIEW {table.name} ({columns}) USING json OPTIONS (path '{file}', mode 'FAILFAST')",
        execution_options={"no_parameters": True},
    )


@cache
def _folder() -> Path:
    """Where the files are, on a disk that the workers read too; gone when the tests end."""
    folder = TemporaryDirectory(prefix="kpi-views-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)
