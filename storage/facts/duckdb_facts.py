"""One published DuckDB file, read-only. Any number of threads may ask it at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb
from duckdb_sqlalchemy import ConnectionWrapper
from sqlalchemy import Table, create_engine, func, select
from sqlalchemy.pool import NullPool

from kpi_engine.returns import customer_returns
from kpi_engine.rollups import RollUp
from storage.facts.contents import checksum
from storage.facts.published import PublishedFacts
from storage.facts.rollups import BOOK, offered
from storage.facts.workbench import OFFLINE

CLOSED_IN = OFFLINE | {"enable_external_access": False}  # no statement reads or writes another file


class DuckdbFacts(PublishedFacts):
    """The facts of one file. It stays open as long as this object lives, whatever is published meanwhile."""

    def __init__(self, path: Path) -> None:
        self._database = duckdb.connect(str(path), read_only=True, config=CLOSED_IN)
        self._opening = Lock()
        alone = {"creator": self._cursor, "poolclass": NullPool, "pool_reset_on_return": None}
        nothing_to_undo = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
        engine = create_engine("duckdb://", **alone, **nothing_to_undo)
        super().__init__(engine, checksum)

    @cached_property
    def rollups(self) -> tuple[RollUp, ...]:
        """Rows counted beforehand; none in files of an earlier make."""
        noted = (row for row in self._noted if row.name != customer_returns.name)
        return tuple(offered(row, self._latest(row.table_name)) for row in noted)

    @cached_property
    def returns(self) -> Table | None:
        """Spells beside later ones of the same account, where they were kept."""
        return customer_returns if any(row.name == customer_returns.name for row in self._noted) else None

    def integrity(self) -> Mapping[str, bool]:
        """By table, those kept beside the facts included: whether it holds exactly the rows that were published."""
        told = {row.name: (row.rows, row.checksum) for row in self._noted}
        beside = [each.table for each in self.rollups] + ([] if self.returns is None else [self.returns])
        counted = {each.name: self._counted(each) for each in beside}
        return {**super().integrity(), **{name: told[name] == found for name, found in counted.items()}}

    @cached_property
    def _noted(self) -> Sequence[Any]:
        tables = func.duckdb_tables().table_valued("table_name")
        known = self.fetch(select(tables.c.table_name).where(tables.c.table_name == BOOK.name))
        return self.fetch(select(BOOK).order_by(BOOK.c.name)) if known else ()

    def _latest(self, table_name: str) -> date | None:
        covered = self.coverage.get(table_name)
        return covered.last_day if covered else None

    def _cursor(self) -> ConnectionWrapper:
        """A cursor for each fetch: a DuckDB connection serves one thread at a time."""
        with self._opening:
            return ConnectionWrapper(self._database.cursor())
