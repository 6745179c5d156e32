"""Sums of money: in all, per row, per account."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Double, Select, cast, func, select

from kpi_engine.answer import LeftOutReason
from kpi_engine.dialects import median
from kpi_engine.figure import Companion, Figure, NoData, Reason, Unit, Value
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.measures.money import currencies, currency_of, exact_sum
from kpi_engine.parts import Added, Divided, exact
from kpi_engine.population import Population
from kpi_engine.statement import Plan, added, events, summed
from kpi_engine.statistics import mean, total
from kpi_engine.tally import Cell


def _amounts(plan: Plan, population: Population, *columns: ColumnElement[Any]) -> Any:
    amount = population.table.c.amount
    return events(plan, population, amount, currency_of(plan, population.table), *columns).subquery("events")


@dataclass(frozen=True, slots=True, eq=False)
class TotalAmount(TableMeasure):
    """Sum of amounts; nothing sold is 0, sold for unknown amounts is no data."""

    adds_up: ClassVar[bool] = True
    adds_money: ClassVar[bool] = True

    def statement(self, plan: Plan) -> Select[Any]:
        """Sum amounts and their squares per window."""
        rows = added(plan, self.over, currency_of(plan, self.over.table)).subquery("events")
        return summed(
            plan,
            rows,
            func.sum(rows.c.total).label("total"),
            func.sum(rows.c.squares).label("squares"),
            func.min(rows.c.smallest).label("smallest"),
            *currencies(rows),
        )

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Give the sum, with its compound Poisson interval."""
        row = cell.row
        if row is None:
            unknown = cell.left_out.get(LeftOutReason.NO_AMOUNT)
            return NoData(Reason.NO_ROWS, unit) if unknown else Value(0.0, 0, unit)
        return Value(row.total, row.n, unit, interval=total(row.total, row.n, row.squares, row.smallest))

    def parts(self, cell: Cell) -> Added:
        """Add amounts."""
        return Added(cell.row.n, exact(cell.row.total)) if cell.row else Added()


@dataclass(frozen=True, slots=True, eq=False)
class MeanAmount(TableMeasure):
    """Mean amount; the median stands beside it."""

    adds_money: ClassVar[bool] = True

    def statement(self, plan: Plan) -> Select[Any]:
        """Sum amounts, their variance and their median per window."""
        rows = _amounts(plan, self.over)
        return summed(
            plan,
            rows,
            exact_sum(rows.c.amount).label("total"),
            func.var_samp(rows.c.amount).label("variance"),
            func.min(rows.c.amount).label("smallest"),
            median(rows.c.amount).label("median"),
            *currencies(rows),
        )

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide the sum by the rows."""
        row = cell.row
        if row is None:
            return NoData(Reason.NO_ROWS, unit)
        interval = mean(row.total, row.n, row.variance, row.smallest)
        beside = ((Companion.MEDIAN, row.median),)
        return Value(row.total / row.n, row.n, unit, row.total, float(row.n), interval, beside)

    def parts(self, cell: Cell) -> Divided:
        """Add amounts and rows."""
        return Divided(cell.row.n, exact(cell.row.total), Fraction(cell.row.n)) if cell.row else Divided()


@dataclass(frozen=True, slots=True, eq=False)
class PerAccount(TableMeasure):
    """Sum of amounts divided by the distinct accounts they came from."""

    adds_money: ClassVar[bool] = True
    per: ClassVar[str | None] = "accounts"

    def statement(self, plan: Plan) -> Select[Any]:
        """Sum amounts per account, then sum the accounts up per window."""
        rows = _amounts(plan, self.over, self.over.table.c.account_id)
        amount = exact_sum(rows.c.amount).label("total")
        accounts = summed(plan, rows, amount, *currencies(rows), per=(rows.c.account_id,)).subquery("accounts")
        keys = [accounts.c[name] for name in ("bucket", "left_out", "dimension", "whole")]
        return select(
            *keys,
            func.sum(accounts.c.n).label("n"),
            func.count().label("accounts"),
            func.sum(accounts.c.total).label("total"),
            func.var_samp(cast(accounts.c.total, Double)).label("variance"),
            func.min(accounts.c.total).label("smallest"),
            func.min(accounts.c.currency_low).label("currency_low"),
            func.max(accounts.c.currency_high).label("currency_high"),
        ).group_by(*keys)

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide the sum by the accounts."""
        row = cell.row
        if row is None:
            return NoData(Reason.EMPTY_DENOMINATOR, unit)
        interval = mean(row.total, row.accounts, row.variance, row.smallest)
        return Value(row.total / row.accounts, row.accounts, unit, row.total, float(row.accounts), interval)

    def parts(self, cell: Cell) -> Divided:
        """Add amounts and accounts; one that stands in several groups counts in each, so that these do not add up."""
        row = cell.row
        return Divided(row.accounts, exact(row.total), Fraction(row.accounts)) if row else Divided()
