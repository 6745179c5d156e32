"""A closed grammar: what it writes it reads, what it cannot measure it refuses, and says why."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_engine.figure import Direction, Unit
from kpi_engine.question import Dimension
from kpi_engine.recipe import (
    LONGEST,
    MOST,
    BadRecipe,
    Condition,
    Happening,
    Recipe,
    RecipeProblem,
    Way,
    dump,
    kpi_of,
    load,
    measure_of,
    offered,
)
from tests.kpi_engine.recipes.sentences import SENTENCES, conditions

SHARE, COUNT, DAYS = Way.SHARE, Way.COUNT, Way.MEDIAN_DAYS
BORN, CONTACTED, QUALIFIED, WON = (
    Happening.LEADS_CREATED,
    Happening.LEADS_CONTACTED,
    Happening.LEADS_QUALIFIED,
    Happening.LEADS_WON,
)
OPENED, CLOSED, SOLD, LOST = (
    Happening.OPPORTUNITIES_CREATED,
    Happening.OPPORTUNITIES_CLOSED,
    Happening.OPPORTUNITIES_WON,
    Happening.OPPORTUNITIES_LOST,
)
ORDERS, CSAT = Happening.ORDERS, Happening.CSAT_ANSWERS


def only(dimension: Dimension, *values: str | None, leaves_out: bool = False) -> Condition:
    return Condition(dimension, values, leaves_out)


def read_or_refused(written: Any) -> Recipe | RecipeProblem:
    try:
        return load(written)
    except BadRecipe as bad:
        return bad.problem


WEB, NOT_WEB = only(Dimension.SOURCE, "web"), only(Dimension.SOURCE, "web", leaves_out=True)

REFUSED = {
    RecipeProblem.NOTHING_SHARED: Recipe(SHARE, WON),
    RecipeProblem.NO_START: Recipe(DAYS, WON),
    RecipeProblem.OTHER_TABLE: Recipe(SHARE, SOLD, BORN),
    RecipeProblem.NOT_AFTER: Recipe(SHARE, BORN, WON),
    RecipeProblem.SAME_DAY: Recipe(DAYS, SOLD, since=CLOSED),
    RecipeProblem.THE_WHOLE: Recipe(SHARE, ORDERS, ORDERS),
    RecipeProblem.OTHER_START: Recipe(DAYS, WON, among=BORN, since=QUALIFIED),
    RecipeProblem.NO_AMOUNTS: Recipe(Way.TOTAL, BORN),
    RecipeProblem.NO_NUMBER: Recipe(COUNT, BORN, at_least=10),
    RecipeProblem.OFF_THE_SCALE: Recipe(SHARE, CSAT, CSAT, at_least=6),
    RecipeProblem.AT_LEAST_OF_OTHERS: Recipe(SHARE, SOLD, OPENED, at_least=10),
    RecipeProblem.NO_AGE: Recipe(SHARE, SOLD, CLOSED, within_days=30),
    RecipeProblem.DAYS_OFF_THE_SCALE: Recipe(SHARE, WON, BORN, within_days=LONGEST + 1),
    RecipeProblem.UNUSED_PART: Recipe(COUNT, BORN, among=BORN),
    RecipeProblem.NO_SUCH_DIMENSION: Recipe(COUNT, ORDERS, conditions=(WEB,)),
    RecipeProblem.WRITTEN_BY_OUTCOME: Recipe(SHARE, SOLD, CLOSED, conditions=(only(Dimension.LOST_REASON, "price"),)),
    RecipeProblem.WHOSE_FIGURES: Recipe(COUNT, BORN, conditions=(only(Dimension.TEAM, "Nord"),)),
    RecipeProblem.NO_VALUES: Recipe(COUNT, BORN, conditions=(only(Dimension.SOURCE),)),
    RecipeProblem.NOTHING_LEFT: Recipe(COUNT, BORN, conditions=(WEB, NOT_WEB)),
    RecipeProblem.TOO_MANY_CONDITIONS: Recipe(COUNT, BORN, conditions=(WEB,) * (MOST + 1)),
}


@pytest.mark.parametrize(("problem", "recipe"), REFUSED.items(), ids=str)
def test_what_cannot_be_measured_is_refused_by_name(problem: RecipeProblem, recipe: Recipe) -> None:
    with pytest.raises(BadRecipe) as refused:
        measure_of(recipe)
    assert refused.value.problem is problem


def test_every_problem_has_its_example() -> None:
    assert set(REFUSED) | {RecipeProblem.UNREADABLE} == set(RecipeProblem)


@pytest.mark.parametrize("recipe", REFUSED.values(), ids=str)
def test_what_cannot_be_measured_cannot_be_read_back_either(recipe: Recipe) -> None:
    with pytest.raises(BadRecipe):
        load(dump(recipe))


@given(sentence=st.sampled_from(SENTENCES), narrowed=conditions(Dimension.SEGMENT))
def test_what_is_written_is_read_again(sentence: Recipe, narrowed: tuple[Condition, ...]) -> None:
    recipe = Recipe(
        **{name: getattr(sentence, name) for name in Recipe.__dataclass_fields__} | {"conditions": narrowed}
    )
    read = read_or_refused(json.loads(json.dumps(dump(recipe))))
    assert read in (recipe, RecipeProblem.NOTHING_LEFT)


numbers = st.integers() | st.floats()
words = st.sampled_from([*Way, *Happening, *Dimension]).map(str) | st.text(max_size=5)
anything = st.recursive(
    st.none() | st.booleans() | numbers | words,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(words, inside, max_size=4),
)
nearly = st.fixed_dictionaries(
    {"way": st.sampled_from(Way).map(str) | anything, "counted": st.sampled_from(Happening).map(str) | anything},
    optional={
        "among": st.sampled_from(Happening).map(str) | anything,
        "since": st.sampled_from(Happening).map(str) | anything,
        "conditions": anything
        | st.lists(
            st.fixed_dictionaries(
                {"dimension": st.sampled_from(Dimension).map(str) | anything, "values": anything},
                optional={"leaves_out": anything, "more": anything},
            )
        ),
        "within_days": numbers | anything,
        "at_least": numbers | anything,
        "more": anything,
    },
)


@settings(max_examples=400)
@given(written=nearly | anything)
def test_any_json_is_a_recipe_or_refused(written: Any) -> None:
    read = read_or_refused(written)
    assert isinstance(read, Recipe | RecipeProblem)
    assert read_or_refused(dump(read)) == read if isinstance(read, Recipe) else read in RecipeProblem


@pytest.mark.parametrize(
    "written",
    [
        {"way": "count", "counted": "leads_created", "sql": "drop table leads"},
        {"way": "count", "counted": "leads_created; --"},
        {"way": "__class__", "counted": "leads_created"},
        {"way": "share", "counted": "leads_won", "among": "leads_created", "within_days": True},
        {"way": "share", "counted": "leads_won", "among": "leads_created", "within_days": 30.0},
        {"way": "total", "counted": "orders", "at_least": float("nan")},
        {"way": "total", "counted": "orders", "at_least": 10**400},
        {"way": "count", "counted": "orders", "conditions": [{"dimension": "segment", "values": "small"}]},
        {"way": "count", "counted": "orders", "conditions": [{"dimension": "segment", "values": [""]}]},
        {"way": "count", "counted": "orders", "conditions": [{"dimension": "segment", "values": ["x" * 501]}]},
        {"way": "count", "counted": "orders", "conditions": {"dimension": "segment", "values": ["small"]}},
    ],
    ids=str,
)
def test_what_the_grammar_does_not_write_is_unreadable(written: dict[str, Any]) -> None:
    with pytest.raises(BadRecipe) as refused:
        load(written)
    assert refused.value.problem is RecipeProblem.UNREADABLE


def test_what_is_left_unsaid_is_not_written() -> None:
    assert dump(Recipe(SHARE, WON, BORN, conditions=(NOT_WEB,))) == {
        "way": "share",
        "counted": "leads_won",
        "among": "leads_created",
        "conditions": [{"dimension": "source", "values": ["web"], "leaves_out": True}],
    }


def test_definitions_that_differ_in_their_conditions_alone_share_what_is_known_of_the_facts() -> None:
    assert measure_of(Recipe(SHARE, WON, BORN)) is measure_of(Recipe(SHARE, WON, BORN, conditions=(WEB,)))


def test_conditions_offer_what_every_table_that_may_tell_knows() -> None:
    revenue = offered(measure_of(Recipe(Way.TOTAL, ORDERS)))
    assert set(revenue) == {Dimension.PRODUCT, Dimension.SEGMENT}
    assert Dimension.LOST_REASON not in offered(measure_of(Recipe(COUNT, SOLD)))


@pytest.mark.parametrize(
    ("recipe", "unit"),
    [
        (Recipe(COUNT, BORN), Unit.COUNT),
        (Recipe(SHARE, CSAT, CSAT, at_least=4), Unit.SHARE),
        (Recipe(Way.PER_ACCOUNT, SOLD), Unit.MONEY),
        (Recipe(DAYS, CONTACTED, since=BORN), Unit.DAYS),
    ],
    ids=str,
)
def test_a_kpi_of_a_recipe_signs_no_sentence_and_keeps_it(recipe: Recipe, unit: Unit) -> None:
    kpi = kpi_of("own", "Own", recipe, version=3, better=Direction.DOWN, owner="somebody", related=("leads",))
    assert (kpi.unit, kpi.definition, kpi.recipe, kpi.version, kpi.related) == (unit, "", recipe, 3, ("leads",))


def test_only_the_plain_conversion_has_another_basis() -> None:
    def bases(recipe: Recipe) -> int:
        return len(kpi_of("own", "Own", recipe, version=1, better=Direction.UP, owner="").bases)

    assert bases(Recipe(SHARE, WON, BORN)) == bases(Recipe(SHARE, WON, BORN, conditions=(WEB,))) == 2
    assert bases(Recipe(SHARE, WON, BORN, within_days=90)) == bases(Recipe(SHARE, QUALIFIED, BORN)) == 1
    assert bases(Recipe(SHARE, LOST, CLOSED)) == 1
