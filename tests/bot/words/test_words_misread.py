"""What was not understood is said with its place, its reason, and commands that read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words import Help, Mine, Topic, Understood, Why
from kpi_engine.definitions import CATALOG
from kpi_engine.question import Basis, Compare, Dimension, Filter
from kpi_engine.scope import COMPANY
from tests.bot.words.asking import EN, FR, ask, misread, reading


@pytest.mark.parametrize(
    "text", ["", " ", "?", "help", "HELP", "aide", "Aide !", "help conversion", "...", "\u200b", "¿?"]
)
def test_nothing_or_a_call_for_help_is_help(text):
    assert reading(text) == Help()


@pytest.mark.parametrize(
    "text", ["hello", "Bonjour !", "merci", "list", "kpis", "What can you do?", "qu’est-ce que tu sais faire ?"]
)
def test_small_words_alone_are_a_call_for_help(text):
    assert reading(text) == Help()
    assert ask(f"{text} leads").kpi == "leads"


WHY = {
    "leads foo": [(Why.UNKNOWN_WORD, "foo", None)],
    "leads par mois": [(Why.BY_TIME, "par mois", Topic.PERIOD)],
    "leads par jour": [(Why.UNKNOWN_DIMENSION, "jour", Topic.BREAKDOWN)],
    "top 5 leads": [(Why.RANKING, "top 5", None)],
    "leads by": [(Why.INCOMPLETE, "by", Topic.BREAKDOWN)],
    "leads par 2026": [(Why.INCOMPLETE, "par", Topic.BREAKDOWN)],
    "leads vs": [(Why.INCOMPLETE, "vs", Topic.COMPARISON)],
    "leads vs foo": [(Why.INCOMPLETE, "vs", Topic.COMPARISON), (Why.UNKNOWN_WORD, "foo", None)],
    "leads segment": [(Why.BARE_DIMENSION, "segment", Dimension.SEGMENT)],
    "retention par source": [(Why.DIMENSION_NOT_OF_KPI, "par source", Dimension.SOURCE)],
    "churn source:web": [(Why.DIMENSION_NOT_OF_KPI, "source:web", Dimension.SOURCE)],
    "cycle basis period": [(Why.BASIS_NOT_OF_KPI, "basis period", Topic.BASIS)],
    "leads Q3 2026 vs 2020": [(Why.OTHER_COMPARISON, "vs 2020", Topic.COMPARISON)],
    "leads Q3 2026 vs Q4 2026": [(Why.OTHER_COMPARISON, "vs Q4 2026", Topic.COMPARISON)],
    "cycle at 90 days": [(Why.AGE_NOT_OF_KPI, "at 90 days", Topic.AGE)],
    "leads vs 2025": [(Why.OTHER_COMPARISON, "vs 2025", Topic.COMPARISON)],
    "leads vs 31 février": [(Why.IMPOSSIBLE_DATE, "31 février", Topic.PERIOD)],
    "leads 3.5": [(Why.UNKNOWN_WORD, "3.5", None)],
    "leads > 10": [(Why.UNKNOWN_WORD, ">", None), (Why.UNKNOWN_WORD, "10", None)],
    "leads sauf source:web": [(Why.UNKNOWN_WORD, "sauf", None)],
    "leads not source:web": [(Why.UNKNOWN_WORD, "not", None)],
    'leads, "par segment"': [(Why.UNKNOWN_WORD, '"par segment"', None)],
    "foo 2026": [(Why.UNKNOWN_WORD, "foo", None)],
}


@pytest.mark.parametrize(("text", "problems"), WHY.items())
def test_each_word_not_taken_is_named_with_its_reason(text, problems):
    assert [(each.why, each.places[0].words, each.about) for each in misread(text).problems] == problems


TWICE = {
    "leads retention": (Topic.KPI, ["leads", "retention"]),
    "leads Q3 2026 par segment 2025": (Topic.PERIOD, ["Q3 2026", "2025"]),
    "leads par segment par région": (Topic.BREAKDOWN, ["par segment", "par région"]),
    "leads & retention": (Topic.KPI, ["leads", "retention"]),
    "leads par segment et région": (Topic.BREAKDOWN, ["par segment", "région"]),
    "leads moi mon équipe": (Topic.SCOPE, ["moi", "mon équipe"]),
    "leads vs an vs previous": (Topic.COMPARISON, ["vs an", "vs previous"]),
    "conversion à 30 jours at 60 days": (Topic.AGE, ["à 30 jours", "at 60 days"]),
    "conversion basis period base cohorte": (Topic.BASIS, ["basis period", "base cohorte"]),
}


@pytest.mark.parametrize(("text", "twice"), TWICE.items())
def test_two_of_a_kind_are_both_named_and_each_is_offered_alone(text, twice):
    read_as = misread(text)
    (problem,) = read_as.problems
    assert problem.why is Why.TWO_OF_A_KIND
    assert (problem.about, [place.words for place in problem.places]) == twice
    assert [each.words.removeprefix("par ") for each in read_as.suggestions] == [
        words.removeprefix("par ") for words in twice[1]
    ]
    assert len({ask(each.text) for each in read_as.suggestions}) == 2


@pytest.mark.parametrize("text", ["leads & churn", "leads, churn", "leads et churn", "leads - churn"])
def test_of_two_neither_is_offered_with_the_sign_that_joined_them(text):
    assert [each.text for each in misread(text).suggestions] == ["leads", "churn"]


def test_the_same_said_twice_is_no_problem():
    assert (
        ask("conversion taux de conversion 2026-09 septembre par segment by segment vs an YoY").by is Dimension.SEGMENT
    )


def test_a_question_without_kpi_is_offered_with_one():
    read_as = misread("last quarter par segment", EN)
    (problem,) = read_as.problems
    assert (problem.why, problem.places, problem.offered) == (Why.NO_KPI, (), tuple(CATALOG))
    assert read_as.suggestions[0].text == "leads last quarter par segment"
    assert all(ask(each.text).by is Dimension.SEGMENT for each in read_as.suggestions)


def test_kpis_offered_have_the_dimension_that_was_said():
    offered = misread("par motif de perte", EN).suggestions
    assert {ask(each.text).kpi for each in offered} <= {
        key for key in CATALOG if Dimension.LOST_REASON in CATALOG[key].dimensions
    }


def test_the_dimensions_and_bases_that_a_kpi_has_are_told():
    (problem,) = misread("retention par source").problems
    assert problem.offered == tuple(CATALOG["retention"].dimensions)
    (problem,) = misread("cycle base période").problems
    assert problem.offered == ("cohort",)


def test_what_was_understood_is_kept_beside_what_was_not():
    read_as = misread("leads trimestre dernier par région source:web mon équipe vs an bidule")
    assert read_as.understood == Understood(
        kpi="leads",
        period=ask("leads Q3 2026").period,
        scope=Mine.TEAM,
        by=Dimension.REGION,
        filters=(Filter(Dimension.SOURCE, ("Web",)),),
        compare=Compare.YEAR,
    )
    assert misread("entreprise base période zzzz").understood == Understood(scope=COMPANY, basis=Basis.PERIOD)


MEANT = {
    ("convertion", FR): "conversion",
    ("taux de convertion par sgment", FR): "taux de conversion par segment",
    ("leads taux de convertion par sgment trimestre dernié", FR): None,
    ("taux de convertion par sgment trimestre dernié", FR): "taux de conversion par segment trimestre dernier",
    ("convresion last quarter", EN): "conversion last quarter",
    ("chiffre d'afaires 2026", FR): "chiffre d'affaires 2026",
    ("leads qualifié 2026", FR): "leads qualifiés 2026",
    ("leads trimestre dernié", FR): "leads trimestre dernier",
    ("leads last quater", EN): "leads last quarter",
    ("leads setpembre 2026", FR): "leads septembre 2026",
    ("leads sorce:web", EN): "leads source:web",
    ("leads by salesprson", EN): "leads by salesperson",
    ("leads by custmer segment", EN): "leads by customer segment",
    ("leads my taem", EN): "leads my team",
    ("leads vs previuos", EN): "leads vs previous",
    ("conversion basis perioed", EN): "conversion basis period",
    ("leads salon pro", EN): 'leads source:"Salon Pro"',
    ("leads région Nord", FR): 'leads région:"Nord"',
    ("leads segment", FR): "leads par segment",
    ("leads segment", EN): "leads by segment",
    ("leads source:wep 2026", EN): 'leads source:"Web" 2026',
    ("leads rep:camille", EN): 'leads rep:"Camille Roy"',
    ("leads rep:roy", EN): 'leads rep:"Camille Roy"',
    ("leads rep:camile roy", EN): 'leads rep:"Camille Roy"',
    ('leads rep:"Camile Roi"', EN): 'leads rep:"Camille Roy"',
    ("revenue by customer", EN): "revenue per customer",
    ("leads semaine S1", FR): None,
    ("leads truc", FR): None,
    ("conv last quarter", EN): "conversion last quarter",
    ("co last quarter", EN): None,
    ("leads by month", EN): "leads last month",
    ("leads par semaine", FR): "leads semaine dernière",
    ("leads par mois 2026", FR): None,
    ("top 5 reps leads", EN): "by reps leads",
    ("top 5 reps", EN): "leads by reps",
    ("leads de Camille", FR): 'leads de commercial:"Camille Roy"',
    ("leads cam", EN): None,
    ("deals won last month", EN): "win rate last month",
    ("leads by by by", EN): "leads by source",
    ("forecast next quarter", EN): "pipeline this quarter",
    ("how many deals did Camille win last month", EN): 'win rate did rep:"Camille Roy" last month',
    ("combien d’affaires gagnées par Camille en mars", FR): 'taux de transformation commercial:"Camille Roy" en mars',
    ("classement des commerciaux leads", FR): "par commerciaux leads",
    ("où en est mon équipe", FR): "leads mon équipe",
    ("cav", FR): None,
    ("mtrb", EN): None,
}


@pytest.mark.parametrize(("typed", "meant"), MEANT.items(), ids=str)
def test_the_nearest_command_comes_first_and_nothing_far_is_offered(typed, meant):
    text, language = typed
    first = next((each.text for each in misread(text, language).suggestions), None)
    assert first == meant


def test_a_value_said_without_its_dimension_is_offered_under_each_that_has_it():
    assert {each.text for each in misread("leads nord", EN).suggestions} == {'leads region:"Nord"', 'leads team:"Nord"'}


def test_a_text_longer_than_any_question_is_not_read():
    read_as = misread("leads " + "par segment " * 1000)
    assert [problem.why for problem in read_as.problems] == [Why.TOO_LONG]
    assert read_as.understood == Understood()


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["leads", "cycel", "par", "segmnt", "source:", "web", "vs", "an", ",", "Q3", "last", "quater", "moi", "foo"]
        ),
        max_size=8,
    )
)
def test_every_suggestion_reads_and_no_more_than_three_are_given(words):
    text = " ".join(words)
    for language in (EN, FR):
        read_as = reading(text, language)
        suggestions = getattr(read_as, "suggestions", ())
        assert len(suggestions) <= 3
        assert len({ask(each.text, language) for each in suggestions}) == len(suggestions)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["leads", "foo", "par", "🚀", "source:web,", "vs", "«zut»", "31/02", "!"]), max_size=8))
def test_places_point_at_the_words_in_the_text(words):
    text = "  ".join(words)
    for problem in getattr(reading(text), "problems", ()):
        for place in problem.places:
            assert text[place.start : place.end] == place.words != ""
