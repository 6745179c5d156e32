"""The rows of one file that feed a table: clean cells by column name, and what the look-ups find for each row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, func, not_, or_, select, true

from storage.facts.workbench import Workbench
from storage.imports.cleaning import CleanCells, clean_cells
from storage.imports.lookups import KEY, LookupTable
from storage.imports.profile import Dialect, Feed, LookedUp, Skip
from storage.imports.reader import RawFile


@dataclass(frozen=True, slots=True)
class Rows:
    """What is known of each row before anything is typed; `line` tells where it stands."""

    bench: Workbench
    file: str
    source: FromClause
    line: ColumnElement[int]
    cells: Mapping[str, ColumnElement[str]]
    found: Mapping[LookedUp, ColumnElement[str]]
    keys: Mapping[LookedUp, ColumnElement[str]]  # null where a look-up has no such key
    skipped: tuple[ColumnElement[bool], ...]  # one condition for each reason to leave a row out
    proven: dict[tuple[str, Dialect], Any] = field(default_factory=dict)  # styles of columns read more than once

    @property
    def kept(self) -> ColumnElement[bool]:
        """The row is not left out on purpose."""
        return not_(or_(*self.skipped)) if self.skipped else true()

    def count(self, *conditions: ColumnElement[bool]) -> tuple[int, ...]:
        """How many rows meet each condition, in one pass."""
        counts = select(*(func.count().filter(met) for met in conditions))
        return tuple(self.bench.one(counts.select_from(self.source).where(self.kept)))

    def first(self, condition: ColumnElement[bool], text: ColumnElement[Any], column: str) -> tuple[str, int, str, str]:
        """File, line, column and text of the first row that meets a condition."""
        query = select(self.line, text).select_from(self.source).where(self.kept, condition)
        line, value = self.bench.one(query.order_by(self.line).limit(1))
        return self.file, line, column, value


def rows_of(bench: Workbench, feed: Feed, raw: RawFile, lookups: Mapping[str, LookupTable]) -> Rows:
    """The rows of a file that was read, joined with its look-ups."""
    cells = clean_cells(raw)
    source: FromClause = cells.rows
    found: dict[LookedUp, ColumnElement[str]] = {}
    keys: dict[LookedUp, ColumnElement[str]] = {}
    joined: dict[tuple[str, str], FromClause] = {}
    for origin in (cell.origin for cell in feed.cells.values() if isinstance(cell.origin, LookedUp)):
        lookup, way = lookups[origin.lookup], (origin.lookup, origin.by)
        if way not in joined:
            joined[way] = lookup.table().alias(f"found_{len(joined)}")
            source = source.outerjoin(joined[way], joined[way].c[KEY] == cells.by_name[origin.by])
        found[origin], keys[origin] = joined[way].c[lookup.taken[origin.take]], joined[way].c[KEY]
    skipped = tuple(_skipped(cells, skip) for skip in feed.skip)
    return Rows(bench, raw.text.name, source, cells.line, cells.by_name, found, keys, skipped)


def _skipped(cells: CleanCells, skip: Skip) -> ColumnElement[bool]:
    """Never null, so that a row is skipped or not."""
    cell = func.coalesce(cells.by_name[skip.column], "")
    return and_(cell.not_in(skip.values)) if skip.negated else and_(cell.in_(skip.values))
