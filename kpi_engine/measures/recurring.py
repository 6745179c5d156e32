"""Recurring revenue of the locked list: the customers of the first day, and what they bring on the last."""

from dataclasses import dataclass
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
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)

from kpi_engine.answer import LeftOutReason
from kpi_engine.figure import Figure, NoData, Reason, Unit, Value
from kpi_engine.measures.measure import Needs, TableMeasure
from kpi_engine.measures.money import exact_sum
from kpi_engine.parts import Divided, exact
from kpi_engine.population import Population
from kpi_engine.question import Dimension
from kpi_engine.statement import CURRENT, Plan, code, kept, window_table
from kpi_engine.statistics import kept_share, net_kept
from kpi_engine.tally import Cell


@dataclass(frozen=True, slots=True, eq=False)
class RecurringRevenue(TableMeasure):
    """MRR on the last day of the accounts with a contract on the first, divided by their MRR on the first.

    An account's MRR on a day is the sum over its contracts in force that day; where `capped`, no account counts
    for more than on the first day. Filters and groups choose who is on the list, by the contracts of the first day;
    an account then counts with all its contracts. It may be listed in several groups, once in each.
    """

    ended: Population
    capped: bool
    per: ClassVar[str | None] = "accounts"
    dated_by: ClassVar[str | None] = "first_and_last_day"

    @property
    def needs(self) -> Needs:
        """Contracts must be seen to end, or nothing could ever be lost."""
        return Needs((self.over,), (self.ended,))

    def statement(self, plan: Plan) -> Select[Any]:
        """Sum the MRR of the list of each window at both ends; once more per group for the first."""
        accounts = self._accounts(plan)
        totals = select(
            accounts.c.bucket,
            cast(null(), Integer).label("left_out"),
            cast(null(), String).label("dimension"),
            literal(1).label("whole"),
            *_sums(accounts),
        )
        parts = [totals.where(accounts.c.listed == 1).group_by(accounts.c.bucket), self._unpriced(plan, None)]
        if plan.by is not None:
            parts += [self._groups(plan, plan.by, accounts), self._unpriced(plan, plan.by)]
        return select(union_all(*parts).subquery("cells"))

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide what is left, with or without what was added, by what there was."""
        row = cell.row
        if row is None or not row.base:
            return NoData(Reason.EMPTY_DENOMINATOR, unit)
        base, stayed, grown = float(row.base), float(row.kept), float(row.grown)
        if self.capped:
            return Value(stayed / base, int(row.n), unit, stayed, base, kept_share(stayed, base, row.squares))
        interval = net_kept(stayed, grown, base, (row.squares, row.grown_squares), int(row.n))
        return Value((stayed + grown) / base, int(row.n), unit, stayed + grown, base, interval)

    def parts(self, cell: Cell) -> Divided:
        """Sum what is left and what there was; who is listed in several groups counts in each."""
        row = cell.row
        if row is None:
            return Divided()
        left = exact(row.kept) if self.capped else exact(row.kept) + exact(row.grown)
        return Divided(int(row.n), left, exact(row.base))

    def _in_force(self, day: Any) -> ColumnElement[bool]:
        """The contract covers the day; its last day is one of service."""
        columns = self.over.table.c
        ends_on = columns[self.ended.dated_by]
        return and_(self.over.day <= day, or_(ends_on.is_(None), ends_on >= day))

    def _accounts(self, plan: Plan) -> CTE:
        """Sum each account's MRR on the first and on the last day of each window; each contract once a window."""
        windows, columns = window_table(plan), self.over.table.c
        first, last = self._in_force(windows.c.first), self._in_force(windows.c.last)
        return (
            select(
                windows.c.bucket,
                columns.account_id,
                func.max(case((and_(first, kept(plan, self.over)), 1))).label("listed"),
                func.coalesce(exact_sum(case((first, columns.mrr))), 0).label("began"),
                func.coalesce(exact_sum(case((last, columns.mrr))), 0).label("ended"),
            )
            .join_from(windows, self.over.table, and_(or_(first, last), self.over.countable))
            .group_by(windows.c.bucket, columns.account_id)
            .cte("accounts")
        )

    def _groups(self, plan: Plan, by: Dimension, accounts: CTE) -> Select[Any]:
        windows, columns = window_table(plan), self.over.table.c
        first = and_(self._in_force(windows.c.first), kept(plan, self.over), self.over.countable)
        listed = (
            select(windows.c.bucket, columns.account_id, columns[by].label("dimension"))
            .join_from(windows, self.over.table, first)
            .where(true() if plan.every_window else windows.c.bucket == CURRENT)
            .distinct()
            .subquery("listed")
        )
        same = and_(accounts.c.account_id == listed.c.account_id, accounts.c.bucket == listed.c.bucket)
        return (
            select(listed.c.bucket, cast(null(), Integer), listed.c.dimension, literal(0), *_sums(accounts))
            .join_from(listed, accounts, same)
            .group_by(listed.c.bucket, listed.c.dimension)
        )

    def _unpriced(self, plan: Plan, by: Dimension | None) -> Select[Any]:
        """Count the contracts of the first or the last day that do not say what they bring."""
        dimension = cast(null(), String) if by is None else self.over.table.c[by]
        there = or_(self._in_force(plan.current.start), self._in_force(plan.current.last_day))
        counted = select(
            literal(CURRENT),
            code(LeftOutReason.NO_AMOUNT),
            dimension,
            literal(1 if by is None else 0),
            func.count(),
            *(cast(null(), each.type) for each in _sums(self._accounts(plan))[1:]),
        ).where(there, kept(plan, self.over), self.over.table.c.mrr.is_(None))
        return (counted if by is None else counted.group_by(dimension)).having(func.count() > 0)


def _sums(accounts: CTE) -> tuple[ColumnElement[Any], ...]:
    """Count the accounts; sum what there was, what of it is left, what was added, and the squares of both ends."""
    began, ended = accounts.c.began, accounts.c.ended
    grown = case((ended > began, ended - began), else_=0)
    return (
        func.count().label("n"),
        exact_sum(began).label("base"),
        exact_sum(case((ended < began, ended), else_=began)).label("kept"),
        exact_sum(grown).label("grown"),
        func.sum(began * began).label("squares"),
        func.sum(grown * grown).label("grown_squares"),
    )
