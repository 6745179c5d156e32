"""Everything that the grammar can say, against pandas over the rows."""

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pandas as pd
import pytest
from sqlalchemy import Engine

from kpi_engine import engine
from kpi_engine.figure import Direction, Figure, NoData, NotComputable, Reason, TooLittle, Value
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar, Grain
from kpi_engine.question import Compare, Dimension, Question
from kpi_engine.recipe import BadRecipe, Condition, Recipe, Way, kpi_of
from tests.kpi_engine import generated_facts as generated
from tests.kpi_engine.facts_builder import BuiltFacts, build
from tests.kpi_engine.recipes.recount import recount, table_of
from tests.kpi_engine.recipes.sentences import SENTENCES

LAST = generated.FIRST + timedelta(days=generated.SPAN)
CALENDAR = Calendar()
ROWS = 240
EACH = {"duckdb": 2, "postgresql": 1, "hive": 1}
SHARE_OF_SENTENCES = {"duckdb": 1, "postgresql": 5, "hive": 20}  # one in so many
NARROWED = (
    (),
    (Condition(Dimension.SEGMENT, ("small",)),),
    (Condition(Dimension.SEGMENT, ("small",), leaves_out=True),),
    (Condition(Dimension.SEGMENT, ("small", "large")), Condition(Dimension.SEGMENT, (None,), leaves_out=True)),
    (Condition(Dimension.SEGMENT, ("large", None)), Condition(Dimension.SEGMENT, ("small",), leaves_out=True)),
)
UNSEEN = {Reason.BEFORE_FACTS, Reason.BEFORE_OUTCOME}


def test_every_sentence_is_counted_as_pandas_counts_it(database: Engine) -> None:
    seed = Random().randrange(2**32)
    print(f"seed {seed}")  # noqa: T201 - replays what went wrong
    chance, dialect = Random(seed), database.dialect.name
    tables = {name: [make(chance) | _plain(name) for _ in range(ROWS)] for name, make in generated.TABLES.items()}
    facts = build(database, LAST, **tables)
    frames = {name: pd.DataFrame(rows) for name, rows in tables.items()}
    told: Counter[str] = Counter()
    for sentence in SENTENCES[:: SHARE_OF_SENTENCES[dialect]]:
        for _ in range(EACH[dialect]):
            recipe = Recipe(**{**_parts(sentence), "conditions": chance.choice(NARROWED)})
            told[_compared(recipe, facts, frames, chance)] += 1
    assert told["value"] >= sum(told.values()) / 2, told  # most are values; of few sentences, chance takes some away


def _plain(table: str) -> dict[str, Any]:
    """One currency: that several do not add up is told elsewhere."""
    return {"currency": None} if table == "opportunities" else {}


def _parts(recipe: Recipe) -> dict[str, Any]:
    return {name: getattr(recipe, name) for name in recipe.__dataclass_fields__}


def _compared(recipe: Recipe, facts: BuiltFacts, frames: dict[str, pd.DataFrame], chance: Random) -> str:
    """Ask for a past quarter; gives the outcome, or why the facts as a whole do not tell it."""
    kpi = kpi_of("own", "Own", recipe, version=1, better=Direction.UP, owner="")
    quarter = CALENDAR.containing(generated.FIRST + timedelta(days=chance.randint(60, 360)), Grain.QUARTER)
    question = Question("own", quarter, compare=Compare.NONE)
    figure = engine.answer(question, facts, catalog=Catalog(kpi), calendar=CALENDAR, currency="EUR").headline
    if isinstance(figure, NotComputable) or (isinstance(figure, NoData) and figure.reason in UNSEEN):
        return figure.reason
    expected = recount(recipe, frames, quarter, facts.as_of)
    assert _told(figure) == _close(expected), recipe
    return expected[0]


def _told(figure: Figure) -> tuple[Any, ...]:
    match figure:
        case Value():
            return ("value", figure.value, figure.n, figure.numerator, figure.denominator)
        case NoData():
            return ("no_data", figure.reason)
        case TooLittle():
            return ("too_little", figure.n)
    raise AssertionError(figure)


def _close(told: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(pytest.approx(each, rel=1e-9, abs=1e-9) if isinstance(each, float) else each for each in told)


def test_there_are_sentences_of_every_way() -> None:
    assert {recipe.way for recipe in SENTENCES} == set(Way)
    assert len(SENTENCES) == len(set(SENTENCES)) > 60
    assert {table_of(recipe.counted) for recipe in SENTENCES} == set(generated.TABLES) - {"customer_spells"}


@pytest.mark.parametrize("whose", [Dimension.REP, Dimension.TEAM, Dimension.REGION])
@pytest.mark.parametrize("sentence", SENTENCES, ids=str)
def test_a_definition_does_not_say_whose_figures_count(sentence: Recipe, whose: Dimension) -> None:
    about_one = Recipe(**{**_parts(sentence), "conditions": (Condition(whose, ("Zoe",)),)})
    with pytest.raises(BadRecipe):
        kpi_of("own", "Own", about_one, version=1, better=Direction.UP, owner="")
