"""D08: each week is told of once, whatever the clocks of its zone do.

The oracle never asks what instant a wall time is: it walks along instants, reads the clocks of the zone, and takes the
first that shows the time or a later one.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.schedules import days_of, due_at, iso_week, next_due, period_due, periods_due, shifted
from storage.repositories.digest_records import Schedule

ZONES = [
    "Europe/Paris",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Chisinau",
    "Atlantic/Azores",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Cairo",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Havana",
    "America/Asuncion",
    "America/Santiago",
    "America/Nuuk",
    "America/Scoresbysund",
    "America/Sao_Paulo",
    "Asia/Beirut",
    "Asia/Jerusalem",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Asia/Almaty",
    "Australia/Lord_Howe",
    "Australia/Adelaide",
    "Antarctica/Troll",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Easter",
    "UTC",
]
QUARTERS = [time(hour, minute) for hour in range(24) for minute in (0, 15, 30, 45)]
SCHEDULES_OF_A_ZONE = list(product(range(1, 8), QUARTERS))
QUARTER = timedelta(minutes=15)
MONTHS = 24


def test_d08_these_are_more_than_twenty_thousand_schedules_of_more_than_twenty_zones() -> None:
    assert len(ZONES) * len(SCHEDULES_OF_A_ZONE) >= 20_000
    assert len(set(ZONES)) >= 20


@pytest.mark.parametrize("zone", ZONES)
def test_d08_a_week_is_told_of_once_and_when_the_clocks_first_show_its_time_or_a_later_one(zone: str) -> None:
    for monday in _weeks_to_look_at(zone):
        expected = _walked(zone, monday)
        period = shifted(iso_week(monday), -1)
        for weekday, at in SCHEDULES_OF_A_ZONE:
            assert due_at(Schedule(zone, weekday, at), period) == expected[weekday, at], (zone, monday, weekday, at)


@pytest.mark.parametrize("zone", ZONES)
def test_d08_walking_from_one_due_time_to_the_next_tells_of_every_week_of_24_months_once(zone: str) -> None:
    rng = Random(sum(zone.encode()))
    for weekday, at in rng.sample(SCHEDULES_OF_A_ZONE, 12):
        schedule = Schedule(zone, weekday, at)
        now = datetime(2024 + rng.randrange(10), 1 + rng.randrange(12), 1, tzinfo=UTC)
        told = list(_told(schedule, now, now + timedelta(days=30.4 * MONTHS)))
        assert told == [shifted(told[0], step) for step in range(len(told))]
        assert len(told) in {104, 105}


def _told(schedule: Schedule, now: datetime, end: datetime) -> Iterator[str]:
    while (now := next_due(schedule, now)) < end:
        assert period_due(schedule, now) == shifted(period_due(schedule, now - timedelta(microseconds=1)), 1)
        yield period_due(schedule, now)


def _weeks_to_look_at(zone: str) -> list[date]:
    """The weeks of two years, drawn by zone, in which its clocks are moved, and the one after; a few others."""
    rng = Random(sum(zone.encode()))
    first = date(2024 + rng.randrange(10), 1, 1)
    mondays = [first - timedelta(days=first.weekday()) + timedelta(weeks=week) for week in range(105)]
    moved = [monday for monday in mondays if _offset(zone, monday) != _offset(zone, monday + timedelta(weeks=1))]
    return sorted({*moved, *(monday + timedelta(weeks=1) for monday in moved), *rng.sample(mondays, 3)})


def _offset(zone: str, day: date) -> timedelta | None:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).utcoffset()


def _walked(zone: str, monday: date) -> Mapping[tuple[int, time], datetime]:
    """For each weekday and quarter hour of a week: the first instant whose clocks show it, or a later time."""
    found: dict[tuple[int, time], datetime] = {}
    wanted = iter([(weekday, at) for weekday, at in SCHEDULES_OF_A_ZONE])
    instant = datetime.combine(monday - timedelta(days=2), time(), tzinfo=UTC)
    weekday, at = next(wanted)
    while True:
        shown = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        while shown >= datetime.combine(monday + timedelta(days=weekday - 1), at):
            found[weekday, at] = instant
            following = next(wanted, None)
            if following is None:
                return found
            weekday, at = following
        instant += QUARTER


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Paris", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00Z"),  # skipped: when it becomes three
        ("Europe/Paris", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30Z"),  # twice: the first
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30Z"),  # half an hour is skipped
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04T14:45Z"),
        ("Africa/Casablanca", date(2026, 2, 15), time(2, 30), "2026-02-15T01:30Z"),  # back for Ramadan
        ("America/Asuncion", date(2024, 10, 6), time(0, 30), "2024-10-06T04:00Z"),  # midnight is skipped
        ("Pacific/Apia", date(2011, 12, 30), time(8), "2011-12-30T10:00Z"),  # the whole day is skipped
        ("UTC", date(2026, 11, 23), time(8), "2026-11-23T08:00Z"),
    ],
)
def test_d08_known_moves_of_the_clocks(zone: str, day: date, at: time, expected: str) -> None:
    schedule = Schedule(zone, day.isoweekday(), at)
    assert due_at(schedule, shifted(iso_week(day), -1)) == datetime.fromisoformat(expected)


def test_d08_a_schedule_moved_within_its_week_still_tells_of_the_same_week() -> None:
    monday, friday = Schedule("Europe/Paris", 1), Schedule("Europe/Paris", 5)
    on_wednesday = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert period_due(monday, on_wednesday) == "2026-W47"
    assert period_due(friday, on_wednesday) == "2026-W46"
    assert period_due(friday, next_due(friday, on_wednesday)) == "2026-W47"


def test_d08_a_week_is_told_of_in_the_week_after_it_also_at_the_turn_of_a_year_of_53_weeks() -> None:
    assert due_at(Schedule("Europe/Paris"), "2026-W53") == datetime(2027, 1, 4, 7, tzinfo=UTC)
    assert shifted("2026-W53", 1) == "2027-W01"
    assert days_of("2026-W53").start == date(2026, 12, 28)


def test_d08_the_weeks_due_since_an_instant_begin_with_the_newest_and_hold_both_ends() -> None:
    schedule = Schedule("Europe/Paris")
    first, last = due_at(schedule, "2026-W44"), due_at(schedule, "2026-W46")
    assert list(periods_due(schedule, first, last)) == ["2026-W46", "2026-W45", "2026-W44"]
    just_inside = timedelta(microseconds=1)
    assert list(periods_due(schedule, first + just_inside, last - just_inside)) == ["2026-W45"]


def test_a_week_that_no_year_has_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid week: 53"):
        days_of("2025-W53")
