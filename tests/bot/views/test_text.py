"""Figures, days and sentences as an English and a French reader expects them, to the last character."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import Language, Text
from kpi_engine.figure import Unit
from kpi_engine.periods import Calendar, Grain, Period

EN, FR = Text("en-US"), Text("fr-CA")
NBSP, THIN, MINUS = "\u00a0", "\u202f", "\u2212"
FISCAL = Calendar(fiscal_year_starts=4)


@pytest.mark.parametrize(
    ("slack_locale", "language"),
    [("fr-FR", "fr"), ("fr-CA", "fr"), ("fr", "fr"), ("en-US", "en"), ("de-DE", "en"), ("", "en"), ("frr", "en")],
)
def test_the_slack_locale_chooses_the_language(slack_locale: str, language: str):
    assert Text(slack_locale).language is Language(language)


@pytest.mark.parametrize(
    ("share", "english", "french"),
    [
        (0.184, "18.4%", f"18,4{NBSP}%"),
        (0.1225, "12.3%", f"12,3{NBSP}%"),
        (0.2, "20.0%", f"20,0{NBSP}%"),
        (0.0084, "0.84%", f"0,84{NBSP}%"),
        (0.9984, "99.84%", f"99,84{NBSP}%"),
        (1.125, "112.5%", f"112,5{NBSP}%"),
        (0, "0%", f"0{NBSP}%"),
        (1, "100%", f"100{NBSP}%"),
    ],
)
def test_a_share_is_as_fine_as_it_needs_to_be(share: float, english: str, french: str):
    assert (EN.share(share), FR.share(share)) == (english, french)


@pytest.mark.parametrize(
    ("difference", "english", "french"),
    [
        (0.012, "+1.2 points", "+1,2 point"),
        (0.01, "+1 point", "+1 point"),
        (0.02, "+2 points", "+2 points"),
        (-0.035, f"{MINUS}3.5 points", f"{MINUS}3,5 points"),
        (0.0004, "+0.04 points", "+0,04 point"),
        (0.0, "±0 points", "±0 point"),
        (-0.000001, "±0 points", "±0 point"),
    ],
)
def test_points_carry_their_sign_and_agree_with_their_number(difference: float, english: str, french: str):
    assert (EN.points(difference), FR.points(difference)) == (english, french)


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (2240, "2,240", f"2{THIN}240"),
        (42.5, "42.5", "42,5"),
        (42.04, "42", "42"),
        (-0.02, "0", "0"),
        (0.25, "0.3", "0,3"),
    ],
)
def test_a_number_has_one_decimal_at_most(number: float, english: str, french: str):
    assert (EN.number(number), FR.number(number)) == (english, french)


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        (1234567.89, "€1,234,568", f"1{THIN}234{THIN}568{NBSP}€"),
        (12.5, "€12.50", f"12,50{NBSP}€"),
        (99.999, "€100.00", f"100,00{NBSP}€"),
        (0, "€0", f"0{NBSP}€"),
        (-5.5, f"{MINUS}€5.50", f"{MINUS}5,50{NBSP}€"),
    ],
)
def test_cents_are_written_where_they_matter(amount: float, english: str, french: str):
    assert (EN.money(amount, "EUR"), FR.money(amount, "EUR")) == (english, french)


def test_an_amount_of_unknown_currency_is_a_number():
    assert EN.money(1234.5, None) == "1,234.5"


@pytest.mark.parametrize(
    ("days", "english", "french"), [(1, "1 day", "1 jour"), (1.5, "1.5 days", "1,5 jour"), (42, "42 days", "42 jours")]
)
def test_days_agree_with_their_number_in_each_language(days: float, english: str, french: str):
    assert (EN.days(days), FR.days(days).replace(NBSP, " ")) == (english, french)


def test_a_change_is_written_in_the_unit_of_its_figure():
    assert EN.change(0.012, Unit.SHARE) == "+1.2 points"
    assert EN.change(-15.5, Unit.DAYS) == f"{MINUS}15.5 days"
    assert EN.change(12, Unit.COUNT) == "+12"
    assert EN.change(-1200, Unit.MONEY, "EUR") == f"{MINUS}€1,200"
    assert EN.relative(-0.272) == f"{MINUS}27.2%"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_can_be_written(number: float):
    for text in (EN, FR):
        for write in (text.number, text.days, text.points, text.relative):
            assert any(digit.isdigit() for digit in write(number))
        assert "€" in text.money(number, "EUR")


@given(st.floats(0, 1))
def test_what_a_chart_gets_is_what_the_text_says(share: float):
    assert EN.plotted(share, Unit.SHARE) == float(EN.share(share).rstrip("%"))


@pytest.mark.parametrize(
    ("day", "grain", "english", "french"),
    [
        (date(2026, 11, 22), Grain.DAY, "22 Nov 2026", "22 nov. 2026"),
        (date(2026, 7, 1), Grain.DAY, "1 Jul 2026", "1er juil. 2026"),
        (date(2026, 11, 18), Grain.WEEK, "week 47, 16–22 Nov 2026", "semaine 47, 16–22 nov. 2026"),
        (date(2026, 11, 18), Grain.MONTH, "November 2026", "novembre 2026"),
        (date(2026, 8, 18), Grain.QUARTER, "Q3 2026", "T3 2026"),
        (date(2026, 8, 18), Grain.YEAR, "2026", "2026"),
    ],
)
def test_every_grain_has_its_name(day: date, grain: Grain, english: str, french: str):
    period = Calendar().containing(day, grain)

    assert (EN.period(period), FR.period(period)) == (english, french)


def test_the_week_that_begins_a_year_bears_its_iso_number_and_year():
    week = Calendar().containing(date(2027, 1, 1), Grain.WEEK)

    assert EN.period(week).startswith("week 53,")
    assert EN.tick(week) == "W53 2026"


def test_a_free_range_is_named_by_its_days():
    autumn = Period(date(2026, 10, 26), date(2026, 12, 2))

    assert EN.period(autumn).replace("\u2009", " ") == "26 Oct – 1 Dec 2026"
    assert FR.period(autumn).replace("\u2009", " ") == "26 oct. – 1er déc. 2026"


def test_a_free_range_stands_on_an_axis_by_its_last_day():
    autumn = Period(date(2026, 9, 3), date(2026, 12, 2))

    assert (EN.tick(autumn), FR.tick(autumn)) == ("to 1 Dec 2026", "au 1er déc. 2026")


def test_a_period_cut_short_says_how_many_of_its_days_it_holds():
    cut = Period(date(2026, 7, 1), date(2026, 8, 23), Grain.QUARTER)

    assert EN.period(cut) == "the first 53 days of Q3 2026"
    assert FR.period(cut) == "T3 2026, 53 premiers jours"


def test_fiscal_quarters_and_years_are_marked_as_such():
    may = FISCAL.containing(date(2026, 5, 1), Grain.QUARTER)
    year = FISCAL.containing(date(2026, 5, 1), Grain.YEAR)

    assert Text("en", FISCAL).period(may) == "Q1 FY2027"
    assert Text("fr", FISCAL).period(may) == "T1 ex. 2027"
    assert Text("fr", FISCAL).period(year) == "exercice 2027"


def test_freshness_is_told_from_the_moment_it_is_asked():
    now = datetime(2026, 11, 22, 15, tzinfo=UTC)

    assert EN.ago(now - timedelta(hours=2), now) == "2 hours ago"
    assert FR.ago(now - timedelta(hours=2), now) == "il y a 2 heures"
    assert EN.ago(now - timedelta(seconds=20), now) == "just now"
    assert FR.ago(now + timedelta(hours=1), now) == "à l’instant"


def test_a_list_is_said_in_one_breath():
    assert (EN.listed(["a", "b", "c"]), FR.listed(["a", "b", "c"])) == ("a, b and c", "a, b et c")


def test_a_plural_agrees_with_the_number_as_it_is_shown():
    def leads(count: float) -> tuple[str, str]:
        return tuple(text.plural("{count} lead", "{count} leads", count) for text in (EN, FR))

    assert leads(0) == ("0 leads", "0 lead")
    assert leads(1) == ("1 lead", "1 lead")
    assert leads(1.04) == ("1 lead", "1 lead")
    assert leads(2240) == ("2,240 leads", f"2{THIN}240 leads")


def test_a_sentence_without_its_french_is_said_in_english_rather_than_not_at_all():
    assert FR.say("No such sentence {x}", x=1) == "No such sentence 1"
