"""Is the last of a figure's points outside what its own past makes usual? Each unit on the scale that suits it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kpi_engine.alerts.asked import values
from kpi_engine.alerts.judgement import Signal, Usual
from kpi_engine.answer import Point
from kpi_engine.figure import Interval, Unit, Value
from kpi_engine.statistics import scales
from kpi_engine.statistics.control import Chart, Measured, Rules, chart, rules_for

_ON_A_LOG = frozenset({Unit.MONEY, Unit.DAYS, Unit.RATIO, Unit.MONEY_PER_DAY})


@dataclass(frozen=True, slots=True)
class Unusual:
    """A chart of the figure's past with its newest point on it, and how to read it in the figure's own unit."""

    chart: Chart
    back: Callable[[float], float]

    @property
    def usual(self) -> Usual:
        """The centre and the limits for one period of the newest one's size."""
        low, high = self.chart.limits
        return Usual(self.back(self.chart.centre), Interval(self.back(low), self.back(high)), self.chart.points)

    def signal(self, signs: Collection[int]) -> Signal | None:
        """Which rule speaks, on the sides that are told of."""
        rules = rules_for(len(signs))
        found = (self._spoken(rules, sign) for sign in sorted(signs))
        return next((each for each in found if each), None)

    def _spoken(self, rules: Rules, sign: int) -> Signal | None:
        if self.chart.is_far(rules, sign):
            return Signal.POINT
        return Signal.PAIR if self.chart.pair_is_far(rules, sign) else None

    def is_calm(self, signs: Collection[int]) -> bool:
        """Whether the newest point is back among the middle of its past."""
        return all(self.chart.is_calm(sign) for sign in signs)


def unusual(points: Sequence[Point], unit: Unit) -> Unusual | None:
    """Draw the chart of a figure; None where its past is too short or never differs from 0."""
    figures = values(points)
    measured, back = _measured(figures, unit)
    drawn = chart(measured) if any(figure.value for figure in figures[:-1]) else None
    return Unusual(drawn, back) if drawn else None


def _measured(figures: Sequence[Value], unit: Unit) -> tuple[list[Measured], Callable[[float], float]]:
    if unit is Unit.SHARE and all(_counts(figure) for figure in figures):
        return [scales.share(figure.numerator or 0.0, figure.n) for figure in figures], scales.back_to_share
    if unit is Unit.COUNT:
        return [scales.count(figure.value) for figure in figures], scales.back_to_count
    if unit in _ON_A_LOG and all(figure.value > 0 for figure in figures):
        return [scales.logarithm(figure.value) for figure in figures], scales.back_from_logarithm
    return [scales.plain(figure.value) for figure in figures], scales.back_from_plain


def _counts(figure: Value) -> bool:
    """Both ends of the share are counts of rows: then chance alone makes it binomial."""
    top, bottom = figure.numerator, figure.denominator
    return top is not None and bottom == figure.n and top == round(top) and 0 <= top <= bottom
