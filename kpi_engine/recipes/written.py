"""Definitions as JSON: how records keep them. What is read is checked part by part; nothing of it is ever run."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, TypeVar

from kpi_engine.question import Dimension
from kpi_engine.recipes.grammar import Condition, Happening, Recipe, Way
from kpi_engine.recipes.measured import measure_of
from kpi_engine.recipes.problems import BadRecipe, RecipeProblem

_PARTS = ("way", "counted", "among", "since", "conditions", "within_days", "at_least")
_OF_A_CONDITION = {"dimension", "values", "leaves_out"}
_MOST_VALUES = 100
_LONGEST_VALUE = 500  # characters
_LARGEST = 1e15

W = TypeVar("W", bound=StrEnum)


def dump(recipe: Recipe) -> dict[str, object]:
    """Write a definition; parts that say nothing are left away."""
    written = {part: getattr(recipe, part) for part in _PARTS}
    written["conditions"] = [
        {"dimension": each.dimension.value, "values": list(each.values), "leaves_out": each.leaves_out}
        for each in recipe.conditions
    ]
    plain = {part: each.value if isinstance(each, StrEnum) else each for part, each in written.items()}
    return {part: each for part, each in plain.items() if each is not None and each != []}


def load(written: object) -> Recipe:
    """Read a definition that can be measured. Raises BadRecipe for anything else."""
    parts = _known(written, set(_PARTS), "recipe")
    recipe = Recipe(
        way=_word(parts.get("way"), Way, "way"),
        counted=_word(parts.get("counted"), Happening, "counted"),
        among=_word_or_none(parts.get("among"), "among"),
        since=_word_or_none(parts.get("since"), "since"),
        conditions=tuple(_condition(each) for each in _listed(parts.get("conditions", []), "conditions")),
        within_days=_days(parts.get("within_days")),
        at_least=_number(parts.get("at_least")),
    )
    measure_of(recipe)
    return recipe


def _unreadable(part: str) -> BadRecipe:
    return BadRecipe(RecipeProblem.UNREADABLE, part)


def _known(written: object, parts: set[str], name: str) -> Mapping[str, Any]:
    if not isinstance(written, Mapping) or not set(written) <= parts:
        raise _unreadable(name)
    return written


def _listed(written: object, part: str) -> list[Any]:
    if not isinstance(written, list):
        raise _unreadable(part)
    return written


def _word(written: object, words: type[W], part: str) -> W:
    if not isinstance(written, str) or written not in set(words):
        raise _unreadable(part)
    return words(written)


def _word_or_none(written: object, part: str) -> Happening | None:
    return None if written is None else _word(written, Happening, part)


def _condition(written: object) -> Condition:
    parts = _known(written, _OF_A_CONDITION, "conditions")
    values, leaves_out = _listed(parts.get("values"), "values"), parts.get("leaves_out", False)
    if not isinstance(leaves_out, bool):
        raise _unreadable("leaves_out")
    if len(values) > _MOST_VALUES or not all(_is_value(each) for each in values):
        raise _unreadable("values")
    return Condition(_word(parts.get("dimension"), Dimension, "dimension"), tuple(values), leaves_out)


def _is_value(written: object) -> bool:
    return written is None or (isinstance(written, str) and 0 < len(written) <= _LONGEST_VALUE)


def _days(written: object) -> int | None:
    if written is not None and type(written) is not int:
        raise _unreadable("within_days")
    return written


def _number(written: object) -> float | None:
    if written is None:
        return None
    if isinstance(written, bool) or not isinstance(written, int | float) or not abs(written) <= _LARGEST:
        raise _unreadable("at_least")
    return float(written)
