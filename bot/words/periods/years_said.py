"""Stretches of time whose year is counted from today: September of last year, mars dernier, last March."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.words.canonical import canonical
from bot.words.meanings import Doubt
from bot.words.periods.moment import Moment
from bot.words.periods.points import Point
from bot.words.periods.words import Unit
from bot.words.reading import Topic, Understood, Why
from kpi_engine.periods import Period

Named = Point | Doubt
_OF_THE_FISCAL_YEAR = (Unit.QUARTER, Unit.HALF)


def of_year_said(steps: int, in_year: Callable[[int], Named], moment: Moment) -> Named:
    """What `in_year` names in the year so many after this one; asked back where the fiscal year means other days."""
    whole = moment.stretch(moment.today, Unit.YEAR, steps)
    fiscal = in_year(moment.calendar.year_of(whole))
    if isinstance(fiscal, Doubt) or fiscal.unit in _OF_THE_FISCAL_YEAR:
        return fiscal
    within = [replace(fiscal, year=year) for year in (whole.start.year, whole.last_day.year)]
    meant = [
        replace(fiscal, year=moment.today.year + steps),
        *(each for each in within if _begins_in(each, whole, moment)),
    ]
    return _one_of(meant, moment)


def over(named: Named, moment: Moment) -> Named:
    """The latest of that name that has ended: mars dernier."""
    latest = named.latest(moment) if isinstance(named, Point) else None
    if isinstance(named, Doubt) or latest is None:
        return named
    year, days = latest
    if days.end <= moment.today:
        return replace(named, year=year)
    return over(named, replace(moment, today=days.start - timedelta(days=1)))


def over_or_a_year_before(named: Named, moment: Moment) -> Named:
    """Said in November, last September is this year's to some and last year's to others; last December is clear."""
    latest = over(named, moment)
    if isinstance(latest, Doubt) or latest.year != moment.today.year:
        return latest
    return _one_of([latest, replace(latest, year=latest.year - 1)], moment)


def _begins_in(point: Point, whole: Period, moment: Moment) -> bool:
    days = point.period(moment)
    return isinstance(days, Period) and days.start in whole


def _one_of(points: list[Point], moment: Moment) -> Named:
    """The point, if they are all the same; else they are asked back."""
    first, *others = dict.fromkeys(points)
    if not others:
        return first
    days = (each.period(moment) for each in (first, *others))
    periods = (Understood(period=each) for each in days if isinstance(each, Period))
    readings = tuple(canonical(each, moment.language, moment.calendar) for each in periods)
    return Doubt(Why.AMBIGUOUS_WORD, Topic.PERIOD, readings)
