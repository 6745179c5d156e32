"""Whom a KPI counts: rows of one table, the day that dates them, and those that belong but cannot count."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Subquery, Table, and_, case, not_, true

from kpi_engine.answer import LeftOutReason
from kpi_engine.question import Dimension


@dataclass(frozen=True, slots=True, eq=False)
class Exclusion:
    """Rows that belong to the population but cannot be counted; they are reported in the line "left out"."""

    reason: LeftOutReason
    where: ColumnElement[bool]


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Rows of `table` that satisfy `where`, each placed in time by its day `dated_by`.

    `event` is what the field calls such a row's having come about: created, qualified, won, ...
    `blank`: dimensions that such rows never have filled.
    """

    table: Table | Subquery
    dated_by: str
    event: str
    where: ColumnElement[bool] | None = None
    exclusions: tuple[Exclusion, ...] = ()
    blank: frozenset[Dimension] = frozenset()

    @property
    def day(self) -> ColumnElement[Any]:
        """The column that places a row in time."""
        return self.table.c[self.dated_by]

    @property
    def came_on(self) -> ColumnElement[Any]:
        """The day on which a row of the table came to belong; null for one that does not."""
        return self.day if self.where is None else case((self.where, self.day))

    @property
    def members(self) -> ColumnElement[bool]:
        """Rows that belong, whether they can be counted or not."""
        return true() if self.where is None else self.where

    @property
    def countable(self) -> ColumnElement[bool]:
        """Rows that belong and can be counted."""
        return and_(self.members, *(not_(exclusion.where) for exclusion in self.exclusions))

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions that its table has."""
        return tuple(dimension for dimension in Dimension if dimension in self.table.c)
