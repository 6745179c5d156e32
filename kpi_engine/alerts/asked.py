"""What has to be asked to judge a watched figure: its last whole period, and those before it, thirteen at a time.

Every period is seen as of its own end, or as of the day on which all its rows have lived as long as the watch's age.
So no figure knows of what came later, and all of them are equally old.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from kpi_engine.alerts.watch import Watch
from kpi_engine.answer import Answer, Point
from kpi_engine.figure import Value
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Calendar, Period
from kpi_engine.question import Compare, Question

POINTS = 13
"""Periods that the series of one answer holds, of weeks and of months."""

HISTORY = 4 * POINTS
"""Periods that a figure is judged by: itself and those before it."""

EQUAL_AGE = 28
"""Days that rows have lived when a KPI that ripens is judged, unless a rule says otherwise."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A whole period and the last day that its judgement may know of."""

    period: Period
    as_of: date


def age_of(watch: Watch, kpi: Kpi) -> int | None:
    """The age at which cohorts are compared; None where nothing ripens."""
    return (watch.age or EQUAL_AGE) if kpi.ripens else None


def seen_from(period: Period, age: int | None) -> date:
    """The day from which a period is seen: its last, or that on which its youngest rows reach the age."""
    return period.last_day + timedelta(days=age - 1 if age else 0)


def last_whole(watch: Watch, kpi: Kpi, as_of: date, calendar: Calendar) -> Judged:
    """The newest period that is over, and old enough, at the end of a day."""
    age, running = age_of(watch, kpi), calendar.containing(as_of, watch.grain)
    earlier = (calendar.shift(running, -step) for step in count(0))
    period = next(each for each in earlier if seen_from(each, age) <= as_of)
    return Judged(period, seen_from(period, age))


def questions(watch: Watch, kpi: Kpi, last: Period, calendar: Calendar, periods: int = HISTORY) -> tuple[Question, ...]:
    """The questions whose series cover so many periods up to the last one, newest first."""
    age = age_of(watch, kpi)
    blocks = (calendar.shift(last, -step) for step in range(0, periods, POINTS))
    return tuple(
        Question(watch.kpi, each, watch.scope, compare=Compare.NONE, age=age, as_of=seen_from(each, age))
        for each in blocks
    )


def course(answers: Iterable[Answer]) -> tuple[Point, ...]:
    """The points of all answers, oldest first, each period once; those that the facts hold in part are left out."""
    found: dict[Period, Point] = {}
    for answer in answers:
        points = answer.series[:-1] if answer.partial else answer.series
        found |= {point.period: point for point in points}
    return tuple(found[period] for period in sorted(found, key=lambda period: period.start))


def values(points: Iterable[Point]) -> list[Value]:
    """The figures that are values."""
    return [point.figure for point in points if isinstance(point.figure, Value)]
