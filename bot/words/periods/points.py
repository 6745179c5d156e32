"""Stretches of time known by their number. Without a year they are the latest that has begun."""

from dataclasses import dataclass
from datetime import date

from bot.words.meanings import Doubt
from bot.words.periods.moment import FIRST_YEAR, LAST_YEAR, Moment
from bot.words.periods.words import Unit
from bot.words.reading import Topic, Why
from kpi_engine.periods import Period

_YEARS_TO_A_LEAP_DAY = 10  # next year, and back as far as from 1904 to 1896


@dataclass(frozen=True, slots=True)
class Point:
    """A stretch of time by its number: the day of its month, the week, month, quarter or half of its year, the year."""

    unit: Unit
    number: int
    month: int | None = None  # of a day
    year: int | None = None

    def of_year(self, year: int, moment: Moment) -> Period | None:
        """The days meant in that year; None where there are none. Weeks are of the ISO year, quarters of the fiscal."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        try:
            return self._of_year(year, moment)
        except ValueError:
            return None

    def _of_year(self, year: int, moment: Moment) -> Period | None:
        match self.unit:
            case Unit.DAY:
                return moment.stretch(date(year, self.month or 0, self.number), self.unit)
            case Unit.WEEK:
                return moment.stretch(date.fromisocalendar(year, self.number, 1), self.unit)
            case Unit.MONTH:
                return moment.stretch(date(year, self.number, 1), self.unit)
            case Unit.YEAR:
                return moment.stretch(date(year, 1, 1), self.unit)
        whole = moment.stretch(date(year, 1, 1), Unit.YEAR)
        part = moment.stretch(whole.start, self.unit, self.number - 1)
        return part if whole.start <= part.start < whole.end else None

    def latest(self, moment: Moment) -> tuple[int, Period] | None:
        """The days in the year that was said, else in the last year in which they have begun; and that year."""
        last_year = moment.today.year + 1
        years = range(last_year, last_year - _YEARS_TO_A_LEAP_DAY, -1) if self.year is None else (self.year,)
        for year in years:
            period = self.of_year(year, moment)
            if period and (self.year is not None or period.start <= moment.today):
                return year, period
        return None

    def period(self, moment: Moment) -> Period | Doubt:
        """The days meant."""
        latest = self.latest(moment)
        return latest[1] if latest else Doubt(Why.IMPOSSIBLE_DATE, Topic.PERIOD)
