"""What the menus of a card change: another period, another breakdown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Dimension, Question


class PeriodChoice(StrEnum):
    """The periods of the card's menu, relative to today."""

    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    LAST_90_DAYS = "last_90_days"


_NAMED: Mapping[PeriodChoice, tuple[Grain, int]] = {
    PeriodChoice.THIS_WEEK: (Grain.WEEK, 0),
    PeriodChoice.LAST_WEEK: (Grain.WEEK, -1),
    PeriodChoice.THIS_MONTH: (Grain.MONTH, 0),
    PeriodChoice.LAST_MONTH: (Grain.MONTH, -1),
    PeriodChoice.THIS_QUARTER: (Grain.QUARTER, 0),
    PeriodChoice.LAST_QUARTER: (Grain.QUARTER, -1),
    PeriodChoice.THIS_YEAR: (Grain.YEAR, 0),
    PeriodChoice.LAST_YEAR: (Grain.YEAR, -1),
}
_ROLLING_DAYS = 90


def chosen_period(choice: PeriodChoice, today: date, calendar: Calendar) -> Period:
    """The days meant by a choice."""
    if choice is PeriodChoice.LAST_90_DAYS:
        end = today + timedelta(days=1)
        return Period(end - timedelta(days=_ROLLING_DAYS), end)
    grain, steps = _NAMED[choice]
    return calendar.shift(calendar.containing(today, grain), steps)


def over(question: Question, period: Period) -> Question:
    """The same question over another period.

    One that it was set beside by name belonged to the first, and so did the last day that it may know of.
    """
    return replace(question, period=period, against=None, as_of=None)


def by(question: Question, dimension: Dimension | None) -> Question:
    """The same question, broken down otherwise or not at all."""
    return replace(question, by=dimension)
