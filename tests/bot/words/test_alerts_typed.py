"""An alert typed in few words, in both languages."""

import pytest

from bot.text import Language
from bot.words.alerts import TypedAlert, WatchFor, read_alert
from bot.words.amounts import Amount, Said
from bot.words.reading import Mine
from kpi_engine.periods import Grain
from kpi_engine.scope import Level, Scope
from tests.bot.words.asking import EN, FR, TODAY, vocabulary

NORD = Scope(Level.TEAM, "Nord")
BELOW, ABOVE, TARGET, CHANGE, UNUSUAL, STALLED, SILENT = WatchFor


def alert(typed: str, language: Language = FR) -> TypedAlert:
    return read_alert(typed, vocabulary(language), TODAY)


@pytest.mark.parametrize(
    ("typed", "language", "kpi", "watch_for", "amount"),
    [
        ("conversion below 20%", EN, "conversion", BELOW, Amount(20, Said.PERCENT, False)),
        ("conversion falls under 20%", EN, "conversion", BELOW, Amount(20, Said.PERCENT, False)),
        ("conversion <20%", EN, "conversion", BELOW, Amount(20, Said.PERCENT, False)),
        ("conversion en dessous de 12,5 %", FR, "conversion", BELOW, Amount(12.5, Said.PERCENT, False)),
        ("cycle au-dessus de 60 jours", FR, "cycle", ABOVE, Amount(60, Said.DAYS, False)),
        ("response time above 2 days", EN, "response-time", ABOVE, Amount(2, Said.DAYS, False)),
        ("revenue falls under $40k", EN, "revenue", BELOW, Amount(40_000, Said.MONEY, False)),
        ("CA < 600 k€", FR, "revenue", BELOW, Amount(600_000, Said.MONEY, False)),
        ("nps sous 30", FR, "nps", BELOW, Amount(30, Said.NUMBER, False)),
        ("retention below target", EN, "retention", TARGET, None),
        ("rétention sous l'objectif", FR, "retention", TARGET, None),
        ("CA hors objectif", FR, "revenue", TARGET, None),
        ("cycle above its target", EN, "cycle", TARGET, None),
        ("conversion changes beyond noise", EN, "conversion", CHANGE, None),
        ("conversion changement réel", FR, "conversion", CHANGE, None),
        ("leads outside its usual range", EN, "leads", UNUSUAL, None),
        ("leads hors de ses limites habituelles", FR, "leads", UNUSUAL, None),
        ("conversion inhabituelle", FR, "conversion", UNUSUAL, None),
        ("more than 10 stalled deals", EN, "stages", STALLED, Amount(10, Said.NUMBER, False)),
        ("plus de 10 affaires bloquées", FR, "stages", STALLED, Amount(10, Said.NUMBER, False)),
        ("leads no data for 3 days", EN, "leads", SILENT, Amount(3, Said.DAYS, False)),
        ("leads sans données depuis 3 jours", FR, "leads", SILENT, Amount(3, Said.DAYS, False)),
        ("conversion", EN, "conversion", None, None),
        ("below 20%", EN, None, BELOW, Amount(20, Said.PERCENT, False)),
    ],
)
def test_the_figure_what_to_watch_for_and_how_far_are_read(
    typed: str, language: Language, kpi: str | None, watch_for: WatchFor | None, amount: Amount | None
) -> None:
    read = alert(typed, language)
    assert (read.kpi, read.watch_for, read.amount, read.unread) == (kpi, watch_for, amount, ())


@pytest.mark.parametrize(
    ("typed", "grain"),
    [
        ("churn over 5% monthly", Grain.MONTH),
        ("leads moins de 40 par semaine", Grain.WEEK),
        ("leads hebdo sous 40", Grain.WEEK),
        ("rétention sous 80 % chaque mois", Grain.MONTH),
        ("churn over 5%", None),
    ],
)
def test_by_week_or_by_month_is_read(typed: str, grain: Grain | None) -> None:
    read = alert(typed)
    assert (read.grain, read.unread) == (grain, ())


@pytest.mark.parametrize(
    ("typed", "scope"),
    [
        ("conversion below 18% team Nord", NORD),
        ("conversion sous 18 % équipe Nord", NORD),
        ("leads sous 40 région Sud", Scope(Level.REGION, "Sud")),
        ("my team conversion below 18%", Mine.TEAM),
        ("conversion below 18%", None),
    ],
)
def test_whose_figures_are_watched_is_read(typed: str, scope: Scope | Mine | None) -> None:
    assert alert(typed).scope == scope


def test_the_amount_is_kept_as_it_was_typed() -> None:
    assert alert("nps sous 30").amount_words == "30"
    assert alert("conversion sous 12,5 %").amount_words == "12,5 %"


def test_words_that_are_not_understood_are_told_and_the_rest_is_kept() -> None:
    read = alert("converson sous 20 %")
    assert (read.unread, read.kpi, read.watch_for, read.amount_words) == (("converson",), None, BELOW, "20 %")


def test_a_segment_is_not_passed_over() -> None:
    assert alert("conversion sous 20 % segment=PME").narrowed
    assert not alert("conversion sous 20 % équipe:Nord").narrowed


def test_nothing_typed_is_nothing_said() -> None:
    assert alert("") == TypedAlert()
