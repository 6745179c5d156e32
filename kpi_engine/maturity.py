"""How far a cohort has ripened, and what it will come to, from how the cohorts before it did.

The curve is drawn from the months before the cohort, never from the cohort itself: what is projected must not vouch
for itself. Months of which early outcomes are not recorded are left out rather than entered late: delayed entry needs
to know who was still waiting on the first day recorded, and nobody knows who had reached the outcome by then (Klein &
Moeschberger, Survival Analysis, 2nd ed., §4.6). See docs/decisions/090-maturity.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil, floor, fsum
from typing import Any

import numpy as np
from scipy.special import gammaincinv

from kpi_engine.detail import Maturity
from kpi_engine.figure import Interval
from kpi_engine.measures import ShareByAge
from kpi_engine.periods import Calendar, Grain
from kpi_engine.reading import Reading
from kpi_engine.statement import CURRENT, Plan
from kpi_engine.statistics.intervals import TAIL
from kpi_engine.statistics.survival import Curve, Followed, by_day
from kpi_engine.windows import Sight, Window

_MONTHS, _MONTHS_AT_LEAST = 12, 3  # months that a curve is drawn from
_FOLLOWED = 30  # rows still followed on the last day of the horizon
_REACHED = 10  # outcomes that a curve must rest on
_LONGEST = 720  # days after which an outcome is no longer its cohort's doing
_MONTH, _WEEK = 30, 7  # horizons are whole months of 30 days, those shorter than two of them whole weeks
_COHORTS = 4  # fewer cannot tell how differently cohorts ripen

_Ages = defaultdict[int, defaultdict[int, int]]  # by window: how many rows of which days of life


@dataclass(frozen=True, slots=True)
class Cohort:
    """The rows of the question's own period: how old each is in days of life, and how old those still waiting are."""

    ages: Mapping[int, int]
    waiting: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many rows in all."""
        return sum(self.ages.values())

    @property
    def reached(self) -> int:
        """How many have reached the outcome."""
        return self.n - sum(self.waiting.values())


def references(sight: Sight, calendar: Calendar, since: date) -> tuple[Window, ...]:
    """The months before the period that the facts record as a whole, oldest first, seen with all that is known."""
    last = calendar.shift(calendar.containing(sight.period.start, Grain.MONTH), -1)
    windows = (Window(calendar.shift(last, step), sight.as_of) for step in range(1 - _MONTHS, 1))
    return tuple(window for window in windows if window.is_whole(since))


def ripened(measure: ShareByAge, reading: Reading, plan: Plan, before: Sequence[Window]) -> Maturity | None:
    """Ask the facts, by one SELECT more, how the plan's own cohort and those before it ripened, and project it."""
    if len(before) < _MONTHS_AT_LEAST:
        return None
    windows = (plan.windows[CURRENT], *before)
    rows = reading.rows(measure.ages, replace(plan, windows=windows, by=None, future=None))
    reached, waiting = _by_window(rows)
    cohort = Cohort(Counter(reached[CURRENT]) + Counter(waiting[CURRENT]), waiting[CURRENT])
    return maturity(cohort, [Followed(reached[place], waiting[place]) for place in range(1, len(windows))])


def _by_window(rows: Iterable[Any]) -> tuple[_Ages, _Ages]:
    """Count by days of life, window by window, those who reached the outcome and those who wait.

    What came before the first day came on it.
    """
    reached, waiting = _Ages(lambda: defaultdict(int)), _Ages(lambda: defaultdict(int))
    for row in rows:
        if row.left_out is None:
            counts = reached if row.reached else waiting
            counts[row.bucket][max(1, int(row.days))] += int(row.n)
    return reached, waiting


