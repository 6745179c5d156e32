"""What a figure usually is, by the periods before its own: natural limits, the best so far, where it came from."""

from dataclasses import dataclass
from math import inf
from statistics import fmean

from kpi_engine.answer import Answer
from kpi_engine.figure import Direction, Interval, Unit, Value
from kpi_engine.statistics.xmr import E2, limits, mean_range

_AT_LEAST = 8  # periods: fewer tell nothing of what is usual
_A_STOCK = "last_day"  # what dates a figure that stands at the end of a period


@dataclass(frozen=True, slots=True)
class Usual:
    """The values of the periods before, oldest first, and the limits that they seldom leave."""

    values: tuple[float, ...]
    limits: Interval
    better: Direction

    @property
    def centre(self) -> float:
        """Their mean."""
        return fmean(self.values)

    @property
    def best(self) -> float:
        """The best of them; where neither way is better, the highest."""
        return min(self.values) if self.better is Direction.DOWN else max(self.values)

    def is_left_by(self, figure: Value) -> bool:
        """Whether a figure lies beyond the limits, and its own interval beyond the mean: not by its few rows alone."""
        certain = figure.interval is None or not figure.interval.low <= self.centre <= figure.interval.high
        return certain and not self.limits.low <= figure.value <= self.limits.high

    def distance(self, value: float) -> float:
        """How far a value lies from the mean, in distances of the natural limits."""
        reach = E2 * mean_range(self.values)
        return abs(value - self.centre) / reach if reach else inf


def usual(answer: Answer) -> Usual | None:
    """What the answer's figure usually is; None where fewer than eight periods before it have a value.

    None for stocks as well: each week begins where the last one ended, so how far they move from week to week says
    little of how far they wander (Montgomery, Introduction to Statistical Quality Control, 7th ed., §10.4).
    """
    if answer.receipt.dated_by == _A_STOCK:
        return None
    before = tuple(point.figure.value for point in answer.series[:-1] if isinstance(point.figure, Value))
    if len(before) < _AT_LEAST:
        return None
    return Usual(before, _possible(limits(before), before, answer.unit), answer.better)


def _possible(found: Interval, values: tuple[float, ...], unit: Unit) -> Interval:
    """The limits within what a figure of its unit can be."""
    low = max(found.low, 0.0) if min(values) >= 0 and unit is not Unit.SCORE else found.low
    high = min(found.high, 1.0) if unit is Unit.SHARE and max(values) <= 1 else found.high
    return Interval(low, high)
