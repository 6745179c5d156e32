"""From a definition to the measure that computes it: the same measures as those of the built-in KPIs."""

from dataclasses import replace
from functools import lru_cache

from sqlalchemy import and_

from kpi_engine.answer import LeftOutReason
from kpi_engine.definitions.populations import CLOSED, CREATED, LOST, WON
from kpi_engine.dialects import days_between
from kpi_engine.measures import (
    Count,
    FavourableShare,
    MeanAmount,
    Measure,
    OrElse,
    PerAccount,
    Ratio,
    Share,
    ShareByAge,
    TotalAmount,
)
from kpi_engine.measures.measure import TableMeasure
from kpi_engine.population import Exclusion, Population
from kpi_engine.recipes.conditions import check_conditions
from kpi_engine.recipes.durations import median_of
from kpi_engine.recipes.grammar import Happening, Recipe, Way
from kpi_engine.recipes.happenings import TOLD, Told, at_least, number_of
from kpi_engine.recipes.problems import BadRecipe, RecipeProblem

LONGEST = 3650
"""The most days that a share may be waited for."""

_USED = {
    Way.SHARE: {"among", "within_days", "at_least"},
    Way.MEDIAN_DAYS: {"among", "since", "at_least"},
}
_OPTIONAL = ("among", "since", "within_days", "at_least")


def measure_of(recipe: Recipe) -> Measure:
    """Compute what a definition says; its conditions narrow the rows of every question put to it. Raises BadRecipe."""
    _check_parts(recipe)
    measure = _measured(replace(recipe, conditions=()))
    check_conditions(recipe.conditions, measure)
    return measure


def by_period_of(recipe: Recipe) -> Measure | None:
    """The other basis of a lead conversion: won in the period ÷ created in it. A deadline or an amount has none."""
    plain = Recipe(Way.SHARE, Happening.LEADS_WON, Happening.LEADS_CREATED, conditions=recipe.conditions)
    return _LEADS_BY_PERIOD if recipe == plain else None


_LEADS_BY_PERIOD = Ratio(over=TOLD[Happening.LEADS_CREATED].population, happened=TOLD[Happening.LEADS_WON].population)


def _check_parts(recipe: Recipe) -> None:
    used = _USED.get(recipe.way, {"at_least"})
    unused = (part for part in _OPTIONAL if getattr(recipe, part) is not None and part not in used)
    if part := next(unused, None):
        raise BadRecipe(RecipeProblem.UNUSED_PART, part)
    if recipe.within_days is not None and not 1 <= recipe.within_days <= LONGEST:
        raise BadRecipe(RecipeProblem.DAYS_OFF_THE_SCALE, str(recipe.within_days))


@lru_cache(maxsize=1024)
def _measured(recipe: Recipe) -> Measure:
    """One measure for all definitions that differ in their conditions alone: what is known of one holds for all."""
    match recipe.way:
        case Way.COUNT:
            return Count(at_least(TOLD[recipe.counted], recipe.at_least))
        case Way.SHARE:
            return _share(recipe)
        case Way.MEDIAN_DAYS:
            return median_of(recipe)
        case Way.MEAN:
            return MeanAmount(_amounts(recipe))
        case _:
            return _revenue(recipe)


def _revenue(recipe: Recipe) -> Measure:
    """Orders tell revenue; where there are none, what was won does."""
    if recipe.counted is not Happening.ORDERS:
        return _added(recipe)
    return OrElse(_added(recipe), _added(replace(recipe, counted=Happening.OPPORTUNITIES_WON)))


def _added(recipe: Recipe) -> TableMeasure:
    if recipe.way is Way.TOTAL:
        return TotalAmount(_amounts(recipe))
    rows = _amounts(recipe)
    nobody = Exclusion(LeftOutReason.NO_ACCOUNT, rows.table.c.account_id.is_(None))
    return PerAccount(replace(rows, event="account", exclusions=(*rows.exclusions, nobody)))


def _amounts(recipe: Recipe) -> Population:
    """The rows that have an amount."""
    told = TOLD[recipe.counted]
    if told.number != "amount":
        raise BadRecipe(RecipeProblem.NO_AMOUNTS, recipe.counted)
    rows, amount = at_least(told, recipe.at_least), told.population.table.c.amount
    if not amount.nullable or recipe.at_least is not None:
        return rows
    return replace(
        rows, event="amount", exclusions=(*rows.exclusions, Exclusion(LeftOutReason.NO_AMOUNT, amount.is_(None)))
    )


def _share(recipe: Recipe) -> Measure:
    if recipe.among is None:
        raise BadRecipe(RecipeProblem.NOTHING_SHARED)
    if recipe.among is recipe.counted:
        return _share_of_large(recipe)
    over, of = TOLD[recipe.among], TOLD[recipe.counted]
    if over.table != of.table:
        raise BadRecipe(RecipeProblem.OTHER_TABLE, recipe.counted)
    if not of.follows(over):
        raise BadRecipe(RecipeProblem.NOT_AFTER, recipe.counted)
    if recipe.at_least is not None:
        raise BadRecipe(RecipeProblem.AT_LEAST_OF_OTHERS)
    if over.population.dated_by == of.population.dated_by:
        return _settled(recipe)
    return ShareByAge(over=over.population, reached=_within(recipe.within_days, over, of))


def _share_of_large(recipe: Recipe) -> Measure:
    """Of the rows that bear a number, those whose number is large enough."""
    told = TOLD[recipe.counted]
    if recipe.at_least is None:
        raise BadRecipe(RecipeProblem.THE_WHOLE, recipe.counted)
    if recipe.within_days is not None:
        raise BadRecipe(RecipeProblem.NO_AGE)
    number = number_of(told, recipe.at_least)
    unknown = (Exclusion(LeftOutReason.NO_AMOUNT, number.is_(None)),) if number.nullable else ()
    over = replace(told.population, exclusions=(*told.population.exclusions, *unknown))
    return FavourableShare(over=over, favourable=number >= recipe.at_least)


def _settled(recipe: Recipe) -> Share:
    """Of the opportunities closed, one outcome against the other."""
    if recipe.within_days is not None:
        raise BadRecipe(RecipeProblem.NO_AGE)
    of, against = (WON, LOST) if recipe.counted is Happening.OPPORTUNITIES_WON else (LOST, WON)
    return Share(over=CLOSED, of=of, against=against, waiting=CREATED)


def _within(days: int | None, over: Told, of: Told) -> Population:
    """Whom it happened to in their first so many days, the day they began being the first."""
    if days is None:
        return of.population
    lived = days_between(over.population.day, of.population.day)
    return replace(of.population, where=and_(of.population.members, lived < days))
