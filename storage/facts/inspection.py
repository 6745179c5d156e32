"""Look at the views of a warehouse as a data team offers them: what is missing, of another kind, or cannot be true."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Engine,
    Float,
    Integer,
    Numeric,
    Select,
    String,
    Table,
    case,
    func,
    inspect,
    select,
)
from sqlalchemy.types import TypeEngine

from storage.facts.books import PUBLISHED
from storage.facts.contents import PLANNED
from storage.facts.offered import schema_of

EARLIEST = date(1970, 1, 1)  # a day before it is a default that somebody's system writes for "unknown"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"


class Fault(StrEnum):
    """What is wrong with a view."""

    COLUMN_MISSING = "column_missing"
    OTHER_KIND = "other_kind"  # a column holds something else than the contract says
    EMPTY = "empty"  # a required column is empty on some rows
    DOUBLE = "double"  # several rows have the same key
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"  # recorded on a day that has not come yet
    UNKNOWN_WORD = "unknown_word"  # a column that holds one of a few words holds another


@dataclass(frozen=True, slots=True)
class Flaw:
    """One fault of one view. `count`: on how many rows; `wanted`: what should be there instead."""

    fault: Fault
    table: str
    column: str
    wanted: str = ""
    found: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class Seen:
    """One view of the contract: None where it is not offered, else its rows and its flaws."""

    table: str
    rows: int | None
    flaws: tuple[Flaw, ...] = ()


def kind_of(kind: TypeEngine[Any]) -> Kind | None:
    """The kind of a column by its type; None for types that are none of the three, such as moments."""
    kinds = {Kind.DAY: (Date,), Kind.TEXT: (String,), Kind.NUMBER: (Numeric, Float, Integer)}
    return next((name for name, types in kinds.items() if isinstance(kind, types)), None)


def look(engine: Engine, as_of: date) -> Iterator[Seen]:
    """Look at each view in turn; rows are looked at where the columns are as they should be. Raises SQLAlchemyError."""
    for table in PUBLISHED:
        if not inspect(engine).has_table(table.name, schema_of(engine)):
            yield Seen(table.name, None)
            continue
        misshapen = tuple(_misshapen(engine, table))
        yield Seen(table.name, 0, misshapen) if misshapen else _with_rows(engine, table, as_of)


def _misshapen(engine: Engine, table: Table) -> Iterator[Flaw]:
    """Columns that are missing or of another kind."""
    told = inspect(engine).get_columns(table.name, schema_of(engine))
    types = {column["name"].lower(): column["type"] for column in told}
    for column in table.columns:
        wanted = kind_of(column.type)
        if column.name not in types:
            yield Flaw(Fault.COLUMN_MISSING, table.name, column.name, wanted=str(wanted))
        elif kind_of(types[column.name]) is not wanted:
            yield Flaw(Fault.OTHER_KIND, table.name, column.name, str(wanted), found=str(types[column.name]))


def _with_rows(engine: Engine, table: Table, as_of: date) -> Seen:
    suspicions = list(_suspicions(table, as_of))
    counts = [func.count(case((wrong, 1))).label(f"wrong_{place}") for place, (_, wrong) in enumerate(suspicions)]
    with engine.connect() as connection:
        rows, *found = connection.execute(select(func.count(), *counts).select_from(table)).one()
        doubles = connection.scalar(_doubles(table)) if table.primary_key.columns else 0
    flaws = [replace(flaw, count=count) for (flaw, _), count in zip(suspicions, found, strict=True) if count]
    if doubles:
        key = ", ".join(column.name for column in table.primary_key)
        flaws.append(Flaw(Fault.DOUBLE, table.name, key, count=doubles))
    return Seen(table.name, rows, tuple(flaws))


def _suspicions(table: Table, as_of: date) -> Iterator[tuple[Flaw, ColumnElement[bool]]]:
    """What may be wrong with a row, and how to see it."""
    for column in table.columns:
        if not column.nullable:
            yield Flaw(Fault.EMPTY, table.name, column.name), column.is_(None)
        if words := column.info.get("values"):
            yield Flaw(Fault.UNKNOWN_WORD, table.name, column.name, ", ".join(words)), column.not_in(words)
        if isinstance(column.type, Date):
            yield Flaw(Fault.TOO_EARLY, table.name, column.name, str(EARLIEST)), column < EARLIEST
            if column not in PLANNED:
                yield Flaw(Fault.TOO_LATE, table.name, column.name, str(as_of)), column > as_of


def _doubles(table: Table) -> Select[int]:
    """Count the keys that stand on several rows."""
    keys = table.primary_key.columns
    several = select(*keys).group_by(*keys).having(func.count() > 1).subquery("several")
    return select(func.count()).select_from(several)
