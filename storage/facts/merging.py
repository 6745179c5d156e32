"""Merge staged rows with the current facts, by id; rows that the source does not bring again stay.

In the workbench, `staged_<table>` holds the rows that came, `before_<table>` those of the current facts.
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    String,
    Table,
    TableClause,
    and_,
    cast,
    column,
    exists,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    table,
    union_all,
)

from kpi_engine.facts import SOURCE_TABLES
from storage.facts.books import SOURCE, given_columns
from storage.facts.workbench import Query, Workbench


@dataclass(frozen=True, slots=True)
class Changes:
    """How the rows of a table changed."""

    added: int
    changed: int
    unchanged: int
    removed: int


@cache
def staged(facts: Table) -> TableClause:
    """The rows of one table on their way into the facts, with the file and line they come from."""
    own = (column("_file", Integer), column("_line", BigInteger), column("_unfit", Boolean))
    return table(f"staged_{facts.name}", *(column(name, facts.c[name].type) for name in given_columns(facts)), *own)


@cache
def before(facts: Table) -> TableClause:
    """The rows of one table in the current facts, with the source of each."""
    given = (column(name, facts.c[name].type) for name in given_columns(facts))
    return table(f"before_{facts.name}", *given, column(SOURCE, String))


@dataclass(frozen=True, slots=True)
class Merge:
    """One table: what the rows of one source do to it. `complete`: rows the source no longer brings are removed."""

    bench: Workbench
    facts: Table
    source: str
    complete: bool = False

    def foreign(self) -> ColumnElement[bool]:
        """Whether a staged row has the id of another source's row."""
        return exists().where(self._same_id, before(self.facts).c[SOURCE] != self.source)

    def changes(self) -> Changes:
        """Compare the staged rows with those they replace."""
        old, new = before(self.facts), staged(self.facts)
        differs = or_(*(new.c[name].is_distinct_from(old.c[name]) for name in given_columns(self.facts)))
        (came,) = self.bench.one(select(func.count()).select_from(new))
        known, changed = self.bench.one(
            select(func.count(), func.count().filter(differs)).join_from(new, old, self._same_id)
        )
        (removed,) = self.bench.one(select(func.count()).select_from(old).where(self._gone)) if self.complete else (0,)
        return Changes(came - known, changed, known - changed, removed)

    def rows(self) -> Query:
        """All rows of the next version, in no order."""
        old, new = before(self.facts), staged(self.facts)
        names = given_columns(self.facts)
        stays = [not_(exists().where(self._same_id)), *([not_(self._gone)] if self.complete else [])]
        merged = union_all(
            select(*(old.c[name] for name in names), old.c[SOURCE]).where(*stays),
            select(*(new.c[name] for name in names), literal(self.source, String).label(SOURCE)),
        ).subquery("merged")
        return select(*merged.c)

    @property
    def _same_id(self) -> ColumnElement[bool]:
        old, new = before(self.facts), staged(self.facts)
        return and_(*(new.c[part.name] == old.c[part.name] for part in self.facts.primary_key))

    @property
    def _gone(self) -> ColumnElement[bool]:
        return and_(before(self.facts).c[SOURCE] == self.source, not_(exists().where(self._same_id)))


def see_before(bench: Workbench, schema: str) -> None:
    """Name the current facts `before_<table>`; what an older version lacks is empty."""
    for facts in SOURCE_TABLES:
        held = bench.columns(facts.name, schema)
        old = table(facts.name, *(column(name) for name in held), schema=schema)
        given = [(name, facts.c[name].type) for name in given_columns(facts)] + [(SOURCE, String())]
        cells = [(old.c[name] if name in held else cast(null(), kind)).label(name) for name, kind in given]
        query = select(*cells).select_from(old) if held else select(*cells).where(false())
        bench.see(before(facts).name, query)
