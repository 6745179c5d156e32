"""When a weekly schedule falls due, and which week it then tells of. Pure: zones and clocks, no records.

A schedule is a weekday and a time on the clocks of a zone. Where the clocks skip that time it falls due once, at the
first instant after the gap; where they show it twice, once, at the first. What it tells of is the ISO week before the
one it falls due in, so each week is told of once, however the schedule is moved within the week.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from kpi_engine.periods import Grain, Period
from storage.repositories.digest_records import Schedule

_WEEK = timedelta(weeks=1)


def due_at(schedule: Schedule, period: str) -> datetime:
    """The instant, in UTC, at which the week `period` (such as `2026-W47`) is told of. Raises ValueError on a typo."""
    day = monday_of(period) + _WEEK + timedelta(days=schedule.weekday - 1)
    return first_instant(datetime.combine(day, schedule.at), ZoneInfo(schedule.zone))


def period_due(schedule: Schedule, now: datetime) -> str:
    """The last week that is due to be told of at `now`, an aware instant."""
    latest = _week_before(now.astimezone(ZoneInfo(schedule.zone)).date())
    return latest if due_at(schedule, latest) <= now else shifted(latest, -1)


def next_due(schedule: Schedule, now: datetime) -> datetime:
    """The first time after `now` at which the schedule falls due, in UTC."""
    return due_at(schedule, shifted(period_due(schedule, now), 1))


def periods_due(schedule: Schedule, since: datetime, now: datetime) -> Iterator[str]:
    """The weeks that fell due from `since` up to and including `now`, the newest first."""
    period = period_due(schedule, now)
    while due_at(schedule, period) >= since:
        yield period
        period = shifted(period, -1)


@lru_cache(maxsize=1024)
def monday_of(period: str) -> date:
    """The first day of an ISO week such as `2026-W47`. Raises ValueError where there is none such."""
    year, _, week = period.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def days_of(period: str) -> Period:
    """The days of an ISO week such as `2026-W47`."""
    monday = monday_of(period)
    return Period(monday, monday + _WEEK, Grain.WEEK)


def shifted(period: str, weeks: int) -> str:
    """The ISO week so many weeks later; negative: earlier."""
    return iso_week(monday_of(period) + weeks * _WEEK)


def iso_week(day: date) -> str:
    """The ISO week in which a day lies."""
    iso = day.isocalendar()
    return f"{iso.year:04}-W{iso.week:02}"


def _week_before(day: date) -> str:
    return iso_week(day - _WEEK)


def first_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant at which the clocks of a zone show `wall` or, where they skip it, a later time."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)  # fold 0: the first of two
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    earlier = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)  # read with the offset after the gap: still before it
    return _end_of_gap(earlier, instant, wall, zone)


def _end_of_gap(before: datetime, after: datetime, wall: datetime, zone: ZoneInfo) -> datetime:
    """The whole second at which the clocks jump over `wall`, known to lie in (before, after]."""
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).replace(tzinfo=None) < wall:
            before = middle
        else:
            after = middle
    return after
