"""Is the last of a figure's points outside what its own past makes usual? Each unit on the scale that suits it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from kpi_engine.alerts.asked import values
from kpi_engine.alerts.judgement import Signal, Usual
from kpi_engine.answer import Point
from kpi_engine.figure import Interval, Unit, Value
from kpi_engine.statistics import scales
from kpi_engine.statistics.control import FEWEST, JUDGED, Chart, chart

_ON_A_LOG = frozenset({Unit.MONEY, Unit.DAYS, Unit.RATIO, Unit.MONEY_PER_DAY})
WIDER = 2.81 / 1.96
"""Half a percent of all figures by chance lie further out than 2.81 standard errors, five percent beyond 1.96."""

_CALM = 2.0  # standard deviations within which a figure is back to usual


@dataclass(frozen=True, slots=True)
class Unusual:
    """A chart of the figure's past with its newest point on it, and how to read it in the figure's own unit.

    `sure`: whether the rows of the two newest points, the last one second, set them apart from the centre. A median of
    whole days may stand still for a year: to such a past any other day is far out, though a few rows make it.
    """

    chart: Chart
    back: Callable[[float], float]
    sure: tuple[bool, bool]

    def usual(self, signs: Collection[int]) -> Usual:
        """The centre, and the limits for one period of the newest one's size."""
        low, high = (self.back(float(limit)) for limit in self.chart.limits(len(signs)))
        return Usual(self.back(float(self.chart.centre)), Interval(low, high), int(self.chart.points))

    def signal(self, signs: Collection[int]) -> Signal | None:
        """Which rule speaks, on the sides that are told of."""
        if self.sure[-1] and any(self.chart.is_far(sign, len(signs)) for sign in signs):
            return Signal.POINT
        pair = any(self.sure) and any(self.chart.pair_is_far(sign, len(signs)) for sign in signs)
        return Signal.PAIR if pair else None

    def is_calm(self, signs: Collection[int]) -> bool:
        """Whether the newest point is back among the middle of its past."""
        return not self.sure[-1] or all(sign * float(self.chart.last) <= _CALM for sign in signs)


def unusual(points: Sequence[Point], unit: Unit) -> Unusual | None:
    """Draw the chart of a figure; None where its past is too short, or never differs from 0."""
    figures = values(points)
    if len(figures) < FEWEST + JUDGED or not any(figure.value for figure in figures[:-JUDGED]):
        return None
    measured, back = _measured(figures, unit)
    drawn = chart(measured)
    if drawn is None:
        return None
    centre = back(float(drawn.centre))
    before, last = (unit is not Unit.DAYS or _is_apart(figure, centre) for figure in figures[-JUDGED:])
    return Unusual(drawn, back, (before, last))


def _is_apart(figure: Value, centre: float) -> bool:
    """Whether a figure's own interval, drawn wider, leaves out the centre; where it has none, its past alone tells."""
    if figure.interval is None:
        return True
    below, above = figure.value - figure.interval.low, figure.interval.high - figure.value
    return not figure.value - below * WIDER <= centre <= figure.value + above * WIDER


def _measured(figures: Sequence[Value], unit: Unit) -> tuple[scales.Measured, Callable[[float], float]]:
    amounts = [figure.value for figure in figures]
    if unit is Unit.SHARE and all(_counts(figure) for figure in figures):
        successes, sizes = [figure.numerator or 0.0 for figure in figures], [figure.n for figure in figures]
        return scales.share(successes, sizes), scales.back_to_share
    if unit is Unit.COUNT:
        return scales.count(amounts), scales.back_to_count
    if unit in _ON_A_LOG and min(amounts) > 0:
        return scales.logarithm(amounts), scales.back_from_logarithm
    return scales.plain(amounts), scales.back_from_plain


def _counts(figure: Value) -> bool:
    """Both ends of the share are counts of rows: then chance alone makes it binomial."""
    top, bottom = figure.numerator, figure.denominator
    return top is not None and bottom == figure.n and top == round(top) and 0 <= top <= bottom
