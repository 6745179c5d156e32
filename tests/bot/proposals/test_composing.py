"""What the form offers is what the grammar takes: whatever is chosen from its menus can be measured."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import Language
from bot.use_cases.proposals import compose
from bot.use_cases.proposals.draft import Fault, RecipeDraft
from kpi_engine.definitions import CATALOG
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Happening, Recipe, Way, measure_of, recipe_of

BUILT_IN = [recipe for kpi in CATALOG.values() if (recipe := recipe_of(kpi))]


@st.composite
def chosen(draw: st.DrawFn) -> RecipeDraft:
    """A draft of which each menu was answered with something that it offered."""
    way = draw(st.sampled_from(Way))
    counted = draw(st.sampled_from(compose.counts(way)))
    draft = RecipeDraft(way, counted)
    if way is Way.SHARE:
        draft = replace(draft, among=draw(st.sampled_from(compose.wholes(counted))))
    if way is Way.MEDIAN_DAYS:
        draft = replace(draft, since=draw(st.sampled_from(compose.starts(counted))), by_start=draw(st.booleans()))
    if compose.asks_days(draft):
        draft = replace(draft, within_days=draw(st.sampled_from(["", "30", "90 days"])))
    if compose.asks_least(draft):
        draft = replace(draft, at_least=draw(st.sampled_from(["4", "4.5"])))
    dimensions = compose.dimensions_of(draft)
    conditions = draw(
        st.lists(st.builds(Condition, st.sampled_from(dimensions), st.just(("a",)), st.booleans()), max_size=1)
        if dimensions
        else st.just([])
    )
    return replace(draft, conditions=(None, *conditions))


@given(chosen())
def test_whatever_the_menus_offer_can_be_measured(draft: RecipeDraft):
    recipe = compose.recipe_in(draft, Language.EN)
    assert isinstance(recipe, Recipe)
    measure_of(recipe)
    assert compose.settled(draft) == draft


@given(chosen(), st.sampled_from(Way), st.sampled_from(Happening))
def test_what_no_longer_goes_with_a_choice_is_dropped_and_the_rest_can_be_measured(
    draft: RecipeDraft, way: Way, counted: Happening
):
    settled = compose.settled(replace(draft, way=way, counted=counted))
    recipe = compose.recipe_in(settled, Language.EN)
    assert settled.counted in (*compose.counts(way), None)
    if isinstance(recipe, Recipe) and not (recipe.among is recipe.counted and recipe.at_least is None):
        measure_of(recipe)


@pytest.mark.parametrize("recipe", BUILT_IN, ids=[f"{each.way}-{each.counted}" for each in BUILT_IN])
def test_a_definition_comes_out_of_the_form_as_it_went_in(recipe: Recipe):
    least = "" if recipe.at_least is None else str(recipe.at_least)
    draft = compose.redrafted(recipe, least)
    assert compose.recipe_in(compose.settled(draft), Language.EN) == recipe


def test_all_ten_that_the_grammar_can_say_are_there():
    assert len(BUILT_IN) >= 10


@pytest.mark.parametrize("draft", [RecipeDraft(), RecipeDraft(Way.COUNT), RecipeDraft(Way.SHARE, Happening.LEADS_WON)])
def test_what_is_not_chosen_yet_is_no_definition(draft: RecipeDraft):
    assert compose.recipe_in(draft, Language.EN) is None


def test_a_number_that_is_none_is_said_to_be_none():
    share = RecipeDraft(Way.SHARE, Happening.LEADS_WON, among=Happening.LEADS_CREATED)
    won = RecipeDraft(Way.COUNT, Happening.OPPORTUNITIES_WON)
    assert compose.recipe_in(replace(share, within_days="soon"), Language.EN) is Fault.NOT_DAYS
    assert compose.recipe_in(replace(won, at_least="a lot"), Language.EN) is Fault.NOT_A_NUMBER
    assert compose.recipe_in(replace(won, at_least="10%"), Language.EN) is Fault.NOT_A_NUMBER


@pytest.mark.parametrize("way", list(Way))
def test_no_condition_names_whose_figures_they_are(way: Way):
    for counted in compose.counts(way):
        draft = compose.settled(RecipeDraft(way, counted, among=counted, since=Happening.LEADS_CREATED))
        assert not {Dimension.TEAM, Dimension.REGION, Dimension.REP} & set(compose.dimensions_of(draft))


def test_a_forged_condition_on_a_team_is_dropped():
    forged = RecipeDraft(Way.COUNT, Happening.LEADS_CREATED, conditions=(Condition(Dimension.TEAM, ("Sud",)),))
    assert compose.settled(forged).conditions == (None,)
