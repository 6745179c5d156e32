"""Which table of the facts a file feeds, and which of its columns is which: told from their names alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Date, Table

from kpi_engine.facts import SOURCE_TABLES
from storage.drafting.known import NAMES_ANY_ID, bare, factors, named, names_of, speaks_of
from storage.drafting.seen import SeenFile, united
from storage.facts.tables import given_columns

_LEAST = 2  # columns of a table that a file must have when only its name speaks of it


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file, the table it feeds, and its columns by the name that the facts give them.

    `files`: all files that have these columns, by name; `file` is then what all of them hold.
    """

    file: SeenFile
    table: Table
    columns: Mapping[str, str]
    files: tuple[str, ...]

    def column(self, name: str) -> str | None:
        """The column that holds something, whether or not the table wants it."""
        return self.columns.get(name) or named(self.file.columns, names_of(self.table, name))


def required(table: Table) -> tuple[str, ...]:
    """The columns that every row of a table needs."""
    needed = [name for name in given_columns(table) if not table.c[name].nullable]
    return (*needed, "account_id") if table.name == "orders" else tuple(needed)


def recognised(file: SeenFile) -> Recognised | None:
    """The table that fits a file best; None where none does."""
    fitting = {table.name: Recognised(file, table, _columns(file, table), (file.name,)) for table in SOURCE_TABLES}
    scores = {name: _score(each) for name, each in fitting.items()}
    best = max(scores, key=lambda name: scores[name])
    return fitting[best] if scores[best] else None


def by_shape(found: Iterable[Recognised]) -> list[Recognised]:
    """Those of the same table with the same columns as one; tables in the order of the facts."""
    shapes: defaultdict[tuple[Any, ...], list[Recognised]] = defaultdict(list)
    for each in found:
        shapes[each.table.name, each.file.encoding, each.file.sheet, *each.file.columns].append(each)
    alike = sorted(shapes.values(), key=lambda some: SOURCE_TABLES.index(some[0].table))
    return [_united(some) for some in alike]


def _united(alike: Sequence[Recognised]) -> Recognised:
    files = tuple(name for each in alike for name in each.files)
    return replace(alike[0], file=united([each.file for each in alike]), files=files)


def _columns(file: SeenFile, table: Table) -> dict[str, str]:
    """By their names; a column of days is one day only."""
    found: dict[str, str] = {}
    days: set[str] = set()
    for name in sorted(given_columns(table), key=lambda each: bool(table.c[each].nullable)):
        is_day = isinstance(table.c[name].type, Date)
        column = named([each for each in file.columns if not (is_day and each in days)], names_of(table, name))
        if column:
            found[name] = column
            days |= {column} if is_day else set()
    return {name: found[name] for name in given_columns(table) if name in found}


def _score(each: Recognised) -> int:
    """How well a table fits; 0 where it does not."""
    spoken_of = speaks_of(each.file.title, each.table)
    told = {name for name, column in each.columns.items() if spoken_of or bare(column) not in NAMES_ANY_ID}
    if each.table.name == "orders" and factors(each.file.columns):
        told |= {"amount"}
    needed = told & set(required(each.table))
    if len(needed) < len(required(each.table)) and not (spoken_of and len(told) >= _LEAST):
        return 0
    return 3 * len(needed) + len(told) + 6 * spoken_of
