"""From what is chosen to a definition, and what can be chosen next: the grammar itself says what goes with what."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from bot.text import Language
from bot.use_cases.proposals.draft import Fault, Part, RecipeDraft
from bot.words.amounts import Said, read_amount
from kpi_engine.question import Dimension
from kpi_engine.recipe import BadRecipe, Happening, Recipe, Way, measure_of, offered

_SOME_DAYS, _SOME = 30, 4.0  # whether a part fits does not depend on its number, as long as that is on every scale


def recipe_in(draft: RecipeDraft, language: Language) -> Recipe | Fault | None:
    """The definition that a draft says; None while something of it is to be chosen, a Fault where a number is none."""
    if draft.way is None or draft.counted is None or _lacks_other(draft):
        return None
    within = _days(draft.within_days)
    at_least = _number(draft.at_least, language)
    if isinstance(within, Fault):
        return within
    if isinstance(at_least, Fault):
        return at_least
    bare = _bare(draft)
    return replace(
        bare,
        conditions=tuple(each for each in draft.conditions if each),
        within_days=within if takes_days(bare) else None,
        at_least=at_least if takes_least(bare) else None,
    )


def faulty_part(fault: Fault) -> Part:
    """The input that holds a number which is none."""
    return Part.WITHIN if fault is Fault.NOT_DAYS else Part.AT_LEAST


def settled(draft: RecipeDraft) -> RecipeDraft:
    """The draft without what no longer goes with what was chosen before it; what can only be one thing is chosen."""
    if draft.way is None:
        return draft
    counted = _kept(draft.counted, counts(draft.way))
    among = _kept(draft.among, wholes(counted)) if draft.way is Way.SHARE and counted else None
    since = _kept(draft.since, starts(counted)) if draft.way is Way.MEDIAN_DAYS and counted else None
    begun = replace(draft, counted=counted, among=among, since=since)
    dimensions = dimensions_of(begun)
    fitting = tuple(each if each and each.dimension in dimensions else None for each in draft.conditions)
    return replace(begun, conditions=fitting)


@cache
def counts(way: Way) -> tuple[Happening, ...]:
    """What can be measured that way."""
    return tuple(each for each in Happening if _measurable(way, each))


@cache
def wholes(counted: Happening) -> tuple[Happening, ...]:
    """Of which it can be a share; of itself where only the large ones count."""
    return tuple(each for each in Happening if _fits(_share(counted, each)))


@cache
def starts(counted: Happening) -> tuple[Happening, ...]:
    """Since when days up to it can be counted."""
    return tuple(each for each in Happening if _fits(Recipe(Way.MEDIAN_DAYS, counted, since=each)))


def can_be_dated_by_start(draft: RecipeDraft) -> bool:
    """Whether a duration may be that of all who began in the period."""
    return draft.way is Way.MEDIAN_DAYS and draft.counted is not None and draft.since is not None


def dimensions_of(draft: RecipeDraft) -> tuple[Dimension, ...]:
    """What conditions may name."""
    if draft.way is None or draft.counted is None or _lacks_other(draft):
        return ()
    recipe = _with_least(_bare(draft))
    return offered(measure_of(recipe)) if _fits(recipe) else ()


def table_of(draft: RecipeDraft) -> str | None:
    """The table whose rows are counted, where its values are to be looked up."""
    if draft.way is None or draft.counted is None or _lacks_other(draft):
        return None
    recipe = _with_least(_bare(draft))
    return measure_of(recipe).on(()).over.table.name if _fits(recipe) else None


def asks_days(draft: RecipeDraft) -> bool:
    """Whether "within so many days" goes with it."""
    return draft.counted is not None and not _lacks_other(draft) and draft.way is not None and takes_days(_bare(draft))


def asks_least(draft: RecipeDraft) -> bool:
    """Whether "at least so much" goes with it."""
    return draft.counted is not None and not _lacks_other(draft) and draft.way is not None and takes_least(_bare(draft))


def takes_days(recipe: Recipe) -> bool:
    """Whether a definition may have a deadline."""
    return _fits(replace(recipe, within_days=_SOME_DAYS))


def takes_least(recipe: Recipe) -> bool:
    """Whether a definition may have a smallest amount or score."""
    return _fits(replace(recipe, at_least=_SOME))


def redrafted(recipe: Recipe, at_least: str) -> RecipeDraft:
    """The draft that a definition is made of; `at_least` as its reader types it."""
    return RecipeDraft(
        way=recipe.way,
        counted=recipe.counted,
        among=recipe.among if recipe.way is Way.SHARE else None,
        since=recipe.since,
        by_start=recipe.way is Way.MEDIAN_DAYS and recipe.among is not None,
        conditions=recipe.conditions,
        within_days="" if recipe.within_days is None else str(recipe.within_days),
        at_least=at_least,
    )


def _bare(draft: RecipeDraft) -> Recipe:
    """What is chosen from menus, without conditions and numbers. Raises ValueError where something is missing."""
    if draft.way is None or draft.counted is None:
        raise ValueError("nothing is counted yet")
    if draft.way is Way.SHARE:
        return Recipe(draft.way, draft.counted, among=draft.among)
    if draft.way is Way.MEDIAN_DAYS:
        return Recipe(draft.way, draft.counted, since=draft.since, among=draft.since if draft.by_start else None)
    return Recipe(draft.way, draft.counted)


def _lacks_other(draft: RecipeDraft) -> bool:
    """Whether it is still to be said of which, or since when."""
    return (draft.way is Way.SHARE and draft.among is None) or (draft.way is Way.MEDIAN_DAYS and draft.since is None)


def _share(counted: Happening, among: Happening) -> Recipe:
    return _with_least(Recipe(Way.SHARE, counted, among=among))


def _with_least(recipe: Recipe) -> Recipe:
    """A share of the same is one of its large ones."""
    same = recipe.way is Way.SHARE and recipe.among is recipe.counted
    return replace(recipe, at_least=_SOME) if same else recipe


def _measurable(way: Way, counted: Happening) -> bool:
    match way:
        case Way.SHARE:
            return bool(wholes(counted))
        case Way.MEDIAN_DAYS:
            return bool(starts(counted))
        case _:
            return _fits(Recipe(way, counted))


def _fits(recipe: Recipe) -> bool:
    try:
        measure_of(recipe)
    except BadRecipe:
        return False
    return True


def _kept(chosen: Happening | None, among: Sequence[Happening]) -> Happening | None:
    if chosen in among:
        return chosen
    return among[0] if len(among) == 1 else None


def _days(typed: str) -> int | Fault | None:
    if not typed.strip():
        return None
    digits = typed.strip().split()[0]
    return int(digits) if digits.isdecimal() and len(digits) < len("100000") else Fault.NOT_DAYS


def _number(typed: str, language: Language) -> float | Fault | None:
    if not typed.strip():
        return None
    amount = read_amount(typed, language)
    return amount.value if amount and amount.said in {Said.NUMBER, Said.MONEY} else Fault.NOT_A_NUMBER
