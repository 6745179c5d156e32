"""Differences that were tested elsewhere: the engine finds the same, and ranks nobody where chance is enough."""

import pytest

from bot.text import Text
from bot.views.spread import verdict
from kpi_engine.answer import Answer, Breakdown
from kpi_engine.figure import Value
from kpi_engine.question import Dimension, Question
from kpi_engine.statistics.homogeneity import Shares
from tests.real_data.brought import Shelf
from tests.real_data.reference_folder import REAL_DATA
from tests.real_data.truth_matching import CALENDAR, Matched, named, of_kind
from tests.real_data.truth_questions import PERIODS, ToldApart, TrapVerdict, Verdict

pytestmark = REAL_DATA

ANOTHER_SEED = 0.04  # how far another seed moves a p value that was found by shuffling


def cut(shelf: Shelf, by: Dimension) -> Breakdown:
    answer = shelf.take("maven_crm").ask(Question("transformation", PERIODS["maven_crm"], by=by))
    assert answer.breakdown
    return answer.breakdown


def compared(shelf: Shelf, matched: Matched) -> Answer:
    line = matched.line
    assert isinstance(line, Verdict)
    question = Question(line.kpi, named(line.now), against=named(line.then), age=line.age)
    return shelf.take(matched.truth.data_set).ask(question)


@pytest.mark.parametrize("matched", of_kind(ToldApart), ids=str)
def test_groups_are_as_likely_to_be_alike_as_published(shelf: Shelf, matched: Matched):
    assert isinstance(matched.line, ToldApart)
    spread = cut(shelf, matched.line.by).spread
    assert spread
    assert spread.p_value == pytest.approx(matched.truth.value, abs=ANOTHER_SEED)
    assert spread.within_chance


@pytest.mark.parametrize("matched", of_kind(Verdict), ids=str)
def test_a_change_is_called_one_exactly_where_the_published_test_rejects(shelf: Shelf, matched: Matched):
    comparison = compared(shelf, matched).comparison
    now = compared(shelf, matched).headline
    assert comparison
    assert comparison.change
    assert isinstance(now, Value)
    assert isinstance(comparison.figure, Value)
    assert matched.truth.value is not None
    assert comparison.change.beyond_noise is (matched.truth.value < 0.05)
    pair = [(int(each.numerator or 0), each.n) for each in (now, comparison.figure)]
    assert Shares(*zip(*pair, strict=True)).chi_square() == pytest.approx(matched.truth.value, rel=1e-6)


@pytest.mark.parametrize("matched", of_kind(TrapVerdict), ids=str)
def test_no_verdict_is_given_of_periods_that_are_not_alike(shelf: Shelf, matched: Matched):
    comparison = compared(shelf, matched).comparison
    assert comparison
    assert comparison.change is None
    assert comparison.facts_from


def test_thirty_agents_differ_by_chance_and_make_no_ranking(shelf: Shelf):
    agents = cut(shelf, Dimension.REP)
    assert agents.spread
    assert agents.spread.groups == 30
    assert agents.spread.p_value == pytest.approx(0.26, abs=0.005)
    assert agents.spread.apart == ()
    assert verdict(agents, Text("en", CALENDAR)) == (
        "These 30 differ no more than chance would make them: not a ranking. "
        "Equals would lie this far apart 26 times in 100."
    )
    assert verdict(agents, Text("fr", CALENDAR)) == (
        "Ces 30 groupes ne diffèrent pas plus que le hasard ne le ferait\u00a0: ce n’est pas un classement. "
        "À égalité, ils s’écarteraient autant 26 fois sur 100."
    )


def test_the_thirty_are_listed_by_size_not_by_rate(shelf: Shelf):
    figures = [group.figure for group in cut(shelf, Dimension.REP).groups]
    values = [(figure.n, figure.value) for figure in figures if isinstance(figure, Value)]
    assert [n for n, _ in values] == sorted((n for n, _ in values), reverse=True)
    assert [value for _, value in values] != sorted((value for _, value in values), reverse=True)


def test_origins_do_differ_and_those_that_stand_out_are_named(shelf: Shelf):
    answer = shelf.take("olist_funnel").ask(Question("conversion", named("2018-04"), by=Dimension.SOURCE))
    assert answer.breakdown
    spread = answer.breakdown.spread
    assert spread
    assert not spread.within_chance
    shown = {group.value for group in answer.breakdown.groups if isinstance(group.figure, Value)}
    assert spread.apart
    assert {each.value for each in spread.apart} <= shown
