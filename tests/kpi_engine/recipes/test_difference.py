"""What a new version of a definition says otherwise."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Direction
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Differing, Happening, Part, Recipe, Way, between, difference, kpi_of
from tests.kpi_engine.recipes.sentences import SENTENCES

WON, BORN, QUALIFIED = Happening.LEADS_WON, Happening.LEADS_CREATED, Happening.LEADS_QUALIFIED
WEB, SALON = Condition(Dimension.SOURCE, ("web",)), Condition(Dimension.SOURCE, ("salon",))
SMALL = Condition(Dimension.SEGMENT, ("small",), leaves_out=True)
CONVERSION = Recipe(Way.SHARE, WON, BORN)


def test_parts_come_as_they_were_and_as_they_become() -> None:
    after = Recipe(Way.SHARE, QUALIFIED, BORN, within_days=30)
    assert between(CONVERSION, after) == (
        Differing(Part.COUNTED, WON, QUALIFIED),
        Differing(Part.WITHIN_DAYS, None, 30),
    )


def test_a_condition_made_given_up_or_changed_is_one_difference() -> None:
    before = replace(CONVERSION, conditions=(WEB,))
    assert between(CONVERSION, before) == (Differing(Part.CONDITION, None, WEB),)
    assert between(before, CONVERSION) == (Differing(Part.CONDITION, WEB, None),)
    assert between(before, replace(CONVERSION, conditions=(SALON,))) == (Differing(Part.CONDITION, WEB, SALON),)
    assert between(before, replace(CONVERSION, conditions=(SMALL, WEB))) == (Differing(Part.CONDITION, None, SMALL),)


def test_the_order_of_conditions_is_no_difference() -> None:
    assert between(replace(CONVERSION, conditions=(WEB, SMALL)), replace(CONVERSION, conditions=(SMALL, WEB))) == ()


@given(one=st.sampled_from(SENTENCES), other=st.sampled_from(SENTENCES))
def test_two_recipes_differ_in_something_or_are_the_same(one: Recipe, other: Recipe) -> None:
    assert bool(between(one, other)) is (one != other)
    assert len(between(one, other)) == len(between(other, one))


def test_a_new_version_may_change_name_and_direction_as_well() -> None:
    before = CATALOG["conversion"]
    after = kpi_of("conversion", "Win rate", CONVERSION, version=2, better=Direction.DOWN, owner=before.owner)
    assert difference(before, after) == (
        Differing(Part.NAME, "Conversion rate", "Win rate"),
        Differing(Part.BETTER, Direction.UP, Direction.DOWN),
    )


def test_a_definition_that_the_grammar_cannot_say_differs_as_a_whole() -> None:
    retention = CATALOG["retention"]
    after = kpi_of("retention", retention.name, CONVERSION, version=2, better=retention.better, owner=retention.owner)
    assert [each.part for each in difference(retention, after)] == [Part.WHOLE]
    assert difference(retention, replace(retention, version=2)) == ()
