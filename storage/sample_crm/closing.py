"""The day on which decisions really fall: rarely in holidays, often just before a quarter ends."""

import numpy as np

from storage.sample_crm.draws import Days, days_long
from storage.sample_crm.timeline import DECEMBER, Timeline, between_the_years, day_of_month, first_of_month, month_of

AUGUST = 8
AUGUST_PUT_OFF, CHRISTMAS_PUT_OFF = 0.50, 0.70  # shares
FOUR_WEEKS, SIXTEEN_DAYS = 28, 16
PULLED_IN = 0.50  # share of what would close in the first days of a quarter
FIRST_DAYS, LAST_DAYS = 16, 12
CHRISTMAS_BREAK = 12  # the fourth quarter's push ends that many days earlier


def closing_days(rng: np.random.Generator, timeline: Timeline, days: Days) -> Days:
    """Move the days on which opportunities would close to those on which people sign, or say no."""
    settled = _pulled_in(rng, _put_off(rng, days))
    return timeline.workday(settled)


def _put_off(rng: np.random.Generator, days: Days) -> Days:
    """Half of August's decisions fall in September, most of those between the years in January."""
    chance, august = rng.random(len(days)), month_of(days) == AUGUST
    later = np.where(august & (chance < AUGUST_PUT_OFF), FOUR_WEEKS, 0)
    later = np.where(between_the_years(days) & (chance < CHRISTMAS_PUT_OFF), SIXTEEN_DAYS, later)
    moved: Days = days + days_long(later)
    return moved


def _pulled_in(rng: np.random.Generator, days: Days) -> Days:
    """Half of what would close in the first days of a quarter closes in the last days of the one before."""
    opens_quarter = (month_of(days) - 1) % 3 == 0
    early = opens_quarter & (day_of_month(days) <= FIRST_DAYS) & (rng.random(len(days)) < PULLED_IN)
    quarter_end = first_of_month(days) - 1
    back = rng.integers(0, LAST_DAYS, len(days)) + np.where(month_of(quarter_end) == DECEMBER, CHRISTMAS_BREAK, 0)
    return np.where(early, quarter_end - days_long(back), days)
