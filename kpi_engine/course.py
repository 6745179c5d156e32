"""How the figure of a KPI runs over a period: how much of the whole is there by a day, and what it will ripen to.

Sums, lists and volumes follow the KPI's own season: the share of the whole that was reached by the same day in
earlier years, where two of them are recorded in full; else a straight line of days.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from kpi_engine.answer import Answer
from kpi_engine.figure import Direction, Figure, Value
from kpi_engine.kpi import Kpi
from kpi_engine.measures import Count, MeanAmount, Retained, Share, ShareByAge, TotalAmount
from kpi_engine.periods import Calendar, Period
from kpi_engine.question import Compare, Question
from kpi_engine.target import Target

_YEARS = 3  # earlier years that a season is read from, at most
_A_SEASON = 2  # and at least


class Manner(StrEnum):
    """How a KPI's figure comes about over a period."""

    SUM = "sum"  # counts and amounts: each day adds
    SHARE = "share"  # of what comes in, so much is good
    MEAN = "mean"  # amount per row
    LOCKED = "locked"  # of a list drawn up on the first day, so many stay
    RIPENING = "ripening"  # of those who began, so many have come through so far
    LEVEL = "level"  # medians, scores, ratios: what is to come cannot be added to what is


class Line(StrEnum):
    """How the figure is taken to run from the first to the last day."""

    SEASONAL = "seasonal"
    STRAIGHT = "straight"


@dataclass(frozen=True, slots=True)
class Course:
    """The share of the whole that is reached by the as-of day. `years`: those that a season was read from."""

    line: Line
    done: float
    years: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The horizon's days in an earlier year: as of the day that lies as far in it, and as known today."""

    so_far: Answer
    whole: Answer


@dataclass(frozen=True, slots=True)
class Inquiry:
    """The questions that a target's progress takes: its horizon, and earlier years twice, so far and whole."""

    now: Question
    earlier: tuple[tuple[Question, Question], ...] = ()


def manner_of(kpi: Kpi, table: str) -> Manner:
    """Tell how the figure of a KPI comes about where it counts the rows of `table`."""
    match kpi.measure.on((table,)):
        case Count() | TotalAmount():
            return Manner.SUM
        case Share():
            return Manner.SHARE
        case MeanAmount():
            return Manner.MEAN
        case Retained():
            return Manner.LOCKED
        case ShareByAge():
            return Manner.RIPENING
        case _:
            return Manner.LEVEL


def inquiry(target: Target, as_of: date, calendar: Calendar) -> Inquiry:
    """List what has to be asked; of a horizon that has not begun there is nothing to compare."""
    now = Question(target.kpi, target.horizon, target.scope, compare=Compare.NONE, as_of=as_of)
    if as_of < target.horizon.start:
        return Inquiry(now)
    gone, years, period = as_of - target.horizon.start, [], target.horizon
    for _ in range(_YEARS):
        period = calendar.year_before(period)
        whole = replace(now, period=period)
        years.append((replace(whole, as_of=period.start + gone), whole))
    return Inquiry(now, tuple(years))


def is_whole(earlier: Earlier) -> bool:
    """Both figures are there, and nothing of the year is missing from the facts."""
    answers = (earlier.so_far, earlier.whole)
    return all(isinstance(each.headline, Value) and each.facts_from is None for each in answers) and (
        not earlier.whole.partial
    )


def course_of(manner: Manner, horizon: Period, as_of: date, years: Sequence[Earlier]) -> Course:
    """Say how much of the whole is there at the end of a day: by season where it is known, else by days."""
    gone = (min(as_of, horizon.last_day) - horizon.start + timedelta(days=1)).days
    straight = Course(Line.STRAIGHT, max(0.0, gone / horizon.days))
    if manner is Manner.LEVEL or straight.done >= 1 or len(years) < _A_SEASON:
        return straight
    size = _SIZES[manner]
    whole = sum(size(each.whole) for each in years)
    if whole <= 0:
        return straight
    done = sum(size(each.so_far) for each in years) / whole
    periods = tuple(each.whole.question.period for each in years)
    return Course(Line.SEASONAL, done, periods) if 0 < done <= 1 else straight


def _value(answer: Answer) -> float:
    return answer.headline.value if isinstance(answer.headline, Value) else 0.0


def _volume(answer: Answer) -> float:
    figure = answer.headline
    return (figure.denominator or float(figure.n)) if isinstance(figure, Value) else 0.0


def _gone(answer: Answer) -> float:
    """How many of a locked list are lost: retention counts who stays, churn who goes."""
    figure = answer.headline
    if not isinstance(figure, Value):
        return 0.0
    counted = figure.numerator or 0.0
    return counted if answer.better is Direction.DOWN else figure.n - counted


_SIZES: dict[Manner, Callable[[Answer], float]] = {
    Manner.SUM: _value,
    Manner.SHARE: _volume,
    Manner.MEAN: _volume,
    Manner.RIPENING: _volume,
    Manner.LOCKED: _gone,
}


def ripeness(years: Sequence[Earlier]) -> float | None:
    """The share of its later value that the same cohort showed at today's age, in earlier years; None unknown."""
    if len(years) < _A_SEASON:
        return None
    young, old = (_pooled([getattr(each, side).headline for each in years]) for side in ("so_far", "whole"))
    return young / old if young and old else None


def _pooled(figures: Sequence[Figure]) -> float:
    values = [figure for figure in figures if isinstance(figure, Value)]
    n = sum(value.denominator or 0.0 for value in values)
    return sum(value.numerator or 0.0 for value in values) / n if n else 0.0
