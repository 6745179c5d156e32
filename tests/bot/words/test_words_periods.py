"""Days that words name, beside those of docs/asking.md."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words.periods.words import MONTHS, NUMBERS, ORDINALS, UNITS, Unit
from bot.words.reading import Why
from kpi_engine.periods import Grain
from tests.bot.words.asking import EN, FR, TODAY, ask, misread, period

GRAINS = {
    "today": Grain.DAY,
    "3 mars": Grain.DAY,
    "last 7 days": None,
    "semaine 42": Grain.WEEK,
    "la semaine du 3 mars": Grain.WEEK,
    "septembre": Grain.MONTH,
    "last month": Grain.MONTH,
    "last 1 month": Grain.MONTH,
    "last 2 months": None,
    "Q3": Grain.QUARTER,
    "qtd": Grain.QUARTER,
    "H1 2026": None,
    "ytd": Grain.YEAR,
    "2026": Grain.YEAR,
    "du 1 au 31 mars 2026": None,
}


@pytest.mark.parametrize(("words", "grain"), GRAINS.items())
def test_a_named_period_has_its_grain_and_a_range_has_none(words, grain):
    assert ask(f"leads {words}").period.grain is grain


@pytest.mark.parametrize(("number", "names"), list(enumerate(MONTHS, 1)))
def test_every_name_of_a_month_is_understood(number, names):
    for name, _ in names:
        for words in (f"{name} 2025", f"2025 {name}", f"{name}. 2025", f"mois de {name.upper()} 2025"):
            assert period(words)[0] == f"2025-{number:02}-01"
        assert period(f"7 {name} 2025") == period(f"{name} 7, 2025") == (f"2025-{number:02}-07",) * 2


@pytest.mark.parametrize("unit", UNITS)
def test_every_name_of_a_unit_is_understood(unit):
    asked = {ask(f"leads last 2 {name}") for name, _ in UNITS[unit]} | {
        ask(f"leads 2 derniers {name}") for name, _ in UNITS[unit]
    }
    assert len(asked) == 1


@pytest.mark.parametrize("unit", [unit for unit in Unit if unit is not Unit.DAY])
def test_this_and_last_go_with_every_unit(unit):
    for name, _ in UNITS[unit]:
        this, last = ask(f"leads this {name}").period, ask(f"leads last {name}").period
        assert this == ask(f"leads ce {name}").period == ask(f"leads {name} en cours").period
        assert last == ask(f"leads {name} dernier").period == ask(f"leads {name} précédente").period
        assert last.end == this.start
        assert TODAY in this


@pytest.mark.parametrize(("number", "names"), NUMBERS.items())
def test_every_number_in_letters_counts(number, names):
    for name, _ in names:
        assert period(f"last {name} days") == period(f"last {number} days")
        assert period(f"{name} derniers mois") == period(f"last {number} months")


@pytest.mark.parametrize(("number", "names"), list(enumerate(ORDINALS, 1)))
def test_every_ordinal_names_a_quarter(number, names):
    for name, _ in names:
        assert period(f"{name} quarter 2025") == period(f"{name} trimestre de 2025") == period(f"Q{number} 2025")


def test_last_days_end_today_and_last_weeks_before_this_one():
    assert period("last 7 days") == ("2026-11-16", "2026-11-22")
    assert period("last 1 week") == period("last week") == ("2026-11-09", "2026-11-15")


FISCAL = {
    "FY2026": ("2025-04-01", "2026-03-31"),
    "2026": ("2025-04-01", "2026-03-31"),
    "exercice 2027": ("2026-04-01", "2027-03-31"),
    "cette année": ("2026-04-01", "2027-03-31"),
    "ytd": ("2026-04-01", "2027-03-31"),
    "last year": ("2025-04-01", "2026-03-31"),
    "Q1 2027": ("2026-04-01", "2026-06-30"),
    "Q1": ("2026-04-01", "2026-06-30"),
    "Q4": ("2026-01-01", "2026-03-31"),
    "T2 FY27": ("2026-07-01", "2026-09-30"),
    "FY2027 Q2": ("2026-07-01", "2026-09-30"),
    "H1": ("2026-04-01", "2026-09-30"),
    "H2": ("2026-10-01", "2027-03-31"),
    "semestre dernier": ("2026-04-01", "2026-09-30"),
    "this quarter": ("2026-10-01", "2026-12-31"),
    "septembre 2026": ("2026-09-01", "2026-09-30"),
}


@pytest.mark.parametrize(("words", "days"), FISCAL.items())
def test_years_halves_and_quarters_follow_the_fiscal_year(words, days):
    assert period(words, fiscal_year_starts=4) == days


LATEST = {
    ("mars", date(2026, 3, 1)): ("2026-03-01", "2026-03-31"),
    ("mars", date(2026, 2, 28)): ("2025-03-01", "2025-03-31"),
    ("3 mars", date(2026, 3, 2)): ("2025-03-03", "2025-03-03"),
    ("29 février", date(2027, 3, 1)): ("2024-02-29", "2024-02-29"),
    ("semaine 1", date(2026, 12, 28)): ("2025-12-29", "2026-01-04"),
    ("semaine 53", date(2026, 12, 28)): ("2026-12-28", "2027-01-03"),
    ("semaine 53", date(2026, 12, 27)): ("2020-12-28", "2021-01-03"),
    ("T1", date(2026, 1, 1)): ("2026-01-01", "2026-03-31"),
    ("T4", date(2026, 1, 1)): ("2025-10-01", "2025-12-31"),
}


@pytest.mark.parametrize(("said", "days"), LATEST.items(), ids=str)
def test_without_a_year_the_latest_that_has_begun_is_meant(said, days):
    words, today = said
    assert period(words, today=today) == days


RANGES = {
    "Jan-Mar 2026": ("2026-01-01", "2026-03-31"),
    "janv.-mars 2026": ("2026-01-01", "2026-03-31"),
    "févr-AOÛT 2026": ("2026-02-01", "2026-08-31"),
    "Q1-Q3 2026": ("2026-01-01", "2026-09-30"),
    "T1-T2 2026": ("2026-01-01", "2026-06-30"),
    "du 20 décembre au 5 janvier": ("2025-12-20", "2026-01-05"),
    "du 20 décembre au 5 janvier 2026": ("2025-12-20", "2026-01-05"),
    "du 20 décembre 2024 au 5 janvier": ("2024-12-20", "2025-01-05"),
    "from November 2025 to February": ("2025-11-01", "2026-02-28"),
    "du 3 mars au 14 avril 2026": ("2026-03-03", "2026-04-14"),
    "March 3 to 14": ("2026-03-03", "2026-03-14"),
    "3–14 mars": ("2026-03-03", "2026-03-14"),
    "3 - 14 mars": ("2026-03-03", "2026-03-14"),
    "du 1er mars à aujourd'hui": ("2026-03-01", "2026-11-22"),
    "from 2024 to 2025": ("2024-01-01", "2025-12-31"),
    "Q1..Q3 2026": ("2026-01-01", "2026-09-30"),
    "2026-03-03 → 2026-03-14": ("2026-03-03", "2026-03-14"),
    "2026-03-03 … 2026-03-14": ("2026-03-03", "2026-03-14"),
    "from last month to yesterday": ("2026-10-01", "2026-11-21"),
    "since last quarter": ("2026-07-01", "2026-11-22"),
    "depuis hier": ("2026-11-21", "2026-11-22"),
    "de janvier à mars": ("2026-01-01", "2026-03-31"),
}


@pytest.mark.parametrize(("words", "days"), RANGES.items())
def test_a_range_takes_from_one_end_what_the_other_leaves_out(words, days):
    assert period(words) == days


NUMERIC = {
    ("3/4/2026", FR): "2026-04-03",
    ("03.04.2026", FR): "2026-04-03",
    ("3/4/26", FR): "2026-04-03",
    ("3/4", FR): "2026-04-03",
    ("14/3/2026", FR): "2026-03-14",
    ("14/3/2026", EN): "2026-03-14",
    ("3/14/2026", EN): "2026-03-14",
    ("4/4/2026", EN): "2026-04-04",
    ("2026/03/14", EN): "2026-03-14",
    ("2026-3-4", EN): "2026-03-04",
}


@pytest.mark.parametrize(("said", "day"), NUMERIC.items(), ids=str)
def test_a_date_in_figures_is_read_where_one_order_is_right(said, day):
    words, language = said
    assert period(words, language) == (day, day)


AMBIGUOUS = {
    ("3/4/2026", EN): {"2026-04-03", "2026-03-04"},
    ("3/4", EN): {"2026-04-03", "2026-03-04"},
    ("S1 2026", FR): {"2026-01-01", "2025-12-29"},
    ("S2", EN): {"2026-07-01", "2026-01-05"},
    ("2026 S1", EN): {"2026-01-01", "2025-12-29"},
    ("mars 26", FR): {"2026-03-26", "2026-03-01"},
    ("from March", EN): {"2026-03-01"},
    ("week of 3/4/2026", EN): {"2026-03-30", "2026-03-02"},
}


@pytest.mark.parametrize(("said", "starts"), AMBIGUOUS.items(), ids=map(str, AMBIGUOUS))
def test_a_date_with_two_readings_is_asked_back_with_both(said, starts):
    words, language = said
    reading = misread(f"leads {words}", language)
    assert [problem.why for problem in reading.problems] == [Why.AMBIGUOUS_WORD]
    assert {ask(each.text, language).period.start.isoformat() for each in reading.suggestions} == starts
    assert len(reading.suggestions) == 2


def test_september_26_is_a_day_in_english():
    assert period("September 26", EN) == ("2026-09-26", "2026-09-26")


IMPOSSIBLE = (
    "31 février", "February 31, 2026", "31/02/2026", "2026-02-30", "2026-13", "13/2026", "32 mars", "2026-02-29",
    "Q5", "T0 2026", "H3 2026", "semaine 54", "W60 2026", "S53 2025", "1/1/0001", "9999-01-01", "last 0 days",
    "S0",
)  # fmt: skip


@pytest.mark.parametrize("words", IMPOSSIBLE)
def test_a_date_that_does_not_exist_is_named(words):
    (problem,) = misread(f"leads {words} par segment").problems
    assert problem.why is Why.IMPOSSIBLE_DATE
    assert [place.words for place in problem.places] == [words]


def test_the_impossible_end_of_a_range_is_the_one_named():
    (problem,) = misread("leads du 3 février au 31 février 2026").problems
    assert problem.why is Why.IMPOSSIBLE_DATE
    assert problem.places[0].words == "31 février 2026"


@pytest.mark.parametrize(
    "words", ["2026-03-14..2026-03-03", "du 14 au 3 mars 2026", "from 14 March 2026 to 3 March 2026"]
)
def test_a_reversed_range_is_said_and_turned(words):
    reading = misread(f"leads {words}")
    assert [problem.why for problem in reading.problems] == [Why.REVERSED_RANGE]
    assert [each.text for each in reading.suggestions] == ["leads 2026-03-03..2026-03-14"]


PART_AND_YEAR = {
    "Q3-2026": ("2026-07-01", "2026-09-30"),
    "T3-2025": ("2025-07-01", "2025-09-30"),
    "W42-2026": ("2026-10-12", "2026-10-18"),
    "H1-2026": ("2026-01-01", "2026-06-30"),
    "March-2026": ("2026-03-01", "2026-03-31"),
}


@pytest.mark.parametrize(("words", "days"), PART_AND_YEAR.items())
def test_a_part_of_a_year_and_its_year_joined_by_a_dash_are_no_range(words, days):
    assert period(words, EN) == period(words, FR) == days


@pytest.mark.parametrize("words", ["Q3 - 2026", "March – 2026", "2025 - Q3", "semaine 42 .. 2026"])
def test_a_part_of_a_year_and_a_year_set_apart_are_asked_back(words):
    assert [each.why for each in misread(f"leads {words}").problems] == [Why.TWO_OF_A_KIND]


def test_years_and_parts_that_say_their_year_are_still_ends_of_a_range():
    assert period("2024 - 2025") == ("2024-01-01", "2025-12-31")
    assert period("from 2025 to Q3 2026", EN) == ("2025-01-01", "2026-09-30")


def test_since_a_day_to_come_is_said():
    assert misread("leads since 2027").problems[0].why is Why.NOT_BEGUN
    assert misread("leads depuis demain").problems[0].why is Why.NOT_BEGUN


@pytest.mark.parametrize("words", ["2026-03-03..", "..2026-03-03"])
def test_a_range_left_open_is_not_taken_for_a_day(words):
    assert misread(f"leads {words}").problems[0].why is Why.INCOMPLETE


def test_the_words_of_the_period_are_kept_as_typed():
    assert ask("CA, du  3 au 14 Mars par segment").period_words == "du 3 au 14 Mars"
    assert ask("CA").period_words is None


@settings(deadline=None)
@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)), today=st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_iso_days_months_and_weeks_are_read_on_any_day(day, today):
    week = day.isocalendar()
    assert period(day.isoformat(), today=today) == (day.isoformat(), day.isoformat())
    assert ask(f"leads {day:%Y-%m}", today=today).period.start == day.replace(day=1)
    if 1900 < week.year < 2199:
        monday = day - timedelta(days=day.weekday())
        assert ask(f"leads {week.year}-W{week.week:02}", today=today).period.start == monday


@settings(deadline=None)
@given(first=st.dates(date(1900, 1, 1), date(2199, 12, 31)), days=st.integers(0, 900))
def test_any_run_of_days_between_iso_dates_is_read(first, days):
    last = min(first + timedelta(days=days), date(2199, 12, 31))
    assert period(f"{first}..{last}") == (first.isoformat(), last.isoformat())
    assert period(f"from {first} to {last}") == period(f"du {first} au {last}") == (first.isoformat(), last.isoformat())
