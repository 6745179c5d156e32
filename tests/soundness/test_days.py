"""Edges of periods: every day belongs to exactly one, whatever the month, the year or the fiscal year."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Date, Engine

from kpi_engine.facts import contract
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Compare
from tests.kpi_engine.asking import PARIS, ask, month, quarter, value_of
from tests.kpi_engine.facts_builder import BuiltFacts, build

LEAP_YEAR = [date(2023, 12, 1) + timedelta(days=offset) for offset in range(460)]


def one_lead_a_day(database: Engine) -> BuiltFacts:
    return build(database, LEAP_YEAR[-1], leads=[{"created_on": day} for day in LEAP_YEAR])


def test_the_first_and_the_last_day_of_a_month_are_in_it_and_their_neighbours_are_not(database: Engine) -> None:
    edges = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1)]
    facts = build(database, date(2026, 6, 1), leads=[{"created_on": day} for day in edges])
    counts = [value_of(ask(facts, "leads", month(2026, number))).n for number in (2, 3, 4)]
    assert counts == [1, 2, 1]


@pytest.mark.parametrize("grain", [Grain.DAY, Grain.WEEK, Grain.MONTH, Grain.QUARTER])
@pytest.mark.parametrize("fiscal_year_starts", [1, 2, 12])
def test_a_lead_a_day_makes_as_many_leads_as_days(database: Engine, grain: Grain, fiscal_year_starts: int) -> None:
    calendar = Calendar(fiscal_year_starts=fiscal_year_starts)
    facts = one_lead_a_day(database)
    period = calendar.containing(date(2024, 11, 15), grain)
    answer = ask(facts, "leads", period, calendar=calendar)
    assert [point.figure.n for point in answer.series] == [point.period.days for point in answer.series]


def test_neighbouring_points_leave_no_day_out_and_count_none_twice(database: Engine) -> None:
    answer = ask(one_lead_a_day(database), "leads", month(2025, 1))
    starts_and_ends = [(point.period.start, point.period.end) for point in answer.series]
    assert [end for _, end in starts_and_ends[:-1]] == [start for start, _ in starts_and_ends[1:]]
    assert sum(point.figure.n for point in answer.series) == (date(2025, 2, 1) - starts_and_ends[0][0]).days


def test_february_of_a_leap_year_has_29_days_and_faces_28_a_year_later(database: Engine) -> None:
    answer = ask(one_lead_a_day(database), "leads", month(2025, 2), compare=Compare.YEAR)
    assert (value_of(answer).n, answer.comparison.figure.n) == (28, 29)


def test_the_leap_day_itself_faces_the_last_of_february_a_year_before(database: Engine) -> None:
    days = [date(2023, 2, 28), date(2024, 2, 29)]
    facts = build(database, date(2024, 3, 31), leads=[{"created_on": day} for day in days])
    leap_day = PARIS.containing(date(2024, 2, 29), Grain.DAY)
    assert ask(facts, "leads", leap_day, compare=Compare.YEAR).comparison.figure.n == 1


def test_a_fiscal_year_begins_where_the_house_says(database: Engine) -> None:
    fiscal = Calendar(fiscal_year_starts=4)
    answer = ask(one_lead_a_day(database), "leads", fiscal.containing(date(2024, 7, 1), Grain.YEAR), calendar=fiscal)
    assert answer.headline.n == (LEAP_YEAR[-1] - date(2024, 4, 1)).days + 1


def test_a_free_range_longer_than_a_year_counts_its_days_though_the_year_before_overlaps_it(database: Engine) -> None:
    period = Period(date(2024, 1, 1), date(2025, 3, 1))
    answer = ask(one_lead_a_day(database), "leads", period, compare=Compare.YEAR)
    assert value_of(answer).n == period.days
    inside = [day for day in LEAP_YEAR if day <= date(2024, 2, 28)]  # a year before the last day, 28 February
    assert answer.comparison.figure.n == len(inside)


def test_days_are_calendar_days_without_hours_so_that_no_zone_can_move_them() -> None:
    days = [column for table in contract.tables.values() for column in table.c if column.name.endswith(("_on", "_day"))]
    assert days
    assert all(type(column.type) is Date for column in days)


def test_the_zone_is_printed_and_changes_no_number(database: Engine) -> None:
    facts = one_lead_a_day(database)
    answers = [ask(facts, "leads", quarter(2024, 3), calendar=Calendar(zone)) for zone in ("Asia/Tokyo", "UTC")]
    assert [answer.zone for answer in answers] == ["Asia/Tokyo", "UTC"]
    assert answers[0].series == answers[1].series
