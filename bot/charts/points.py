"""What a chart of an answer draws: the newest periods, named shortly, those without a value left empty."""

from dataclasses import dataclass

from bot.text import Text
from bot.views import figures, footing, limits
from bot.views.mrkdwn import clip
from kpi_engine.answer import Answer, Point
from kpi_engine.cohorts import CohortGrid
from kpi_engine.figure import Unit, Value

BARS = frozenset({Unit.COUNT, Unit.MONEY})
"""Units that start from nothing: drawn as bars. The others are drawn as a line."""


_A_COURSE = 2


@dataclass(frozen=True, slots=True)
class Drawn:
    """One period of a chart: its value as people read it and, if it has one, as an axis takes it, with its interval."""

    label: str
    written: str
    height: float | None = None
    value: float | None = None  # in the figure's own unit
    low: float | None = None
    high: float | None = None


def worth_drawing(answer: Answer) -> bool:
    """Whether there is a course to see: at least two periods with a value, and no grid that tells more."""
    if isinstance(answer.detail, CohortGrid):
        return False
    newest = answer.series[-limits.CHART_POINTS :]
    return sum(isinstance(point.figure, Value) for point in newest) >= _A_COURSE


def drawn(answer: Answer, text: Text) -> tuple[Drawn, ...]:
    """The newest periods of the series, oldest first."""
    newest = answer.series[-limits.CHART_POINTS :]
    written = figures.alike([point.figure for point in newest], answer, text)
    return tuple(
        _drawn(point, said, answer, text, last=point is newest[-1]) for point, said in zip(newest, written, strict=True)
    )


def valued(answer: Answer, text: Text) -> tuple[Drawn, ...]:
    """Those of them that have a value."""
    return tuple(each for each in drawn(answer, text) if each.height is not None)


def _drawn(point: Point, written: str, answer: Answer, text: Text, *, last: bool) -> Drawn:
    label = text.tick(point.period)
    if last and footing.in_progress(answer):
        label = _unfinished(label, text)
    figure = point.figure
    if not isinstance(figure, Value):
        return Drawn(label, written)
    height = text.plotted(figure.value, figure.unit)
    if figure.interval is None:
        return Drawn(label, written, height, figure.value)
    low, high = (text.plotted(end, figure.unit) for end in (figure.interval.low, figure.interval.high))
    return Drawn(label, written, height, figure.value, low, high)


def _unfinished(label: str, text: Text) -> str:
    said = text.say("{period} so far", period=label)
    return said if len(said) <= limits.CHART_LABEL else clip(f"{label} …", limits.CHART_LABEL)
