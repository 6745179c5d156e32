"""A target typed in few words, in both languages."""

from datetime import date

import pytest

from bot.text import Language
from bot.words.amounts import Amount, Said, read_amount
from bot.words.reading import Mine
from bot.words.targets import TypedTarget, read_target
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.scope import Level, Scope
from tests.bot.words.asking import EN, FR, TODAY, vocabulary

QUARTER = Calendar().containing(TODAY, Grain.QUARTER)
YEAR = Calendar().containing(TODAY, Grain.YEAR)
NEXT_YEAR = Calendar().shift(YEAR, 1)
NORD = Scope(Level.TEAM, "Nord")


def target(typed: str, language: Language = FR) -> TypedTarget:
    return read_target(typed, vocabulary(language), TODAY)


@pytest.mark.parametrize(
    ("typed", "language", "kpi", "amount", "horizon"),
    [
        ("retention +10% this year", EN, "retention", Amount(10, Said.PERCENT, True), YEAR),
        ("cycle -15 %", FR, "cycle", Amount(-15, Said.PERCENT, True), None),
        ("cycle −15 %", FR, "cycle", Amount(-15, Said.PERCENT, True), None),
        ("conversion reaches 25 %", EN, "conversion", Amount(25, Said.PERCENT, False), None),
        ("conversion atteint 25 % cette année", FR, "conversion", Amount(25, Said.PERCENT, False), YEAR),
        ("rétention +10 points T4", FR, "retention", Amount(10, Said.POINTS, True), QUARTER),
        ("CA 600 k€ ce trimestre", FR, "revenue", Amount(600_000, Said.MONEY, False), QUARTER),
        ("CA 1 200 000 € année prochaine", FR, "revenue", Amount(1_200_000, Said.MONEY, False), NEXT_YEAR),
        ("revenue €1,200,000 next year", EN, "revenue", Amount(1_200_000, Said.MONEY, False), NEXT_YEAR),
        ("revenue 1.2M 2027", EN, "revenue", Amount(1_200_000, Said.MONEY, False), NEXT_YEAR),
        ("rétention 92,5 % l'an prochain", FR, "retention", Amount(92.5, Said.PERCENT, False), NEXT_YEAR),
        ("revenue 0", EN, "revenue", Amount(0, Said.NUMBER, False), None),
        ("leads to 500 Q4", EN, "leads", Amount(500, Said.NUMBER, False), QUARTER),
        ("leads 500 Q4", EN, "leads", Amount(500, Said.NUMBER, False), QUARTER),
        ("leads 500 T4", FR, "leads", Amount(500, Said.NUMBER, False), QUARTER),
        ("cycle 45 next year", EN, "cycle", Amount(45, Said.NUMBER, False), NEXT_YEAR),
        ("Q4 2026 leads", EN, "leads", None, QUARTER),
    ],
)
def test_kpi_amount_and_horizon_are_read(
    typed: str, language: Language, kpi: str, amount: Amount | None, horizon: Period | None
) -> None:
    read = target(typed, language)
    assert (read.kpi, read.amount, read.horizon, read.unread) == (kpi, amount, horizon, ())


def test_of_two_bare_numbers_none_is_taken_for_the_amount() -> None:
    read = target("leads 500 600", EN)
    assert (read.amount, read.unread) == (None, ("500", "600"))


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ("conversion 25% team Nord Q4", NORD),
        ("conversion 25 % équipe Nord", NORD),
        ("conversion 25 % équipe:Nord", NORD),
        ("conversion 25 % région Sud", Scope(Level.REGION, "Sud")),
        ('conversion 25 % rep "Camille Roy"', Scope(Level.REP, "Camille Roy")),
        ("conversion 25 % mon équipe", Mine.TEAM),
        ("my team conversion 25 %", Mine.TEAM),
        ("conversion 25 %", None),
    ],
)
def test_whose_target_it_is_is_read_with_or_without_a_colon(typed: str, scope: Scope | Mine | None) -> None:
    assert target(typed).scope == scope


def test_a_day_to_come_ends_a_horizon_that_begins_today() -> None:
    for typed in ("cycle 45 jours d'ici le 31 mars 2027", "cycle 45 days by 31 March 2027"):
        assert target(typed).horizon == Period(TODAY, date(2027, 4, 1))


def test_words_that_are_not_understood_are_told_and_the_rest_is_kept() -> None:
    read = target("retenton +10 % cette année")
    assert (read.unread, read.kpi, read.amount_words, read.horizon) == (("retenton",), None, "+10 %", YEAR)


def test_a_segment_is_not_passed_over() -> None:
    assert target("conversion 25 % segment:PME").narrowed
    assert not target("conversion 25 % équipe:Nord").narrowed


def test_nothing_typed_is_nothing_said() -> None:
    assert target("") == TypedTarget()


@pytest.mark.parametrize(
    ("typed", "language", "amount"),
    [
        ("+10 %", FR, Amount(10, Said.PERCENT, True)),
        (" 25% ", EN, Amount(25, Said.PERCENT, False)),
        ("12,5", FR, Amount(12.5, Said.NUMBER, False)),
        ("1,200", EN, Amount(1200, Said.NUMBER, False)),
        ("1,200", FR, Amount(1.2, Said.NUMBER, False)),
        ("1\u202f200\u00a0000 €", FR, Amount(1_200_000, Said.MONEY, False)),
        ("-3 points", EN, Amount(-3, Said.POINTS, True)),
        ("45 jours", FR, Amount(45, Said.DAYS, False)),
        ("$1.5M", EN, Amount(1_500_000, Said.MONEY, False)),
        ("ten", EN, None),
        ("", EN, None),
        ("10 % 20 %", EN, None),
        ("10 apples", EN, None),
    ],
)
def test_a_field_holds_one_amount_or_none(typed: str, language: Language, amount: Amount | None) -> None:
    assert read_amount(typed, language) == amount