def maturity(cohort: Cohort, before: Sequence[Followed]) -> Maturity | None:
    """Project a cohort by those before it; None where there are too few to draw a curve from."""
    curve = Curve.of(_together(before))
    horizon = _horizon(curve)
    if not cohort.n or curve.events[: horizon + 1].sum() < _REACHED:
        return None
    eventual = curve.reached(horizon)
    ripe = fsum(count * curve.reached(min(age, horizon)) for age, count in cohort.ages.items()) / cohort.n
    value, interval = _projected(cohort, curve, horizon, _unlikeness(before, curve, min(cohort.ages), horizon))
    return Maturity(
        horizon=horizon,
        so_far=ripe / eventual,
        eventual=eventual,
        eventual_interval=curve.interval(horizon),
        projected=value,
        projected_interval=interval,
        cohorts=len(before),
        n=sum(each.n for each in before),
    )


def _together(cohorts: Sequence[Followed]) -> Followed:
    reached, waiting = Counter[int](), Counter[int]()
    for each in cohorts:
        reached.update(each.reached)
        waiting.update(each.waiting)
    return Followed(reached, waiting)


def _horizon(curve: Curve) -> int:
    """The longest age that the curve supports, as a round number of days."""
    longest = min(curve.longest(_FOLLOWED), _LONGEST)
    unit = _MONTH if longest >= 2 * _MONTH else _WEEK
    return longest // unit * unit


def _projected(cohort: Cohort, curve: Curve, horizon: int, unlikeness: float) -> tuple[float, Interval]:
    """The share that the cohort comes to once all its rows are as old as the horizon, and the range to expect.

    Those who wait at age a reach the outcome by the horizon H with probability p = 1 - S(H) / S(a). The number who will
    varies by chance (binomial) and by what is not known of the curve (Greenwood's sum, shared by all who wait), both
    widened by how unlike each other cohorts are. Its range is that of the gamma distribution of this mean and variance.
    """
    waiting = by_day({age: count for age, count in cohort.waiting.items() if age < horizon}, horizon)
    unreached = curve.unreached[: horizon + 1]
    staying = np.divide(unreached[-1], unreached, out=np.ones(horizon + 1), where=unreached > 0)
    expected = float((waiting * (1 - staying)).sum())
    chance = float((waiting * staying * (1 - staying)).sum())
    stay_on = (waiting * staying).cumsum()[:-1]
    unknown = float((np.diff(curve.uncertainty[: horizon + 1]) * stay_on**2).sum())
    low, high = _range(expected, unlikeness * (chance + unknown), int(waiting.sum()))
    reached, n = cohort.reached, cohort.n
    return (reached + expected) / n, Interval((reached + low) / n, (reached + high) / n)


def _range(expected: float, variance: float, most: int) -> tuple[int, int]:
    """Whole numbers between which 95 in 100 outcomes of this mean and variance lie."""
    if variance == 0:
        return round(expected), round(expected)
    shape, scale = expected**2 / variance, variance / expected
    low, high = (scale * float(gammaincinv(shape, tail)) for tail in (TAIL, 1 - TAIL))
    return min(ceil(low - 0.5), most), min(floor(high + 0.5), most)


def _unlikeness(cohorts: Sequence[Followed], curve: Curve, age: int, horizon: int) -> float:
    """How much more the cohorts' outcomes beyond an age scatter than chance would make them; 1 where no more.

    Pearson's statistic over its degrees of freedom (McCullagh & Nelder, Generalized Linear Models, 2nd ed., §4.5.2).
    """
    beyond = slice(age + 1, horizon + 1)
    hazard = np.divide(curve.events, curve.at_risk, out=np.zeros_like(curve.events), where=curve.at_risk > 0)[beyond]
    curves = [Curve.of(each, curve.days) for each in cohorts]
    found = np.array([each.events[beyond].sum() for each in curves])
    expected = np.array([(each.at_risk[beyond] * hazard).sum() for each in curves])
    told = expected >= 1
    if told.sum() < _COHORTS:
        return 1.0
    statistic = ((found[told] - expected[told]) ** 2 / expected[told]).sum()
    return max(1.0, float(statistic / (told.sum() - 1)))
