"""Durations that people compose: by the day they ended, or over those who began in the period."""

from dataclasses import replace

from kpi_engine.answer import LeftOutReason
from kpi_engine.measures import Durations, MedianDays, MedianDaysUntil
from kpi_engine.population import Exclusion
from kpi_engine.recipes.grammar import Happening, Recipe
from kpi_engine.recipes.happenings import TOLD, at_least
from kpi_engine.recipes.problems import BadRecipe, RecipeProblem

_EARLY = {
    Happening.LEADS_CONTACTED: LeftOutReason.CONTACTED_BEFORE_CREATED,
    Happening.OPPORTUNITIES_CLOSED: LeftOutReason.CLOSED_BEFORE_CREATED,
    Happening.OPPORTUNITIES_WON: LeftOutReason.CLOSED_BEFORE_CREATED,
    Happening.OPPORTUNITIES_LOST: LeftOutReason.CLOSED_BEFORE_CREATED,
}
"""What it is called that the end lies before the birth; of all else, that the days are out of order."""

_WAITING = {Happening.LEADS_CONTACTED: LeftOutReason.NOT_CONTACTED}


def median_of(recipe: Recipe) -> Durations:
    """Measure the days from `since` to `counted`; over those who began in the period, where `among` says so."""
    since = _start(recipe)
    return _until(recipe, since) if recipe.among else _ended(recipe, since)


def _start(recipe: Recipe) -> Happening:
    """Where days are counted from: earlier in the life of the same row. Raises BadRecipe."""
    if recipe.since is None:
        raise BadRecipe(RecipeProblem.NO_START)
    start, end = TOLD[recipe.since], TOLD[recipe.counted]
    if start.table != end.table:
        raise BadRecipe(RecipeProblem.OTHER_TABLE, recipe.counted)
    if not end.follows(start):
        raise BadRecipe(RecipeProblem.NOT_AFTER, recipe.counted)
    if start.population.dated_by == end.population.dated_by:
        raise BadRecipe(RecipeProblem.SAME_DAY, recipe.counted)
    if recipe.among not in (None, recipe.since):
        raise BadRecipe(RecipeProblem.OTHER_START, recipe.among)
    return recipe.since


def _ended(recipe: Recipe, since: Happening) -> MedianDays:
    start = TOLD[since].population
    rows = at_least(TOLD[recipe.counted], recipe.at_least)
    unknown = (Exclusion(LeftOutReason.START_UNKNOWN, start.day.is_(None)),) if start.day.nullable else ()
    early = Exclusion(_early(recipe.counted, since), rows.day < start.day)
    return MedianDays(replace(rows, exclusions=(*rows.exclusions, *unknown, early)), start.dated_by)


def _until(recipe: Recipe, since: Happening) -> MedianDaysUntil:
    reached = TOLD[recipe.counted].population
    rows = at_least(TOLD[since], recipe.at_least)
    waiting = _WAITING.get(recipe.counted, LeftOutReason.NOT_YET)
    pending = Exclusion(waiting, reached.came_on.is_(None))
    early = Exclusion(_early(recipe.counted, since), reached.came_on < rows.day)
    return MedianDaysUntil(replace(rows, exclusions=(*rows.exclusions, pending, early)), reached, waiting)


def _early(end: Happening, since: Happening) -> LeftOutReason:
    return LeftOutReason.OUT_OF_ORDER if TOLD[since].place else _EARLY.get(end, LeftOutReason.OUT_OF_ORDER)
