"""A definition as an entry of the catalogue."""

from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi
from kpi_engine.recipes.grammar import Recipe, Way
from kpi_engine.recipes.measured import by_period_of, measure_of

_UNITS = {Way.COUNT: Unit.COUNT, Way.SHARE: Unit.SHARE, Way.MEDIAN_DAYS: Unit.DAYS}


def kpi_of(
    key: str,
    name: str,
    recipe: Recipe,
    *,
    version: int,
    better: Direction,
    owner: str,
    related: tuple[str, ...] = (),
) -> Kpi:
    """Make a KPI of a definition; it signs no sentence, its recipe says it in every language. Raises BadRecipe."""
    return Kpi(
        key=key,
        name=name,
        definition="",
        measure=measure_of(recipe),
        unit=unit_of(recipe),
        better=better,
        version=version,
        owner=owner,
        related=related,
        by_period=by_period_of(recipe),
        recipe=recipe,
    )


def unit_of(recipe: Recipe) -> Unit:
    """What the figures of a definition count."""
    return _UNITS.get(recipe.way, Unit.MONEY)


def recipe_of(kpi: Kpi) -> Recipe | None:
    """The definition in the grammar's words; None where these cannot say it."""
    return kpi.recipe
