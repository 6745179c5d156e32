"""Definitions that people compose: the grammar, how it is kept as JSON, and the KPI that comes of it."""

from kpi_engine.recipes.conditions import MOST, names_somebody, offered
from kpi_engine.recipes.difference import Differing, Part, between, difference
from kpi_engine.recipes.grammar import Condition, Happening, Recipe, Way
from kpi_engine.recipes.kpis import kpi_of, recipe_of, unit_of
from kpi_engine.recipes.measured import LONGEST, measure_of
from kpi_engine.recipes.problems import BadRecipe, RecipeProblem
from kpi_engine.recipes.written import dump, load

__all__ = [
    "LONGEST",
    "MOST",
    "BadRecipe",
    "Condition",
    "Differing",
    "Happening",
    "Part",
    "Recipe",
    "RecipeProblem",
    "Way",
    "between",
    "difference",
    "dump",
    "kpi_of",
    "load",
    "measure_of",
    "names_somebody",
    "offered",
    "recipe_of",
    "unit_of",
]
