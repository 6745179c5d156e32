"""All that the grammar can say, found by trying: and hypothesis' hand in it."""

from itertools import product

from hypothesis import strategies as st

from kpi_engine.question import Dimension
from kpi_engine.recipe import BadRecipe, Condition, Happening, Recipe, Way, measure_of

SURVEYS = (Happening.NPS_ANSWERS, Happening.CSAT_ANSWERS)
AT_LEAST, WITHIN = {"amount": 20.0, "score": 4.0}, 21


def _can_be_said(recipe: Recipe) -> bool:
    try:
        measure_of(recipe)
    except BadRecipe:
        return False
    return True


def _tried(way: Way, *, among: bool = False, since: bool = False, within: bool = False) -> list[Recipe]:
    others = (None, *Happening)
    parts = product(
        Happening, others if among else (None,), others if since else (None,), (None, WITHIN) if within else (None,)
    )
    return [
        Recipe(way, counted, of, start, within_days=days, at_least=least)
        for counted, of, start, days in parts
        for least in (None, AT_LEAST["score" if counted in SURVEYS else "amount"])
    ]


SENTENCES = tuple(
    filter(
        _can_be_said,
        (
            *_tried(Way.COUNT),
            *_tried(Way.SHARE, among=True, within=True),
            *_tried(Way.TOTAL),
            *_tried(Way.MEAN),
            *_tried(Way.PER_ACCOUNT),
            *_tried(Way.MEDIAN_DAYS, among=True, since=True),
        ),
    )
)
"""Every sentence without conditions, with two numbers for those it may hold."""

values = st.sampled_from(["small", "large", "Nord", "salon", "web", None])


@st.composite
def conditions(draw: st.DrawFn, *dimensions: Dimension) -> tuple[Condition, ...]:
    """None to three of them; they may contradict each other."""
    few = st.lists(
        st.builds(
            Condition,
            st.sampled_from(dimensions),
            st.lists(values, min_size=1, max_size=3, unique=True).map(tuple),
            st.booleans(),
        ),
        max_size=3,
    )
    return tuple(draw(few))
