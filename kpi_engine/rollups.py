"""Rows counted beforehand: facts may offer them, so that what only counts need not read every row again.

A roll-up holds one row for all rows of its table that are alike in the columns it has, and how many they are. Whoever
reads it weighs each row by that number and finds the same count as on the table itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, ColumnElement, Table
from sqlalchemy.sql.visitors import iterate, replacement_traverse

from kpi_engine.population import Exclusion, Population

WEIGHT = "row_count"  # the column that tells how many rows one stands for


@dataclass(frozen=True, slots=True, eq=False)
class RollUp:
    """Rows of the table `of`, counted in `table` by some of its columns, which bear the same names."""

    of: Table
    table: Table
    rows: int
    latest: date | None  # the last day on which a row of the table was created

    def tells(self, population: Population, columns: Iterable[ColumnElement[Any]], as_of: date) -> bool:
        """It has all that is read of the population, and what it does not have holds of every row."""
        if population.table is not self.of:
            return False
        asked_when = "created_on" in self.of.c and "created_on" not in self.table.c
        if asked_when and (self.latest is None or self.latest > as_of):
            return False
        return _read(population, columns) <= set(self.table.c.keys())


def rollups_of(facts: Any) -> tuple[RollUp, ...]:
    """Those that facts offer; facts that keep none need not say so."""
    return tuple(getattr(facts, "rollups", ()))


def _read(population: Population, columns: Iterable[ColumnElement[Any]]) -> set[str]:
    conditions = (population.members, *(exclusion.where for exclusion in population.exclusions))
    expressions = (population.day, *conditions, *columns)
    return {part.name for whole in expressions for part in iterate(whole) if isinstance(part, Column)}


def smallest(
    rollups: Sequence[RollUp], population: Population, columns: Sequence[ColumnElement[Any]], as_of: date
) -> RollUp | None:
    """The roll-up with the fewest rows that can stand for the population's table; None where none can."""
    able = (each for each in rollups if each.tells(population, columns, as_of))
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
