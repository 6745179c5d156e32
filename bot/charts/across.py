"""A change of definition among the points of a chart: where it lies, and what the version before gave until then."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.text import Text
from bot.views import figures, limits
from kpi_engine.answer import Answer, Break, Point
from kpi_engine.figure import Value
from kpi_engine.periods import Period


@dataclass(frozen=True, slots=True)
class Across:
    """`place`: of the break, on the scale of the places of points, the first being 0. `former`: places and heights."""

    place: float
    label: str
    former: tuple[tuple[int, float], ...]


def across(answer: Answer, text: Text) -> Across | None:
    """The change as a chart draws it; None where the newest points all lie on one side of it."""
    broken, periods = answer.broken, _periods(answer)
    if broken is None or not periods[0].start < broken.since:
        return None
    return Across(_place(broken, periods), shortly(answer, text), tuple(_heights(broken, periods, text)))


def shortly(answer: Answer, text: Text) -> str:
    """Since when the definition has been as it is: version 2 since 1 Nov 2026; nothing where it was so all along."""
    if answer.broken is None:
        return ""
    version, day = text.number(answer.receipt.definition_version), text.day(answer.broken.since)
    return text.say("version {version} since {day}", version=version, day=day)


def told(answer: Answer, text: Text) -> str:
    """Which version all figures follow, and what the one before gave."""
    broken = answer.broken
    given = [point for point in broken.points if point.period.start in _starts(answer)] if broken else []
    if broken is None or not given:
        return ruling(answer, text)
    listed = text.say(
        "Version {version} gave until then: {points}.",
        version=text.number(broken.version),
        points=" · ".join(_written(given, answer, text)),
    )
    return f"{ruling(answer, text)} {listed}"


def ruling(answer: Answer, text: Text) -> str:
    """Which version all figures follow, where another one ruled for some of their periods."""
    if answer.broken is None:
        return ""
    version, day = text.number(answer.receipt.definition_version), text.day(answer.broken.since)
    return text.say(
        "All figures follow version {version} of the definition, in force since {day}.", version=version, day=day
    )


def then_in_force(answer: Answer, text: Text) -> tuple[tuple[Period, float], ...]:
    """Each drawn figure by the definition of its time; nothing where one of the version before is missing."""
    broken = answer.broken
    if broken is None:
        return ()
    before = {point.period.start: point.figure for point in broken.points}
    drawn = [point for point in answer.series[-limits.CHART_POINTS :] if isinstance(point.figure, Value)]
    figures_then = [
        before.get(point.period.start) if point.period.end <= broken.since else point.figure for point in drawn
    ]
    if not before or not all(isinstance(figure, Value) for figure in figures_then):
        return ()
    return tuple(
        (point.period, text.plotted(figure.value, figure.unit))
        for point, figure in zip(drawn, figures_then, strict=True)
        if isinstance(figure, Value)
    )


def _periods(answer: Answer) -> Sequence[Period]:
    return [point.period for point in answer.series[-limits.CHART_POINTS :]]


def _starts(answer: Answer) -> frozenset[object]:
    return frozenset(period.start for period in _periods(answer))


def _place(broken: Break, periods: Sequence[Period]) -> float:
    """On the edge of the period that the new version opens; inside it where it began later."""
    over = [place for place, period in enumerate(periods) if period.end <= broken.since]
    first = over[-1] + 1 if over else 0
    if first == len(periods):
        return first - 0.5
    period = periods[first]
    return first - 0.5 + max(0, (broken.since - period.start).days) / period.days


def _heights(broken: Break, periods: Sequence[Period], text: Text) -> list[tuple[int, float]]:
    places = {period.start: place for place, period in enumerate(periods)}
    return [
        (places[point.period.start], text.plotted(point.figure.value, point.figure.unit))
        for point in broken.points
        if isinstance(point.figure, Value) and point.period.start in places
    ]


def _written(points: Sequence[Point], answer: Answer, text: Text) -> list[str]:
    values = figures.alike([point.figure for point in points], answer, text)
    return [
        text.say("{period}: {value}", period=text.tick(point.period), value=value)
        for point, value in zip(points, values, strict=True)
    ]
