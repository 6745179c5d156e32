"""Files that are looked into: one row per key, so that looking up never multiplies rows."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Boolean, String, TableClause, case, column, distinct, func, null, select, table

from storage.facts.workbench import Workbench
from storage.imports.cleaning import clean_cells
from storage.imports.profile import Feed, LookedUp, Lookup
from storage.imports.reader import RawFile

KEY = "key"


@dataclass(frozen=True, slots=True)
class LookupTable:
    """A look-up in the workbench, under its own name: `key`, and one column for each column that is taken."""

    name: str
    taken: Mapping[str, str]  # our name, by column of the file
    contradicting: int  # keys that stand several times with different contents; they find nothing

    def table(self) -> TableClause:
        """The table, to be joined under an alias."""
        return table(self.name, column(KEY, String), *(column(name, String) for name in self.taken.values()))


def columns_taken(lookup: Lookup, feeds: tuple[Feed, ...]) -> tuple[str, ...]:
    """The columns of a look-up that the tables ask for."""
    origins = [cell.origin for feed in feeds for cell in feed.cells.values()]
    taken = (origin.take for origin in origins if isinstance(origin, LookedUp) and origin.lookup == lookup.name)
    return tuple(dict.fromkeys(taken))


def build_lookup(bench: Workbench, lookup: Lookup, raw: RawFile, taken: tuple[str, ...]) -> LookupTable:
    """Keep one row for each key of a file that was read."""
    cells = clean_cells(raw)
    names = {column: f"taken_{place}" for place, column in enumerate(taken)}
    key = cells.by_name[lookup.key]
    values = [cells.by_name[column] for column in taken]
    several = func.count(distinct(func.row(*values))) > 1
    query = (
        select(
            key.label(KEY),
            several.label("several"),
            *(
                case((several, null()), else_=func.min(value)).label(name)
                for value, name in zip(values, names.values(), strict=True)
            ),
        )
        .select_from(cells.rows)
        .where(key.is_not(None))
        .group_by(key)
    )
    name = f"lookup_{lookup.name}"
    bench.keep(name, query)
    (contradicting,) = bench.one(select(func.count().filter(column("several", Boolean))).select_from(table(name)))
    return LookupTable(name, names, contradicting)
