"""Periods are half-open runs of calendar days in the workspace's zone; the calendar knows weeks to years."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """The size of a named period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from `start` up to and not including `end`; `grain` is None for a free range (last 90 days)."""

    start: date
    end: date
    grain: Grain | None = None

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period ends after it starts: {self.start} .. {self.end}")

    @property
    def days(self) -> int:
        """Number of calendar days."""
        return (self.end - self.start).days

    @property
    def last_day(self) -> date:
        """The last day inside."""
        return self.end - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
_WEEKS_IN_A_YEAR = 52


def _add_months(day: date, months: int) -> date:
    """Shift by whole months; the day is cut to the month's last where it does not exist (29 February)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _whole_months(period: Period) -> int:
    """How many calendar months a range is made of; 0 where it does not begin and end with one."""
    if period.start.day != 1 or period.end.day != 1:
        return 0
    return (period.end.year - period.start.year) * 12 + period.end.month - period.start.month


@dataclass(frozen=True, slots=True)
class Calendar:
    """ISO weeks, months, quarters and years; quarters and years follow the fiscal year's first month."""

    zone: str = "Europe/Paris"
    fiscal_year_starts: int = 1

    def containing(self, day: date, grain: Grain) -> Period:
        """Name the period that holds `day`."""
        if grain is Grain.DAY:
            return Period(day, day + timedelta(days=1), grain)
        if grain is Grain.WEEK:
            monday = day - timedelta(days=day.weekday())
            return Period(monday, monday + timedelta(days=7), grain)
        months = _MONTHS[grain]
        since_fiscal_start = (day.month - self.fiscal_year_starts) % months
        start = _add_months(day.replace(day=1), -since_fiscal_start)
        return Period(start, _add_months(start, months), grain)

    def shift(self, period: Period, steps: int) -> Period:
        """The period `steps` later (earlier if negative).

        Named periods move by name, runs of whole months by as many months, other ranges by their own length.
        """
        months = _MONTHS.get(period.grain, 0) if period.grain else _whole_months(period)
        if months:
            return Period(
                _add_months(period.start, months * steps), _add_months(period.end, months * steps), period.grain
            )
        length = timedelta(days=period.days)
        return Period(period.start + length * steps, period.end + length * steps, period.grain)

    def year_before(self, period: Period) -> Period:
        """Go one year earlier: weeks by 52 weeks, so that weekdays match; everything else by date."""
        if period.grain is Grain.WEEK:
            return self.shift(period, -_WEEKS_IN_A_YEAR)
        start, last = _add_months(period.start, -12), _add_months(period.last_day, -12)
        if period.grain in _MONTHS:
            return Period(start, _add_months(period.end, -12), period.grain)
        return Period(start, last + timedelta(days=1), period.grain)

    def year_of(self, period: Period) -> int:
        """Name the fiscal year: the calendar year in which it ends."""
        return (self.containing(period.start, Grain.YEAR).last_day).year

    def quarter_of(self, period: Period) -> int:
        """Count from the fiscal year's first month: 1 to 4."""
        return ((period.start.month - self.fiscal_year_starts) % 12) // 3 + 1
