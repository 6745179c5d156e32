"""Periods whose year is counted from today, periods to come, and numbers that no calendar bears."""

from datetime import date

import pytest

from bot.words import Why
from tests.bot.words.asking import EN, FR, ask, misread, period

OF_A_YEAR_SAID = {
    "september of last year": ("2025-09-01", "2025-09-30"),
    "march last year": ("2025-03-01", "2025-03-31"),
    "mars de l'an dernier": ("2025-03-01", "2025-03-31"),
    "mars de l'année dernière": ("2025-03-01", "2025-03-31"),
    "décembre de cette année": ("2026-12-01", "2026-12-31"),
    "Q3 last year": ("2025-07-01", "2025-09-30"),
    "T3 de l'an dernier": ("2025-07-01", "2025-09-30"),
    "semaine 42 de l'an dernier": ("2025-10-13", "2025-10-19"),
    "March 3rd of last year": ("2025-03-03", "2025-03-03"),
    "du 3 au 14 mars de l'an dernier": ("2025-03-03", "2025-03-14"),
    "mars dernier": ("2026-03-01", "2026-03-31"),
    "3 mars dernier": ("2026-03-03", "2026-03-03"),
    "décembre dernier": ("2025-12-01", "2025-12-31"),
    "last December": ("2025-12-01", "2025-12-31"),
}


@pytest.mark.parametrize(("words", "days"), OF_A_YEAR_SAID.items())
def test_a_year_counted_from_today_is_read_with_what_it_is_the_year_of(words, days):
    assert period(words, EN) == period(words, FR) == days


OF_THE_ONE_IN_PROGRESS = {
    "du mois": ("2026-11-01", "2026-11-30"),
    "de la semaine": ("2026-11-16", "2026-11-22"),
    "du trimestre": ("2026-10-01", "2026-12-31"),
    "de l'année": ("2026-01-01", "2026-12-31"),
    "for the quarter": ("2026-10-01", "2026-12-31"),
    "of the month": ("2026-11-01", "2026-11-30"),
    "this qtr": ("2026-10-01", "2026-12-31"),
    "so far this week": ("2026-11-16", "2026-11-22"),
    "ce mois-ci jusqu’ici": ("2026-11-01", "2026-11-30"),
    # not that one, where more is said
    "du mois dernier": ("2026-10-01", "2026-10-31"),
    "du mois d'avant": ("2026-10-01", "2026-10-31"),
    "le trimestre d’avant": ("2026-07-01", "2026-09-30"),
    "du mois de mars": ("2026-03-01", "2026-03-31"),
    "de la semaine du 3 mars": ("2026-03-02", "2026-03-08"),
    "de la semaine 42": ("2026-10-12", "2026-10-18"),
    "of the year 2025": ("2025-01-01", "2025-12-31"),
    "for the week before last": ("2026-11-02", "2026-11-08"),
}


@pytest.mark.parametrize(("words", "days"), OF_THE_ONE_IN_PROGRESS.items())
def test_of_the_month_is_of_the_one_in_progress_unless_another_is_named(words, days):
    assert period(words, EN) == period(words, FR) == days


def test_of_the_month_to_come_is_still_to_come():
    assert [each.why for each in misread("leads du mois prochain").problems] == [Why.NOT_BEGUN]


def test_the_one_in_progress_is_not_the_last():
    assert period("novembre dernier") == ("2025-11-01", "2025-11-30")
    assert period("29 février dernier", today=date(2028, 2, 29)) == ("2024-02-29", "2024-02-29")


def test_last_september_said_in_the_same_year_is_asked_back():
    read_as = misread("leads last september", EN)

    assert [each.why for each in read_as.problems] == [Why.AMBIGUOUS_WORD]
    assert [each.text for each in read_as.suggestions] == ["leads September 2026", "leads September 2025"]


def test_a_quarter_of_last_year_is_of_the_fiscal_year_and_a_month_that_may_be_of_either_is_asked_back():
    assert period("Q1 last year", EN, fiscal_year_starts=4) == ("2025-04-01", "2025-06-30")
    assert period("september last year", EN, fiscal_year_starts=4) == ("2025-09-01", "2025-09-30")
    read_as = misread("leads march last year", EN, fiscal_year_starts=4)
    assert [each.text for each in read_as.suggestions] == ["leads March 2025", "leads March 2026"]


TO_COME = {
    ("next month", EN): "leads this month",
    ("the next quarter", EN): "leads this quarter",
    ("next 3 weeks", EN): "leads this week",
    ("tomorrow", EN): "leads today",
    ("demain", FR): "leads aujourd'hui",
    ("mois prochain", FR): "leads mois en cours",
    ("prochain trimestre", FR): "leads trimestre en cours",
    ("3 prochains mois", FR): "leads mois en cours",
    ("semaine à venir", FR): "leads semaine en cours",
}


@pytest.mark.parametrize(("said", "instead"), TO_COME.items(), ids=[words for words, _ in TO_COME])
def test_a_period_to_come_is_said_to_come_and_the_one_in_progress_offered(said, instead):
    words, language = said
    read_as = misread(f"leads {words}", language)

    assert [(each.why, each.places[0].words.removeprefix("the ")) for each in read_as.problems] == [
        (Why.NOT_BEGUN, words.removeprefix("the "))
    ]
    assert [each.text for each in read_as.suggestions] == [instead]
    assert ask(instead).period is not None


@pytest.mark.parametrize(
    "words",
    [
        "last 100000 days",
        "last 9999 years",
        "9999 weeks ago",
        "il y a 99999999999999999999 semaines",
        "depuis 9999 ans",
        "100000 derniers jours",
    ],
)
def test_a_number_that_no_calendar_bears_is_said_to_be_too_large(words):
    (problem,) = misread(f"leads {words} par segment").problems

    assert (problem.why, problem.places[0].words) == (Why.TOO_LARGE, words)


@pytest.mark.parametrize("words", ["from 31 February", "from next month"])
def test_from_a_day_that_cannot_be_had_blames_the_day(words):
    (problem,) = misread(f"leads {words}", EN).problems

    assert problem.why in (Why.IMPOSSIBLE_DATE, Why.NOT_BEGUN)
    assert problem.places[0].words == words.removeprefix("from ")
