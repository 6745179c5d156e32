"""Which days a question looks at."""

from datetime import date

import pytest

from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Compare, Question
from kpi_engine.windows import Sight, Window, compared, layers, predecessors
from tests.kpi_engine.asking import PARIS, month, quarter


def days(window: Window | None) -> tuple[date, date]:
    assert window is not None
    return (window.period.start, window.period.end)


def test_a_finished_month_faces_the_whole_month_before() -> None:
    sight = Sight(month(2026, 2), as_of=date(2026, 6, 1))
    beside = compared(Question("leads", month(2026, 2)), sight, PARIS)
    assert days(beside) == (date(2026, 1, 1), date(2026, 2, 1))
    assert not beside.cut


def test_a_month_in_progress_faces_as_many_elapsed_days() -> None:
    sight = Sight(month(2026, 3), as_of=date(2026, 3, 10))
    beside = compared(Question("leads", month(2026, 3)), sight, PARIS)
    assert days(beside) == (date(2026, 2, 1), date(2026, 2, 11))
    assert beside.cut


def test_the_last_day_of_a_month_makes_it_whole() -> None:
    sight = Sight(month(2026, 3), as_of=date(2026, 3, 31))
    assert days(compared(Question("leads", month(2026, 3)), sight, PARIS)) == (date(2026, 2, 1), date(2026, 3, 1))


def test_elapsed_days_that_the_shorter_month_lacks_leave_it_whole() -> None:
    sight = Sight(month(2026, 3), as_of=date(2026, 3, 30))
    beside = compared(Question("leads", month(2026, 3)), sight, PARIS)
    assert days(beside) == (date(2026, 2, 1), date(2026, 3, 1))
    assert not beside.cut


def test_the_year_before_is_cut_to_the_same_elapsed_days() -> None:
    sight = Sight(quarter(2026, 2), as_of=date(2026, 5, 15))
    beside = compared(Question("leads", quarter(2026, 2), compare=Compare.YEAR), sight, PARIS)
    assert days(beside) == (date(2025, 4, 1), date(2025, 5, 16))


def test_a_week_faces_the_same_weekdays_a_year_before() -> None:
    week = PARIS.containing(date(2026, 3, 11), Grain.WEEK)
    beside = compared(Question("leads", week, compare=Compare.YEAR), Sight(week, date(2026, 6, 1)), PARIS)
    assert beside.period.start.weekday() == 0
    assert (week.start - beside.period.start).days == 364


def test_a_cohort_is_seen_at_the_age_of_the_one_asked_for() -> None:
    sight = Sight(quarter(2026, 2), as_of=date(2026, 8, 15), by_age=True)
    beside = compared(Question("conversion", quarter(2026, 2)), sight, PARIS)
    assert beside.seen_until - beside.period.start == date(2026, 8, 15) - date(2026, 4, 1)


def test_a_longer_cohort_loses_the_days_that_its_own_day_has_not_seen() -> None:
    sight = Sight(month(2026, 2), as_of=date(2026, 2, 28), by_age=True)
    january = compared(Question("conversion", month(2026, 2)), sight, PARIS)
    assert days(january) == (date(2026, 1, 1), date(2026, 1, 29))
    assert january.seen_until == january.period.last_day


@pytest.mark.parametrize(
    ("grain", "points"), [(Grain.DAY, 14), (Grain.WEEK, 13), (Grain.MONTH, 13), (Grain.QUARTER, 9), (Grain.YEAR, 5)]
)
def test_a_series_has_as_many_points_as_a_chart_can_hold(grain: Grain, points: int) -> None:
    period = PARIS.containing(date(2026, 3, 11), grain)
    before = predecessors(Question("leads", period), Sight(period, date(2026, 12, 31)), PARIS)
    assert len(before) + 1 == points
    assert before[-1].period == PARIS.shift(period, -1)
    assert sorted(before, key=lambda window: window.period.start) == list(before)


def test_a_free_range_is_preceded_by_seven_of_its_length() -> None:
    period = Period(date(2026, 1, 5), date(2026, 4, 5))
    before = predecessors(Question("leads", period), Sight(period, date(2026, 12, 31)), PARIS)
    assert [window.period.days for window in before] == [90] * 7
    assert before[-1].period.end == period.start


def test_quarters_of_a_fiscal_year_follow_its_first_month() -> None:
    fiscal = Calendar(fiscal_year_starts=2)
    period = fiscal.containing(date(2026, 1, 31), Grain.QUARTER)
    beside = compared(Question("leads", period, compare=Compare.YEAR), Sight(period, date(2026, 6, 1)), fiscal)
    assert days(beside) == (date(2024, 11, 1), date(2025, 2, 1))


def test_windows_that_overlap_lie_in_different_layers() -> None:
    two_years, year_before = Period(date(2024, 1, 1), date(2026, 1, 1)), Period(date(2023, 1, 1), date(2025, 1, 1))
    earlier = Period(date(2022, 1, 1), date(2024, 1, 1))
    windows = [Window(period, date(2026, 1, 1)) for period in (two_years, year_before, earlier)]
    assert [[bucket for bucket, _ in layer] for layer in layers(windows)] == [[0, 2], [1]]


@pytest.mark.parametrize(("since", "whole"), [(date(2026, 1, 4), True), (date(2026, 1, 5), False)])
def test_a_window_is_whole_while_a_tenth_of_its_days_at_most_lies_before_the_facts(since: date, *, whole: bool) -> None:
    assert Window(month(2026, 1), date(2026, 6, 1)).is_whole(since) is whole
