"""One published DuckDB file, read-only. Any number of threads may ask it at once."""

from pathlib import Path
from threading import Lock

import duckdb
from duckdb_sqlalchemy import ConnectionWrapper
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from storage.facts.contents import checksum
from storage.facts.published import PublishedFacts
from storage.facts.workbench import OFFLINE

CLOSED_IN = OFFLINE | {"enable_external_access": False}  # no statement reads or writes another file


class DuckdbFacts(PublishedFacts):
    """The facts of one file. It stays open as long as this object lives, whatever is published meanwhile."""

    def __init__(self, path: Path) -> None:
        self._database = duckdb.connect(str(path), read_only=True, config=CLOSED_IN)
        self._opening = Lock()
        settings = {"creator": self._cursor, "poolclass": NullPool, "isolation_level": "AUTOCOMMIT"}
        super().__init__(create_engine("duckdb://", **settings), checksum)

    def _cursor(self) -> ConnectionWrapper:
        """A cursor for each fetch: a DuckDB connection serves one thread at a time."""
        with self._opening:
            return ConnectionWrapper(self._database.cursor())
