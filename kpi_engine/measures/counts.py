"""Counts of events, and the ratio of two of them."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

from sqlalchemy import Select, func, literal, union_all

from kpi_engine.figure import Figure, NoData, Reason, Unit, Value
from kpi_engine.measures.measure import Needs, TableMeasure, ripening
from kpi_engine.parts import Added
from kpi_engine.population import Population
from kpi_engine.statement import Plan, counted, events, summed
from kpi_engine.statistics import poisson, ratio_of_counts
from kpi_engine.tally import Cell
from kpi_engine.windows import Window


@dataclass(frozen=True, slots=True, eq=False)
class Count(TableMeasure):
    """How many; none at all is a count too."""

    adds_up: ClassVar[bool] = True

    def statement(self, plan: Plan) -> Select[Any]:
        """Count rows per window."""
        return summed(plan, counted(plan, self.over).subquery("events"))

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Give the number of rows, with its exact Poisson interval."""
        n = cell.row.n if cell.row else 0
        return Value(float(n), n, unit, interval=poisson(n))

    def parts(self, cell: Cell) -> Added:
        """Count one for each row."""
        n = cell.row.n if cell.row else 0
        return Added(n, Fraction(n))


@dataclass(frozen=True, slots=True, eq=False)
class Ratio(TableMeasure):
    """What happened in the period divided by what began in it: two counts by two days, may exceed 1."""

    happened: Population

    @property
    def needs(self) -> Needs:
        """Both what happens and that it does not must occur."""
        return ripening(self.over, self.happened)

    def is_blind(self, window: Window, since: date, age: int | None) -> bool:  # noqa: ARG002 - it has no age
        """Nothing could be seen to happen in the window."""
        return window.period.last_day < since

    def statement(self, plan: Plan) -> Select[Any]:
        """Count both sides per window, each dated by its own day."""
        one, zero = literal(1), literal(0)
        both = union_all(
            events(plan, self.over, one.label("began"), zero.label("happened")),
            events(plan, self.happened, zero.label("began"), one.label("happened")),
        ).subquery("events")
        return summed(plan, both, func.sum(both.c.began).label("began"), func.sum(both.c.happened).label("happened"))

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide one count by the other."""
        began, happened = (int(cell.row.began), int(cell.row.happened)) if cell.row else (0, 0)
        if began == 0:
            return NoData(Reason.EMPTY_DENOMINATOR, unit)
        interval = ratio_of_counts(happened, began)
        return Value(happened / began, began, unit, float(happened), float(began), interval)
