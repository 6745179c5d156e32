"""The day on which decisions really fall: rarely in holidays, often in the last days of a quarter."""

import numpy as np

from storage.sample_crm.draws import Days, days_long
from storage.sample_crm.timeline import DECEMBER, Timeline, between_the_years, day_of_month, first_of_month, month_of

AUGUST = 8
AUGUST_PUT_OFF, CHRISTMAS_PUT_OFF = 0.50, 0.70  # shares
FOUR_WEEKS, SIXTEEN_DAYS = 28, 16
PULLED_IN, HELD_BACK = 0.55, 0.30  # shares of the decisions of a quarter's first days and of its last month
FIRST_DAYS, LAST_DAYS = 18, 10
CHRISTMAS_BREAK = 12  # the fourth quarter's push ends that many days earlier


def closing_days(rng: np.random.Generator, timeline: Timeline, days: Days) -> Days:
    """Move the days on which opportunities would close to those on which people sign, or say no."""
    return timeline.workday(_pushed(rng, _put_off(rng, days)))


def _put_off(rng: np.random.Generator, days: Days) -> Days:
    """Half of August's decisions fall in September, most of those between the years in January."""
    chance, august = rng.random(len(days)), month_of(days) == AUGUST
    later = np.where(august & (chance < AUGUST_PUT_OFF), FOUR_WEEKS, 0)
    later = np.where(between_the_years(days) & (chance < CHRISTMAS_PUT_OFF), SIXTEEN_DAYS, later)
    moved: Days = days + days_long(later)
    return moved


def _pushed(rng: np.random.Generator, days: Days) -> Days:
    """Gather decisions in the last days of a quarter: from the first ones of the next, and from the weeks before."""
    chance, month_of_quarter = rng.random(len(days)), (month_of(days) - 1) % 3
    pulled_in = (month_of_quarter == 0) & (day_of_month(days) <= FIRST_DAYS) & (chance < PULLED_IN)
    held_back = (month_of_quarter == 2) & (day_of_month(days) <= FIRST_DAYS) & (chance < HELD_BACK)  # noqa: PLR2004 - the third
    next_month: Days = (days.astype("datetime64[M]") + 1).astype("datetime64[D]")
    quarter_end = np.where(pulled_in, first_of_month(days), next_month) - 1
    back = rng.integers(0, LAST_DAYS, len(days)) + np.where(month_of(quarter_end) == DECEMBER, CHRISTMAS_BREAK, 0)
    return np.where(pulled_in | held_back, quarter_end - days_long(back), days)
