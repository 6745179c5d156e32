"""What stands open at the end of the period: its amount, and how far that covers a target."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import Double, Select, cast, func, literal, null, union_all

from kpi_engine.answer import LeftOutReason
from kpi_engine.facts import Facts
from kpi_engine.figure import Figure, NoData, NotComputable, Reason, Unit, Value
from kpi_engine.measures.amounts import TotalAmount
from kpi_engine.measures.measure import Measure, Needs, TableMeasure
from kpi_engine.measures.money import currencies, currency_of, exact_sum
from kpi_engine.measures.shares import Share
from kpi_engine.measures.standing import history_unknown, standing
from kpi_engine.needed import Needed
from kpi_engine.population import Population
from kpi_engine.question import Dimension
from kpi_engine.reading import Reading
from kpi_engine.statement import CURRENT, Plan, events, summed
from kpi_engine.tally import Cell
from kpi_engine.windows import Window


@dataclass(frozen=True, slots=True, eq=False)
class OpenAmount(TotalAmount):
    """Sum of the amounts open at the end of the period's last day; `still` are those open today.

    Where opportunities are open today and none has an amount, amounts come with the outcome: there is no figure, of
    past days neither.
    """

    still: Population
    dated_by: ClassVar[str | None] = "last_day"

    @property
    def needs(self) -> Needs:
        """Amounts must be known while opportunities are open."""
        return _needs(self.over, self.still)

    def unknown_on(self, day: date, facts: Facts) -> frozenset[Dimension]:
        """The stage of a past day, where its history is not kept."""
        return history_unknown(day, facts)

    def statement(self, plan: Plan) -> Select[Any]:
        """Sum amounts and their squares per window."""
        amount, currency = self.over.table.c.amount, currency_of(plan, self.over.table)
        rows = standing(plan, self.over, amount, currency).subquery("events")
        return summed(
            plan,
            rows,
            exact_sum(rows.c.amount).label("total"),
            func.sum(rows.c.amount * rows.c.amount).label("squares"),
            func.min(rows.c.amount).label("smallest"),
            *currencies(rows),
        )

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Give the sum, with its compound Poisson interval."""
        if not cell.rows and cell.left_out.get(LeftOutReason.NO_AMOUNT):
            return _no_amounts(unit)
        return TotalAmount.figure(self, cell, unit)


@dataclass(frozen=True, slots=True, eq=False)
class Covered(TableMeasure):
    """The open amount divided by what is left of the target: the goal less what is in of `revenue` so far.

    It has no interval: of a goal nothing is known but its amount. `chances` is the share won of what is closed; its
    inverse is how many times the rest must be covered for the target to be met.
    """

    still: Population
    revenue: Measure  # a goal is one of it: settled on the same table as everywhere else
    chances: Share
    goal: float | None = None
    adds_money: ClassVar[bool] = True
    adds_up: ClassVar[bool] = True
    aims: ClassVar[bool] = True
    dated_by: ClassVar[str | None] = "last_day"

    @property
    def needs(self) -> Needs:
        """Amounts must be known while opportunities are open."""
        return _needs(self.over, self.still)

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those that both what is open and what is in can be filtered by."""
        told = self._achieved.dimensions
        return tuple(dimension for dimension in self.over.dimensions if dimension in told)

    @property
    def breakdowns(self) -> tuple[Dimension, ...]:
        """None: the goal is one for all groups."""
        return ()

    def unknown_on(self, day: date, facts: Facts) -> frozenset[Dimension]:
        """The stage of a past day, where its history is not kept."""
        return history_unknown(day, facts)

    def on(self, tables: Container[str]) -> TableMeasure:
        """Count what is in as revenue is counted where these tables were brought."""
        return _settled(self, self.revenue.on(tables))

    def towards(self, goal: float | None) -> TableMeasure:
        """Settle on the amount aimed at."""
        return replace(self, goal=goal)

    def statement(self, plan: Plan) -> Select[Any]:
        """Sum the open amounts and those that are in per window."""
        table, achieved, nothing = self.over.table, self._achieved, cast(null(), Double)
        amount, came_in = table.c.amount, achieved.table.c.amount
        is_open = standing(plan, self.over, amount.label("open"), nothing.label("came_in"), currency_of(plan, table))
        is_in = events(
            plan, achieved, nothing.label("open"), came_in.label("came_in"), currency_of(plan, achieved.table)
        )
        rows = union_all(is_open, is_in).subquery("events")
        zero = literal(0.0)
        return summed(
            plan,
            rows,
            func.coalesce(exact_sum(rows.c.open), zero).label("open"),
            func.coalesce(exact_sum(rows.c.came_in), zero).label("came_in"),
            func.count(rows.c.open).label("still_open"),
            *currencies(rows),
        )

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide what is open by what is left of the goal."""
        if self.goal is None:
            return NoData(Reason.NO_GOAL, unit)
        counted = cell.row.still_open if cell.row else 0
        if not counted and cell.left_out.get(LeftOutReason.NO_AMOUNT):
            return _no_amounts(unit)
        is_open, came_in = (cell.row.open, cell.row.came_in) if cell.row else (0.0, 0.0)
        left = self.goal - came_in
        if left <= 0:
            return NoData(Reason.GOAL_REACHED, unit)
        return Value(is_open / left, counted, unit, is_open, left)

    def detail(self, reading: Reading, plan: Plan, then: Plan | None) -> Needed | None:  # noqa: ARG002 - it has none
        """Look at the share won in the last whole period, where the facts cover one and won anything in it."""
        if not plan.earlier:
            return None
        period = plan.earlier[0]
        before = replace(plan, windows=(Window(period, plan.as_of),), by=None, future=None)
        rows = reading.rows(self.chances.statement, before)
        cell = Cell([row for row in rows if row.bucket == CURRENT and row.left_out is None])
        won = self.chances.figure(cell, Unit.SHARE)
        return Needed(won, period, 1 / won.value) if isinstance(won, Value) and won.value else None

    @property
    def _achieved(self) -> Population:
        return self.revenue.on(()).over


def _needs(over: Population, still: Population) -> Needs:
    return Needs((over,), carried=((replace(still, exclusions=()), still),))


def _no_amounts(unit: Unit) -> NotComputable:
    return NotComputable(Reason.OUTCOME_NOT_RECORDED, unit, "open_amount")


@lru_cache
def _settled(covered: Covered, revenue: TableMeasure) -> Covered:
    """One measure for each way of counting revenue: what the facts record of it is remembered by the measure."""
    return replace(covered, revenue=revenue)
