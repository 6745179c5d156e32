"""The question behind a card's buttons: kept, found again, changed by a menu, forgotten in time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SystemClock
from bot.retention import Retention
from bot.settings import Settings
from bot.use_cases.question_json import dump, key_of, load
from bot.use_cases.redraw import PeriodChoice, chosen_period
from bot.use_cases.tidy_records import DELIVERIES_KEPT, QUESTIONS_KEPT, tidy_records
from bot.wiring import open_office
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Basis, Compare, Dimension, Filter, Question
from kpi_engine.scope import Level, Scope
from storage.repositories.records import AskedQuestion, GivenAnswer, Workspace

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
PERIODS = st.builds(
    lambda start, days, grain: Period(start, start + timedelta(days=days), grain),
    DAYS,
    st.integers(1, 800),
    st.sampled_from([None, *Grain]),
)
NAMES = st.text(max_size=20)
FILTERS = st.builds(Filter, st.sampled_from(Dimension), st.lists(st.none() | NAMES, min_size=1, max_size=3).map(tuple))
SCOPES = st.just(Scope()) | st.builds(Scope, st.sampled_from([Level.REGION, Level.TEAM, Level.REP]), NAMES)
QUESTIONS = st.builds(
    Question,
    kpi=st.sampled_from(["conversion", "leads"]),
    period=PERIODS,
    scope=SCOPES,
    by=st.none() | st.sampled_from(Dimension),
    filters=st.lists(FILTERS, max_size=3).map(tuple),
    compare=st.sampled_from(Compare),
    basis=st.sampled_from(Basis),
    as_of=st.none() | DAYS,
    age=st.none() | st.integers(1, 999),
    against=st.none() | PERIODS,
)


@given(QUESTIONS)
def test_every_question_comes_back_as_it_was(question: Question) -> None:
    assert load(dump(question)) == question


@given(QUESTIONS, QUESTIONS)
def test_a_key_names_one_question(one: Question, other: Question) -> None:
    assert (key_of(dump(one)) == key_of(dump(other))) is (one == other)


def test_a_key_fits_into_a_block_id_and_names_nobody() -> None:
    key = key_of(dump(Question("leads", Period(date(2026, 1, 1), date(2026, 2, 1)), Scope(Level.REP, "Camille Roy"))))
    assert len(key) == 20
    assert set(key) <= set("0123456789abcdef")


FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("choice", "first", "last"),
    [
        ("this_week", "2026-11-16", "2026-11-22"),
        ("last_week", "2026-11-09", "2026-11-15"),
        ("this_month", "2026-11-01", "2026-11-30"),
        ("last_month", "2026-10-01", "2026-10-31"),
        ("this_quarter", "2026-10-01", "2026-12-31"),
        ("last_quarter", "2026-07-01", "2026-09-30"),
        ("this_year", "2026-01-01", "2026-12-31"),
        ("last_year", "2025-01-01", "2025-12-31"),
        ("last_90_days", "2026-08-23", "2026-11-20"),
    ],
)
def test_each_choice_of_the_menu_means_its_days(choice: str, first: str, last: str) -> None:
    period = chosen_period(PeriodChoice(choice), FRIDAY, Calendar())
    assert (period.start.isoformat(), period.last_day.isoformat()) == (first, last)


def test_quarters_and_years_follow_the_fiscal_year() -> None:
    april = Calendar(fiscal_year_starts=4)
    assert chosen_period(PeriodChoice.THIS_YEAR, FRIDAY, april).start == date(2026, 4, 1)
    assert chosen_period(PeriodChoice.LAST_QUARTER, date(2026, 4, 2), april).start == date(2026, 1, 1)


def test_old_questions_receipts_and_deliveries_are_forgotten_and_young_ones_kept(tmp_path: Path) -> None:
    office = open_office(Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=None, FACTS_URL=None), SystemClock())
    now, moment = office.clock.now(), timedelta(minutes=1)
    with office.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
        work.asked_questions.put(AskedQuestion("T1", "old", {}, now - QUESTIONS_KEPT - moment))
        work.asked_questions.put(AskedQuestion("T1", "young", {}, now - QUESTIONS_KEPT + moment))
        work.receipts.put(
            GivenAnswer("T1", "0LD00000", {}, "1-a", 1, "UTC", 1, "EUR", now - Retention().receipts - moment)
        )
        work.receipts.put(
            GivenAnswer("T1", "Y0VNG000", {}, "1-a", 1, "UTC", 1, "EUR", now - Retention().receipts + moment)
        )
        work.inbound.first_sight("event:old", now - DELIVERIES_KEPT - moment)
        work.inbound.first_sight("event:young", now - DELIVERIES_KEPT + moment)
    tidy_records(office)
    with office.records.writing() as work:
        assert work.asked_questions.get("T1", "old") is None
        assert work.asked_questions.get("T1", "young") is not None
        assert work.receipts.get("T1", "0LD00000") is None
        assert work.receipts.get("T1", "Y0VNG000") is not None
        assert work.inbound.first_sight("event:old", now)
        assert not work.inbound.first_sight("event:young", now)
    office.records.close()
