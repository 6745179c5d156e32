"""Durations in days: between two days of a row, or until a day that not all rows have reached."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import Select, and_, case, not_, select

from kpi_engine.answer import LeftOutReason
from kpi_engine.dialects import days_between
from kpi_engine.figure import Companion, Figure, NoData, Reason, Unit, Value
from kpi_engine.measures.measure import Needs, TableMeasure
from kpi_engine.parts import Ranked
from kpi_engine.population import Population
from kpi_engine.statement import Plan, code, events, summed, window_table
from kpi_engine.statistics import Histogram
from kpi_engine.tally import Cell


@dataclass(frozen=True, slots=True, eq=False)
class Durations(TableMeasure):
    """Median of lengths in days; mean and quartiles stand beside it.

    Its rows are counts per length: all that exact order statistics need, on any database.
    """

    def parts(self, cell: Cell) -> Ranked:
        """Count how often each length occurs."""
        return Ranked.of({int(row.days): int(row.n) for row in cell.rows})

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Read median, interval, mean and quartiles off the counts."""
        if not cell.rows:
            return NoData(Reason.NO_ROWS, unit)
        lengths = Histogram.of({int(row.days): row.n for row in cell.rows})
        beside = (
            (Companion.MEAN, lengths.mean),
            (Companion.FIRST_QUARTILE, lengths.quantile(0.25)),
            (Companion.THIRD_QUARTILE, lengths.quantile(0.75)),
        )
        interval = lengths.median_interval()
        return Value(lengths.quantile(0.5), lengths.n, unit, interval=interval, beside=beside)


@dataclass(frozen=True, slots=True, eq=False)
class MedianDays(Durations):
    """Median days from `since` to the population's own day."""

    since: str

    def statement(self, plan: Plan) -> Select[Any]:
        """Count rows per window and length."""
        days = days_between(self.over.table.c[self.since], self.over.day).label("days")
        rows = events(plan, self.over, days).subquery("events")
        return summed(plan, rows, per=(rows.c.days,))


@dataclass(frozen=True, slots=True, eq=False)
class MedianDaysUntil(Durations):
    """Median days from the population's own day to the day it `reached`, over those who reached it so far.

    The others are left out as `waiting`; windows are compared at equal age, or a young one would look quick.
    """

    reached: Population
    waiting: LeftOutReason
    by_age: ClassVar[bool] = True

    @property
    def needs(self) -> Needs:
        """Both days must occur."""
        return Needs((replace(self.over, exclusions=()), self.reached))

    def statement(self, plan: Plan) -> Select[Any]:
        """Count those who reached it by the day until which their window is seen, per length; and the others."""
        reached_on = self.reached.came_on
        days = days_between(self.over.day, reached_on).label("days")
        rows = events(plan, self.over, days, reached_on.label("reached_on")).subquery("events")
        windows = window_table(plan)
        late = and_(rows.c.left_out.is_(None), rows.c.reached_on > windows.c.seen_until)
        seen = (
            select(
                rows.c.bucket,
                case((late, code(self.waiting)), else_=rows.c.left_out).label("left_out"),
                rows.c.dimension,
                case((and_(rows.c.left_out.is_(None), not_(late)), rows.c.days)).label("days"),
            )
            .join_from(rows, windows, rows.c.bucket == windows.c.bucket)
            .subquery("seen")
        )
        return summed(plan, seen, per=(seen.c.days,))
