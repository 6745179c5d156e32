"""Durations in days."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from kpi_engine.dialects import days_between
from kpi_engine.figure import Companion, Figure, NoData, Reason, Unit, Value
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.parts import Ranked
from kpi_engine.statement import Plan, events, summed
from kpi_engine.statistics import Histogram
from kpi_engine.tally import Cell


@dataclass(frozen=True, slots=True, eq=False)
class MedianDays(TableMeasure):
    """Median days from `since` to the population's own day; mean and quartiles stand beside it."""

    since: str

    def statement(self, plan: Plan) -> Select[Any]:
        """Count rows per window and length in days: all that exact order statistics need, on any database."""
        days = days_between(self.over.table.c[self.since], self.over.day).label("days")
        rows = events(plan, self.over, days).subquery("events")
        return summed(plan, rows, per=(rows.c.days,))

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
