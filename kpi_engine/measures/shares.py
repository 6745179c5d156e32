"""Shares of a population: by an outcome already settled, or by one that ripens with age."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, ClassVar

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    and_,
    case,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from kpi_engine.answer import LeftOutReason
from kpi_engine.dialects import days_between
from kpi_engine.figure import Figure, NoData, Reason, Unit, Value
from kpi_engine.measures.measure import Needs, Outcomes, TableMeasure, ripening
from kpi_engine.parts import Divided
from kpi_engine.population import Population
from kpi_engine.rollups import WEIGHT
from kpi_engine.statement import (
    CURRENT,
    Plan,
    code,
    counted,
    group,
    inside,
    kept,
    number,
    summed,
    weight,
)
from kpi_engine.statistics import wilson
from kpi_engine.tally import Cell
from kpi_engine.windows import Window


def share_of(successes: int, n: int, unit: Unit) -> Figure:
    """Give a share with its counts and its Wilson interval; no data where there is nothing to divide by."""
    if n == 0:
        return NoData(Reason.EMPTY_DENOMINATOR, unit)
    return Value(successes / n, n, unit, float(successes), float(n), wilson(successes, n))


def parts_of(successes: int, n: int) -> Divided:
    """Take a share apart into its two counts."""
    return Divided(int(n), Fraction(int(successes)), Fraction(int(n)))


@dataclass(frozen=True, slots=True, eq=False)
class Share(TableMeasure):
    """Of the settled, the share `of` one outcome `against` the other.

    Those `waiting` began in the period and are not settled yet: they are in neither count, and left out is said.
    """

    of: Population
    against: Population
    waiting: Population

    @property
    def needs(self) -> Needs:
        """Both outcomes must occur."""
        outcomes = Outcomes(self.of.members, self.against.members)
        return Needs((self.over,), (self.of, self.against), outcomes)

    def statement(self, plan: Plan) -> Select[Any]:
        """Count the settled and the successes per window, and those who wait."""
        success = case((self.of.members, 1)).label("success")
        settled = counted(plan, self.over, success)
        rows = union_all(settled, self._waiting(plan, weighed=bool(weight(settled)))).subquery("events")
        return summed(plan, rows, number(rows, rows.c.success).label("successes"))

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide the successes by all that are settled."""
        return share_of(cell.row.successes, cell.row.n, unit) if cell.row else share_of(0, 0, unit)

    def parts(self, cell: Cell) -> Divided:
        """Count successes and all that are settled."""
        return parts_of(cell.row.successes, cell.row.n) if cell.row else Divided()

    def _waiting(self, plan: Plan, *, weighed: bool) -> Select[Any]:
        """Those created in the period, row by row: their own blocks are few."""
        began = inside(self.waiting.day, plan.current)
        return select(
            literal(CURRENT).label("bucket"),
            code(LeftOutReason.OPEN).label("left_out"),
            group(plan, self.waiting, began),
            cast(null(), Integer).label("success"),
            *([literal(1).label(WEIGHT)] if weighed else []),
        ).where(kept(plan, self.waiting), began, self._unsettled(plan))

    def _unsettled(self, plan: Plan) -> ColumnElement[bool]:
        settled = case((self.over.members, self.over.day))
        if plan.future is None:
            return or_(settled.is_(None), settled > plan.as_of)
        return or_(settled.is_(None), settled >= plan.future.end)  # earlier ones are said to lie in the future


@dataclass(frozen=True, slots=True, eq=False)
class ShareByAge(TableMeasure):
    """Of those who began in the period, the share that `reached` a day of their own so far."""

    reached: Population
    by_age: ClassVar[bool] = True

    @property
    def needs(self) -> Needs:
        """Both reaching it and not must occur."""
        return ripening(self.over, self.reached)

    def statement(self, plan: Plan) -> Select[Any]:
        """Count those who began and those who reached it by the day until which their window is seen, or by an age."""
        rows = self._lives(plan)
        seen_until = {bucket: cast(literal(window.seen_until), Date) for bucket, window in enumerate(plan.windows)}
        seen = rows.c.reached_on <= case(seen_until, value=rows.c.bucket)
        if plan.age is not None:
            seen = days_between(rows.c.began_on, rows.c.reached_on) < plan.age
        columns = (rows.c.bucket, rows.c.left_out, rows.c.dimension, case((seen, 1)).label("reached"), *weight(rows))
        seen_rows = select(*columns).subquery("counted")
        return summed(plan, seen_rows, number(seen_rows, seen_rows.c.reached).label("reached"))

    def is_blind(self, window: Window, since: date, age: int | None) -> bool:
        """Nobody could be seen to reach it by the day until which the window is seen, or by the age asked for."""
        last = window.seen_until if age is None else window.period.last_day + timedelta(days=age - 1)
        return last < since

    def ages(self, plan: Plan) -> Select[Any]:
        """Count rows by whether they reached it, per window and days of life, the day of creation being the first.

        Up to the day it was reached, or the as-of day for those who wait and for all of the question's own window.
        """
        rows = self._lives(plan)
        as_of = cast(literal(plan.as_of), Date)
        seen = rows.c.reached_on <= as_of
        until = case((and_(seen, rows.c.bucket != CURRENT), rows.c.reached_on), else_=as_of)
        days = days_between(rows.c.began_on, until) + 1
        lived = select(
            rows.c.bucket,
            rows.c.left_out,
            rows.c.dimension,
            days.label("days"),
            case((seen, 1), else_=0).label("reached"),
            *weight(rows),
        ).subquery("lived")
        return summed(plan, lived, per=(lived.c.days, lived.c.reached))

    def _lives(self, plan: Plan) -> Subquery:
        days = (self.over.day.label("began_on"), self.reached.came_on.label("reached_on"))
        return counted(plan, self.over, *days).subquery("events")

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide those who reached it by all who began."""
        return share_of(cell.row.reached, cell.row.n, unit) if cell.row else share_of(0, 0, unit)

    def parts(self, cell: Cell) -> Divided:
        """Count those who reached it and all who began."""
        return parts_of(cell.row.reached, cell.row.n) if cell.row else Divided()
