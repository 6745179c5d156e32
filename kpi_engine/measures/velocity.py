"""Money won per day, as the product of four factors."""

from dataclasses import dataclass, replace
from math import exp, log, sqrt
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, Double, Select, String, and_, case, cast, func, literal, null, union_all

from kpi_engine.dialects import days_between
from kpi_engine.factors import Factor, FactorName, Factors
from kpi_engine.figure import Figure, Interval, NoData, Reason, Unit, Value
from kpi_engine.measures.measure import Needs, Outcomes, TableMeasure
from kpi_engine.measures.money import currencies, currency_of, exact_sum
from kpi_engine.measures.standing import standing
from kpi_engine.population import Population
from kpi_engine.reading import Reading
from kpi_engine.statement import CURRENT, Plan, Rows, events, summed
from kpi_engine.statistics.intervals import Z, enough
from kpi_engine.tally import Cell, Tally

_TOGETHER = "amount_days"  # amount times days of the same opportunity: how far the two go together


@dataclass(frozen=True, slots=True, eq=False)
class Velocity(TableMeasure):
    """Opportunities open at the end × share won of the closed × mean amount won ÷ mean days from created to won.

    `over` are the opportunities closed in the period.
    """

    still: Population
    won: Population
    lost: Population
    amounts: Population
    lengths: Population
    adds_money: ClassVar[bool] = True

    @property
    def needs(self) -> Needs:
        """Wins and losses must occur, and wins with an amount and with a length."""
        outcomes = Outcomes(self.won.members, self.lost.members)
        return Needs((self.over,), (self.won, self.lost, self.amounts, self.lengths), outcomes)

    def statement(self, plan: Plan) -> Select[Any]:
        """Count, sum and spread the values of each factor per window."""
        rows = union_all(*self._values(plan)).subquery("events")
        return summed(
            plan,
            rows,
            exact_sum(rows.c.value).label("total"),
            func.var_samp(rows.c.value).label("variance"),
            *currencies(rows),
            per=(rows.c.factor,),
        )

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Multiply the factors; no data where nothing was closed, or nothing won that has them all."""
        by_factor = {row.factor: row for row in cell.rows}
        if FactorName.TRANSFORMATION not in by_factor:
            return NoData(Reason.EMPTY_DENOMINATOR, unit)
        factors = _factors(cell)
        if factors is None:
            return NoData(Reason.NO_ROWS, unit)
        velocity = 1.0
        for factor in factors:
            velocity = velocity / factor.now if factor.name is FactorName.CYCLE else velocity * factor.now
        won = by_factor[FactorName.AMOUNT].n
        return Value(velocity, won, unit, interval=interval(velocity, by_factor))

    def detail(self, reading: Reading, plan: Plan, then: Plan | None) -> Factors | None:
        """Give the factors now and, where the comparison is fair, then."""
        beside = then.windows if then else ()
        both = replace(plan, windows=(plan.windows[CURRENT], *beside), by=None, future=None)
        cells = Tally.of(reading.rows(self.statement, both)).windows
        now, before = (_factors(cells.get(bucket, Cell())) for bucket in (CURRENT, CURRENT + 1))
        if now is None:
            return None
        if before is None:
            return Factors(now)
        pairs = zip(now, before, strict=True)
        return Factors(tuple(replace(factor, then=earlier.now) for factor, earlier in pairs), beside[0].period)

    def _values(self, plan: Plan) -> tuple[Rows, ...]:
        """One row for each opportunity that a factor rests on; one may stand in several factors."""
        table = self.over.table
        amount, days = table.c.amount, cast(days_between(table.c.created_on, table.c.closed_on), Double)
        money, none = currency_of(plan, table), cast(null(), String).label("currency")
        past = replace(plan, future=None)  # what lies in the future is told once, by the closed
        both = replace(self.amounts, where=and_(self.amounts.countable, self.lengths.countable), exclusions=())
        won = case((self.won.members, 1.0), else_=0.0)
        return (
            standing(plan, self.still, *_value(FactorName.OPEN, literal(1.0)), none),
            events(plan, self.over, *_value(FactorName.TRANSFORMATION, won), none),
            events(past, self.amounts, *_value(FactorName.AMOUNT, amount), money),
            events(past, self.lengths, *_value(FactorName.CYCLE, days), none),
            events(past, both, *_value(_TOGETHER, amount * days), none),
        )


def _value(factor: str, value: ColumnElement[Any]) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return literal(str(factor)).label("factor"), cast(value, Double).label("value")


def _factors(cell: Cell) -> tuple[Factor, ...] | None:
    """The four; None where one of them is not known."""
    rows = {row.factor: row for row in cell.rows}
    needed = (FactorName.TRANSFORMATION, FactorName.AMOUNT, FactorName.CYCLE)
    if any(name not in rows for name in needed) or not rows[FactorName.CYCLE].total:
        return None
    is_open = rows[FactorName.OPEN].n if FactorName.OPEN in rows else 0
    means = (Factor(name, rows[name].total / rows[name].n, rows[name].n) for name in needed)
    return Factor(FactorName.OPEN, float(is_open), is_open), *means


def interval(velocity: float, rows: dict[str, Any]) -> Interval | None:
    """Normal on the logarithm by the delta method; None below 30 wins, and where a factor is not positive.

    var(log v) ≈ 1/N + (1 − p)/(n p) + var(a)/(n a²) + var(d)/(n d²) − 2 cov(a, d)/(n a d), for N open opportunities
    (Poisson), a share p won, mean amount a and mean length d; the last two are of the same wins.
    """
    amounts, lengths = rows[FactorName.AMOUNT], rows[FactorName.CYCLE]
    wins = min(amounts.n, lengths.n)
    if wins < enough(Unit.MONEY_PER_DAY) or velocity <= 0:
        return None
    closed = rows[FactorName.TRANSFORMATION]
    amount, days = amounts.total / amounts.n, lengths.total / lengths.n
    together = rows[_TOGETHER].total / rows[_TOGETHER].n - amount * days
    variance = (
        1 / rows[FactorName.OPEN].n
        + (1 - closed.total / closed.n) / closed.total
        + amounts.variance / (amounts.n * amount**2)
        + lengths.variance / (lengths.n * days**2)
        - 2 * together / (wins * amount * days)
    )
    reach = Z * sqrt(max(variance, 0.0))
    return Interval(exp(log(velocity) - reach), exp(log(velocity) + reach))
