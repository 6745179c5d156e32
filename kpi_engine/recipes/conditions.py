"""Which conditions a definition may make."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kpi_engine.measures import Measure, OrElse
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.question import Dimension
from kpi_engine.recipes.grammar import Condition
from kpi_engine.recipes.problems import BadRecipe, RecipeProblem

MOST = 5
"""The most conditions that a definition makes: beyond, nobody could say what it measures."""

_WHOSE = frozenset({Dimension.REP, Dimension.TEAM, Dimension.REGION})
"""Asked with each question, by right: everybody would read the figures of whom a definition names."""


def check_conditions(conditions: Sequence[Condition], measure: Measure) -> None:
    """Raise BadRecipe for the first condition that cannot be made of what is measured, or that no row can meet."""
    if len(conditions) > MOST:
        raise BadRecipe(RecipeProblem.TOO_MANY_CONDITIONS, str(MOST))
    for each in conditions:
        if problem := _problem_of(each, measure):
            raise BadRecipe(problem, each.dimension)
    if empty := next(_impossible(conditions), None):
        raise BadRecipe(RecipeProblem.NOTHING_LEFT, empty)


def offered(measure: Measure) -> tuple[Dimension, ...]:
    """The dimensions that conditions may name: known whichever table tells, and not whose figures."""
    return tuple(each for each in measure.dimensions if _fit(each, measure) is None)


def names_somebody(dimension: Dimension) -> bool:
    """Whether a condition on it would say whose figures they are: none may."""
    return dimension in _WHOSE


def _problem_of(condition: Condition, measure: Measure) -> RecipeProblem | None:
    return _fit(condition.dimension, measure) or (None if condition.values else RecipeProblem.NO_VALUES)


def _fit(dimension: Dimension, measure: Measure) -> RecipeProblem | None:
    if names_somebody(dimension):
        return RecipeProblem.WHOSE_FIGURES
    if any(dimension not in each.dimensions for each in _tables(measure)):
        return RecipeProblem.NO_SUCH_DIMENSION
    silent = any(dimension not in each.breakdowns for each in _tables(measure))
    return RecipeProblem.WRITTEN_BY_OUTCOME if silent else None


def _tables(measure: Measure) -> tuple[TableMeasure, ...]:
    if isinstance(measure, OrElse):
        return (measure.first, measure.second)
    return (measure.on(()),)


def _impossible(conditions: Sequence[Condition]) -> Iterator[Dimension]:
    """Dimensions of which the conditions together let no value pass."""
    by_dimension: defaultdict[Dimension, list[Condition]] = defaultdict(list)
    for each in conditions:
        by_dimension[each.dimension].append(each)
    for dimension, own in by_dimension.items():
        wanted = [set(each.values) for each in own if not each.leaves_out]
        unwanted = {value for each in own if each.leaves_out for value in each.values}
        if wanted and not set.intersection(*wanted) - unwanted:
            yield dimension
