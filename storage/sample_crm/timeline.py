"""Days on which Alto works: its history up to today, seasons, growth."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from storage.sample_crm.draws import Codes, Days, Flags, Floats, Spans

HISTORY_IN_MONTHS = 36
GROWTH_A_YEAR = 1.22
# Leads of a month beside the average one, January first.
SEASON = np.array([0.96, 1.00, 1.12, 1.02, 0.92, 1.06, 0.84, 0.45, 1.16, 1.14, 1.06, 0.86])
LATE_DECEMBER = 0.30  # from the 20th to 2 January, on top of the month's own
LAST_BUSY_DAY, FIRST_IDLE_DAYS = 20, 2
CLOSED_DAYS = ("01-01", "05-01", "12-25", "12-26")
DECEMBER = 12


def first_of_month(days: Days) -> Days:
    """First day of the month of each day."""
    return days.astype("datetime64[M]").astype("datetime64[D]")


def month_of(days: Days) -> Codes:
    """1 to 12."""
    return np.asarray(days.astype("datetime64[M]").astype(np.int64) % 12 + 1, dtype=np.int64)


def day_of_month(days: Days) -> Codes:
    """1 to 31."""
    return (days - first_of_month(days)).astype(np.int64) + 1


def between_the_years(days: Days) -> Flags:
    """From 20 December to 2 January."""
    month, day = month_of(days), day_of_month(days)
    idle: Flags = ((month == DECEMBER) & (day >= LAST_BUSY_DAY)) | ((month == 1) & (day <= FIRST_IDLE_DAYS))
    return idle


def in_years(span: Spans) -> Floats:
    """A duration in years of 365.25 days."""
    return span.astype("timedelta64[D]").astype(np.float64) / 365.25


@dataclass(frozen=True)
class Timeline:
    """The days the sample covers: from the first day of the quarter three years before `today`, up to `today`."""

    today: date

    @cached_property
    def last_day(self) -> np.datetime64:
        """Today; nothing is dated after it."""
        return np.datetime64(self.today, "D")

    def quarter(self, back: int = 0) -> np.datetime64:
        """First day of the calendar quarter `back` quarters before the one in progress."""
        months = (self.today.year - 1970) * 12 + (self.today.month - 1) // 3 * 3 - 3 * back
        return np.datetime64(date(1970 + months // 12, months % 12 + 1, 1), "D")

    @cached_property
    def start(self) -> np.datetime64:
        """First day of the history."""
        return self.quarter(HISTORY_IN_MONTHS // 3)

    @cached_property
    def closed_days(self) -> Days:
        """Days off, ten years around."""
        years = range(self.today.year - 10, self.today.year + 11)
        return np.array([f"{year}-{day}" for year in years for day in CLOSED_DAYS], dtype="datetime64[D]")

    @cached_property
    def working_days(self) -> Days:
        """Every working day of the history."""
        days = np.arange(self.start, self.last_day + 1)
        return days[np.is_busday(days, holidays=self.closed_days)]

    def workday(self, days: Days) -> Days:
        """The day itself, or the next one on which people work."""
        known = ~np.isnat(days)
        moved = days.copy()
        moved[known] = np.busday_offset(days[known], 0, roll="forward", holidays=self.closed_days)
        return moved

    def activity(self, days: Days) -> Floats:
        """How busy each day is beside the average of the first year: season times growth."""
        season = SEASON[month_of(days) - 1] * np.where(between_the_years(days), LATE_DECEMBER, 1.0)
        return season * GROWTH_A_YEAR ** in_years(days - self.start)

    def so_far(self, days: Days, happens: Flags | bool = True) -> Days:
        """The days of what happens, NaT for what does not and for what is later than today: it has not happened yet."""
        return np.where(happens & (days <= self.last_day), days, np.datetime64("NaT"))
