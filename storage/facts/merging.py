"""Merge the rows that came with the current facts, by id; what a source does not bring again stays."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import Column as SqlColumn
from sqlalchemy import (
    ColumnElement,
    MetaData,
    String,
    Table,
    and_,
    cast,
    exists,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    union_all,
)

from kpi_engine.facts import SOURCE_TABLES
from storage.facts.books import CONTENTS, SOURCE
from storage.facts.tables import before, given_columns, staged
from storage.facts.workbench import Query, Workbench


@dataclass(frozen=True, slots=True)
class Changes:
    """How the rows of a table changed."""

    added: int
    changed: int
    unchanged: int
    removed: int


@dataclass(frozen=True, slots=True)
class Merge:
    """One table, and what the rows of one source do to it."""

    bench: Workbench
    facts: Table
    source: str
    came: bool  # rows are staged
    held: bool  # the current facts hold rows
    complete: bool = False  # rows that the source no longer brings are removed

    def foreign(self) -> ColumnElement[bool]:
        """Whether a staged row has the id of another source's row."""
        return exists().where(self._same_id, before(self.facts).c[SOURCE] != self.source)

    def changes(self) -> Changes:
        """Compare the rows that came with those they replace."""
        old, new = before(self.facts), staged(self.facts)
        (came,) = self.bench.one(select(func.count()).select_from(new))
        if not self.held:
            return Changes(came, 0, 0, 0)
        differs = or_(*(new.c[name].is_distinct_from(old.c[name]) for name in given_columns(self.facts)))
        pairs = select(func.count(), func.count().filter(differs)).join_from(new, old, self._same_id)
        known, changed = self.bench.one(pairs)
        gone = select(func.count()).select_from(old).where(self._gone)
        return Changes(came - known, changed, known - changed, self.bench.one(gone)[0] if self.complete else 0)

    def rows(self) -> Query:
        """All rows of the next version, in no order."""
        parts = [*([self._staying()] if self.held else []), *([self._coming()] if self.came else [])]
        merged = union_all(*parts).subquery("merged")
        return select(*merged.c)

    def _coming(self) -> Query:
        new = staged(self.facts)
        source = literal(self.source, String).label(SOURCE)
        return select(*(new.c[name] for name in given_columns(self.facts)), source)

    def _staying(self) -> Query:
        old = before(self.facts)
        query = select(*(old.c[name] for name in given_columns(self.facts)), old.c[SOURCE])
        if self.came:
            query = query.where(not_(exists().where(self._same_id)))
        return query.where(not_(self._gone)) if self.complete else query

    @property
    def _same_id(self) -> ColumnElement[bool]:
        old, new = before(self.facts), staged(self.facts)
        return and_(*(new.c[part.name] == old.c[part.name] for part in self.facts.primary_key))

    @property
    def _gone(self) -> ColumnElement[bool]:
        return and_(before(self.facts).c[SOURCE] == self.source, not_(exists().where(self._same_id)))


def see_before(bench: Workbench, schema: str) -> AbstractSet[str]:
    """Name the current facts `before_<table>`, and tell which tables hold rows.

    A column that the version lacks, because the contract was narrower when it was made, is unknown.
    """
    contents = CONTENTS.to_metadata(MetaData(), schema=schema)
    held = {row[0] for row in bench.rows(select(contents.c.table_name).where(contents.c.rows > 0))}
    for facts in SOURCE_TABLES:
        if facts.name in held:
            has = bench.columns(facts.name, schema)
            columns = before(facts).columns
            old = Table(facts.name, MetaData(), *(SqlColumn(c.name, c.type) for c in columns), schema=schema)
            cells = (old.c[c.name] if c.name in has else cast(null(), c.type).label(c.name) for c in columns)
            bench.see(before(facts).name, select(*cells).select_from(old))
    return held
