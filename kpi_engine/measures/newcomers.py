"""Customers by their first order or contract: how many, and how many of each month's came back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, ClassVar

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    column,
    distinct,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from kpi_engine.cohorts import Cohort, CohortCell, CohortGrid, Month
from kpi_engine.dialects import relation
from kpi_engine.figure import FLOOR, Figure, TooLittle, Unit, Value
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.measures.shares import share_of
from kpi_engine.reading import Reading
from kpi_engine.statement import CURRENT, Plan, events, inside, kept, summed, window_table
from kpi_engine.statistics import poisson
from kpi_engine.tally import Cell


def _number(day: ColumnElement[Any]) -> ColumnElement[int]:
    """Number the month of a day as `Month` does."""
    return cast(extract("year", day) * 12 + extract("month", day) - 1, Integer)


@dataclass(frozen=True, slots=True, eq=False)
class Newcomers(TableMeasure):
    """How many accounts had their first row in the period; in detail, which share of them was active in each month.

    An account is active in a month in which it has a row or, with `until`, which a row of it covers up to that day.
    Filters choose among the rows: an account is new where the first of those that pass is.
    """

    until: str | None = None
    adds_up: ClassVar[bool] = True
    dated_by: ClassVar[str | None] = "first_day"

    def statement(self, plan: Plan) -> Select[Any]:
        """Count first rows per window, once more per group for the first; and the rows that name no account."""
        counts = [self._counted(plan, grouped=False)] + ([self._counted(plan, grouped=True)] if plan.by else [])
        unnamed = summed(plan, events(plan, self.over).subquery("events")).subquery("all_events")
        keys = (unnamed.c[name] for name in ("bucket", "left_out", "dimension", "whole", "n"))
        left_out = select(*keys).where(unnamed.c.left_out.is_not(None))
        return select(union_all(*counts, left_out).subquery("cells"))

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Give the number of accounts, with its exact Poisson interval."""
        n = int(cell.row.n) if cell.row else 0
        return Value(float(n), n, unit, interval=poisson(n))

    def detail(self, reading: Reading, plan: Plan, then: Plan | None) -> CohortGrid:  # noqa: ARG002 - it shows its own past
        """Count, for each month of the period, its newcomers and those of them active in each month since."""
        begun = reading.facts.coverage[self.over.table.name].first_day
        return CohortGrid(tuple(_cohorts(reading.rows(self._grid, replace(plan, by=None)), plan.as_of, begun)))

    def _known(self, plan: Plan) -> ColumnElement[bool]:
        return and_(kept(plan, self.over), self.over.countable, self.over.day <= plan.as_of)

    def _firsts(self, plan: Plan, *per: ColumnElement[Any]) -> Select[Any]:
        """Find the first day of each account, or of each account and group."""
        account = self.over.table.c.account_id
        return (
            select(account, func.min(self.over.day).label("first_day"), *per)
            .where(self._known(plan))
            .group_by(account, *per)
        )

    def _dimension(self, plan: Plan) -> tuple[ColumnElement[Any], ...]:
        return (self.over.table.c[plan.by].label("dimension"),) if plan.by else ()

    def _counted(self, plan: Plan, *, grouped: bool) -> Select[Any]:
        dimension = self._dimension(plan) if grouped else ()
        firsts, windows = self._firsts(plan, *dimension).subquery("firsts"), window_table(plan)
        named = (firsts.c.dimension,) if dimension else ()
        within = and_(firsts.c.first_day >= windows.c.first, firsts.c.first_day <= windows.c.last)
        counted = (
            select(
                windows.c.bucket,
                cast(null(), Integer).label("left_out"),
                *(named or (cast(null(), String).label("dimension"),)),
                literal(0 if grouped else 1).label("whole"),
                func.count().label("n"),
            )
            .join_from(windows, firsts, within)
            .group_by(windows.c.bucket, *named)
        )
        return counted.where(windows.c.bucket == CURRENT) if grouped and not plan.every_window else counted

    def _spans(self, plan: Plan, *per: ColumnElement[Any]) -> CTE:
        """Name each account, or each account and group, and the months that a row of it covers."""
        ends_on = self.over.table.c[self.until] if self.until else self.over.day
        goes_on = or_(ends_on.is_(None), ends_on > plan.as_of)
        known = literal(Month.of(plan.as_of).number)
        last = case((goes_on, known), (ends_on < self.over.day, _number(self.over.day)), else_=_number(ends_on))
        columns = (self.over.table.c.account_id, _number(self.over.day).label("began"), last.label("ended"), *per)
        return select(*columns).where(self._known(plan)).distinct().cte("spans")

    def _grid(self, plan: Plan) -> Select[Any]:
        """Count the distinct accounts per first month and month of activity: of all, or of each group."""
        first, last = Month.of(plan.current.start).number, Month.of(plan.as_of).number
        months = relation("months", (column("number", Integer),), [(number,) for number in range(first, last + 1)])
        group = self._dimension(plan)
        firsts, spans = self._firsts(plan, *group).subquery("firsts"), self._spans(plan, *group)
        same = [firsts.c.account_id == spans.c.account_id]
        same += [firsts.c.dimension.is_not_distinct_from(spans.c.dimension)] if group else []
        keys = (_number(firsts.c.first_day).label("cohort"), months.c.number.label("month"))
        named = (firsts.c.dimension,) if group else ()
        return (
            select(
                *keys,
                *(named or (cast(null(), String).label("dimension"),)),
                literal(0 if group else 1).label("whole"),
                func.count(distinct(firsts.c.account_id)).label("n"),
            )
            .join_from(firsts, spans, and_(*same))
            .join(months, months.c.number.between(spans.c.began, spans.c.ended))
            .where(inside(firsts.c.first_day, plan.current))
            .group_by(*keys, *named)
        )


def _cohorts(rows: Iterable[Any], as_of: date, begun: date | None) -> Iterator[Cohort]:
    active: defaultdict[Month, dict[Month, int]] = defaultdict(dict)
    for row in rows:
        active[Month(int(row.cohort))][Month(int(row.month))] = int(row.n)
    for month in sorted(active):
        size = active[month][month]
        cells = tuple(_cells(month, active[month], as_of))
        yield Cohort(month, size, cells, truncated=begun is not None and month == Month.of(begun))


def _cells(cohort: Month, active: dict[Month, int], as_of: date) -> Iterator[CohortCell]:
    size, over_on = active[cohort], as_of + timedelta(days=1)
    for age in range(Month.of(as_of).number - cohort.number + 1):
        month = cohort.after(age)
        n = active.get(month, 0)
        share = share_of(n, size, Unit.SHARE) if size >= FLOOR else TooLittle(size, Unit.SHARE)
        yield CohortCell(age, n, share, complete=month.after(1).start <= over_on)
