"""The port between a KPI and the engine: what a measure states, and what it makes of the rows that come back."""

from abc import ABC, abstractmethod
from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar, Protocol

from sqlalchemy import ColumnElement, Select, and_

from kpi_engine.detail import Detail
from kpi_engine.facts import Facts
from kpi_engine.figure import Figure, Unit
from kpi_engine.parts import Parts
from kpi_engine.population import Population
from kpi_engine.question import Dimension
from kpi_engine.reading import Reading
from kpi_engine.statement import Plan
from kpi_engine.tally import Cell
from kpi_engine.windows import Window

WRITTEN_AT_THE_END = frozenset({Dimension.STAGE, Dimension.LOST_REASON})
"""Dimensions that the outcome itself writes: known only once it is."""


class Measure(Protocol):
    """What a KPI computes."""

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions it can be cut or filtered by."""

    @property
    def preferred(self) -> str | None:
        """The table that comes before the one it falls back on; None where there is no choice."""

    def on(self, tables: Container[str]) -> "TableMeasure":
        """Settle on one table, given those that were brought."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """How a row of a share ended: well, or otherwise; a row may be neither yet."""

    success: ColumnElement[bool]
    other: ColumnElement[bool]


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """What must be recorded in the facts for a measure to mean anything.

    `dated`: populations whose first day tells from when the measure can be trusted, its own first; `present`: more
    that must occur at all; `outcomes`: for shares, by which dimensions are checked to be known before the outcome;
    `carried`: pairs of populations, where the first occurs the second must too.
    """

    dated: tuple[Population, ...]
    present: tuple[Population, ...] = ()
    outcomes: Outcomes | None = None
    carried: tuple[tuple[Population, Population], ...] = ()


def ripening(over: Population, reached: Population) -> Needs:
    """Name the needs of a measure of who reaches a day: some do, some do not, dimensions are known before."""
    never = reached.came_on.is_(None)
    others = replace(over, event=f"not_{reached.event}", where=and_(over.members, never))
    return Needs((over, reached), (others,), Outcomes(reached.came_on.is_not(None), never))


@dataclass(frozen=True, slots=True, eq=False)
class TableMeasure(ABC):
    """A measure over one population."""

    over: Population
    by_age: ClassVar[bool] = False  # outcomes ripen: windows are compared at equal age
    per: ClassVar[str | None] = None  # what its sum is divided by, where not by its rows
    adds_money: ClassVar[bool] = False  # its rows name the first and the last currency added up
    dated_by: ClassVar[str | None] = None  # what dates it, where not its population's own day
    adds_up: ClassVar[bool] = False  # a count or a sum: exact however few rows it rests on, so no floor holds for it
    aims: ClassVar[bool] = False  # measured against the goal of its own period: nothing is set beside it

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions

    @property
    def preferred(self) -> str | None:
        """It has one table."""
        return None

    @property
    def breakdowns(self) -> tuple[Dimension, ...]:
        """Those of them that tell something, whatever the facts hold: never what the outcome of a share writes."""
        silent = WRITTEN_AT_THE_END if self.needs.outcomes else self.over.blank
        return tuple(dimension for dimension in self.dimensions if dimension not in silent)

    @property
    def needs(self) -> Needs:
        """Its population must occur."""
        return Needs((self.over,))

    def needs_in(self, facts: Facts) -> Needs:  # noqa: ARG002 - most need the same of all facts
        """What it needs of these facts."""
        return self.needs

    def on(self, tables: Container[str]) -> "TableMeasure":  # noqa: ARG002 - it has no choice
        """Stay on its own table."""
        return self

    def towards(self, goal: float | None) -> "TableMeasure":  # noqa: ARG002 - most aim at nothing
        """Settle on the amount aimed at, where it measures against one."""
        return self

    def unknown_on(self, day: date, facts: Facts) -> frozenset[Dimension]:  # noqa: ARG002 - most columns never change
        """Dimensions whose values on a day these facts do not tell."""
        return frozenset()

    def is_blind(self, window: Window, since: date, age: int | None) -> bool:  # noqa: ARG002 - most wait for no outcome
        """Whether all its outcomes in a window lie before the day from which they are recorded: 0 would be unknown."""
        return False

    def detail(self, reading: Reading, plan: Plan, then: Plan | None) -> Detail | None:  # noqa: ARG002 - most have none
        """Look closer, by SELECTs of its own, where the KPI is a table. `then` plans the comparison, if it is fair."""
        return None

    def parts(self, cell: Cell) -> Parts | None:  # noqa: ARG002 - some figures have none
        """Take what was summed up apart, so that a change can be split by group; None where groups do not add up."""
        return None

    @abstractmethod
    def statement(self, plan: Plan) -> Select[Any]:
        """State the one SELECT."""

    @abstractmethod
    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Make a figure of what was summed up."""


@dataclass(frozen=True, slots=True, eq=False)
class OrElse:
    """The first measure where its table was brought, else the second."""

    first: TableMeasure
    second: TableMeasure

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of either; which of them hold depends on the facts."""
        either = {*self.first.dimensions, *self.second.dimensions}
        return tuple(dimension for dimension in Dimension if dimension in either)

    @property
    def preferred(self) -> str | None:
        """The table of the first."""
        return self.first.over.table.name

    def on(self, tables: Container[str]) -> TableMeasure:
        """Prefer the first."""
        return self.first if self.first.over.table.name in tables else self.second
