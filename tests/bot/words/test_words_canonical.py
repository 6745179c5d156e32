"""The canonical words of a question read back to it, in both languages, on any day; words in any order ask the same."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words import Asked, Mine, canonical, read
from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Compare, Dimension, Filter
from kpi_engine.scope import COMPANY, Level, Scope
from tests.bot.words.asking import EN, FR, VALUES, ask, vocabulary

DAYS = st.dates(date(1901, 1, 1), date(2150, 12, 31))
FISCAL_MONTHS = st.integers(1, 12)


@st.composite
def filters(draw, dimensions):
    chosen = draw(st.lists(st.sampled_from(sorted(dimensions, key=list(Dimension).index)), unique=True, max_size=3))
    values = st.sets(
        st.one_of(st.none(), st.text(max_size=12), st.sampled_from(VALUES[Dimension.SOURCE])), min_size=1, max_size=3
    )
    return tuple(
        Filter(dimension, tuple(sorted(draw(values), key=lambda value: (value is None, value or ""))))
        for dimension in Dimension
        if dimension in chosen
    )


@st.composite
def periods(draw, calendar):
    day, grain = draw(DAYS), draw(st.sampled_from([None, *Grain]))
    return calendar.containing(day, grain) if grain else Period(day, day + timedelta(days=draw(st.integers(1, 900))))


@st.composite
def questions(draw, calendar):
    kpi = draw(st.sampled_from(list(CATALOG.values())))
    return Asked(
        kpi=kpi.key,
        period=draw(st.none() | periods(calendar)),
        scope=draw(st.sampled_from([None, COMPANY, *Mine])),
        by=draw(st.sampled_from([None, *kpi.dimensions])),
        filters=draw(filters(kpi.dimensions)),
        compare=draw(st.sampled_from([None, *Compare])),
        basis=draw(st.sampled_from([None, *kpi.bases])),
    )


@settings(max_examples=150, deadline=None)
@given(st.data(), st.builds(Calendar, fiscal_year_starts=FISCAL_MONTHS), DAYS, st.permutations([EN, FR]), st.booleans())
def test_a_question_in_words_reads_back_to_itself(data, calendar, today, languages, with_calendar):
    asked, (written_in, read_in) = (
        data.draw(questions(calendar)),
        data.draw(st.sampled_from([languages, languages[:1] * 2])),
    )
    values = {each.dimension: [value for value in each.values if value is not None] for each in asked.filters}
    words = canonical(asked, written_in, calendar if with_calendar else None)
    assert (
        read(words, vocabulary(read_in, fiscal_year_starts=calendar.fiscal_year_starts, values=values), today) == asked
    )


def test_canonical_words_are_what_people_would_type():
    asked = ask('transformation T3 2026 par région source:"Salon Pro",inconnu mon équipe vs an')
    calendar = Calendar()
    assert (
        canonical(asked, FR, calendar)
        == 'taux de transformation T3 2026 par région source:"Salon Pro",inconnu mon équipe vs an'
    )
    assert canonical(asked, EN, calendar) == 'win rate Q3 2026 by region source:"Salon Pro",unknown my team vs year'
    assert canonical(asked, EN).startswith("win rate quarter of 2026-07-01 by region")
    assert (
        canonical(ask("conversion sept base période"), FR, calendar) == "taux de conversion septembre 2026 base période"
    )


def test_a_named_scope_is_written_as_the_filter_that_people_type():
    asked = Asked(kpi="leads", scope=Scope(Level.REP, "Camille Roy"))
    assert canonical(asked, FR) == 'leads commercial:"Camille Roy"'
    assert ask(canonical(asked, FR)).filters == (Filter(Dimension.REP, ("Camille Roy",)),)


KPI = ("conversion", "taux de conversion", "lead to customer")
PERIODS = (
    "T3 2026",
    "last quarter",
    "depuis janvier",
    "du 3 au 14 mars",
    "2026-03-03..2026-03-14",
    "30 derniers jours",
    "YTD",
    "sept",
)
BY = ("by segment", "par équipe", "per rep")
FILTERS = ('source:"Salon Pro"', "source:salon, web", "campagne : inconnu", "rep:camille roy")
SCOPES = ("my team", "moi", "entreprise")
COMPARES = ("vs previous", "vs an", "compared to last year", "sans comparaison", "YoY")
BASES = ("basis period", "base cohorte")
FILLERS = ("please", "donne-moi", "?", "le", "🚀")
POLITE = st.lists(st.sampled_from(FILLERS), max_size=2, unique=True)


@settings(max_examples=150, deadline=None)
@given(
    st.tuples(*(st.sampled_from(parts) for parts in (KPI, PERIODS, BY, FILTERS, SCOPES, COMPARES, BASES))),
    POLITE,
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_parts_does_not_matter(parts, polite, order):
    shuffled = [*parts, *polite]
    order.shuffle(shuffled)
    assert ask(" ".join(shuffled)) == ask(" ".join(parts))


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("compare", COMPARES)
def test_neighbours_do_not_merge_into_something_else(period, compare):
    alone = Asked(kpi="conversion", period=ask(f"leads {period}").period, compare=ask(f"leads {compare}").compare)
    for kpi in KPI:
        for text in (f"{compare} {period} {kpi}", f"{period} {compare} {kpi}", f"{kpi} {compare} {period}"):
            assert ask(text) == alone
