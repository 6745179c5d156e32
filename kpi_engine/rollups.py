"""Rows counted beforehand: facts may offer them, so that what only counts or adds up need not read every row again.

A roll-up holds one row for all rows of its table that are alike in the columns it has, and how many they are. Whoever
reads it weighs each row by that number and finds the same count as on the table itself. It may hold sums of amounts as
well: then rows with an amount and rows without one are never counted in one, and `amount` is the smallest of them, so
that it tells whether it is null and nothing else.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import BinaryExpression, Column, ColumnElement, Null, Numeric, Table
from sqlalchemy.sql.visitors import ExternallyTraversible, replacement_traverse

from kpi_engine.population import Exclusion, Population

WEIGHT = "row_count"  # the column that tells how many rows one stands for
AMOUNT, TOTAL, SQUARES = "amount", "amount_total", "amount_squares"  # the smallest, the sum, the sum of squares
EXACT = Numeric(38, 6, asdecimal=False)  # of sums: see docs/decisions/040-amounts-add-up-exactly.md
IS_NULL = " is null"  # behind the name of a column of which nothing else is read


@dataclass(frozen=True, slots=True, eq=False)
class RollUp:
    """Rows of the table `of`, counted in `table` by some of its columns, which bear the same names."""

    of: Table
    table: Table
    rows: int
    latest: date | None  # the last day on which a row of the table was created

    @property
    def told(self) -> frozenset[str]:
        """What can be read of it: columns, and of which of them whether they are null."""
        columns = set(self.table.c.keys())
        return frozenset((columns - {AMOUNT}) | {name + IS_NULL for name in columns})

    def tells(self, population: Population, read: frozenset[str], as_of: date, *, amounts: bool) -> bool:
        """It has all that is read of the population, and what it does not have holds of every row."""
        if population.table is not self.of or (amounts and TOTAL not in self.table.c):
            return False
        asked_when = "created_on" in self.of.c and "created_on" not in self.table.c
        if asked_when and (self.latest is None or self.latest > as_of):
            return False
        return read <= self.told


def rollups_of(facts: Any) -> tuple[RollUp, ...]:
    """Those that facts offer; facts that keep none need not say so."""
    return tuple(getattr(facts, "rollups", ()))


@lru_cache(maxsize=1024)
def _read_of(population: Population) -> frozenset[str]:
    conditions = (population.members, *(exclusion.where for exclusion in population.exclusions))
    return _read((population.day, *conditions))


def _read(expressions: Iterable[ExternallyTraversible]) -> frozenset[str]:
    return frozenset(name for whole in expressions for name in _names(whole))


def _names(part: ExternallyTraversible) -> Iterator[str]:
    match part:
        case Column():
            yield part.name
        case BinaryExpression(left=Column() as column, right=Null()):
            yield column.name + IS_NULL
        case _:
            yield from _read(part.get_children())


def smallest(
    rollups: Sequence[RollUp],
    population: Population,
    columns: Sequence[ColumnElement[Any]],
    as_of: date,
    *,
    amounts: bool = False,
) -> RollUp | None:
    """The roll-up with the fewest rows that can stand for the population's table; None where none can."""
    if not rollups:
        return None
    read = _read_of(population) | _read(columns)
    able = (each for each in rollups if each.tells(population, read, as_of, amounts=amounts))
    return min(able, key=lambda each: each.rows, default=None)


@lru_cache(maxsize=1024)
def counted_in(population: Population, rollup: RollUp) -> Population:
    """The same population, read from the roll-up."""
    return replace(
        population,
        table=rollup.table,
        where=None if population.where is None else read_from(rollup, population.where),
        exclusions=tuple(Exclusion(each.reason, read_from(rollup, each.where)) for each in population.exclusions),
    )


def read_from(rollup: RollUp, expression: Any) -> Any:
    """The same expression over the roll-up's columns."""

    def replaced(part: Any, **_: Any) -> Any:
        return rollup.table.c[part.name] if isinstance(part, Column) and part.table is rollup.of else None

    return replacement_traverse(expression, {}, replaced)  # type: ignore[call-overload]
