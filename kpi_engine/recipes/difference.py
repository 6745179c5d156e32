"""What differs between two definitions, part by part."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kpi_engine.kpi import Kpi
from kpi_engine.recipes.grammar import Condition, Recipe


class Part(StrEnum):
    """A part of a KPI that a new version may change."""

    NAME = "name"
    BETTER = "better"
    OWNER = "owner"
    WAY = "way"
    COUNTED = "counted"
    AMONG = "among"
    SINCE = "since"
    WITHIN_DAYS = "within_days"
    AT_LEAST = "at_least"
    CONDITION = "condition"
    WHOLE = "whole"  # one of the two is not a recipe: all that it says


@dataclass(frozen=True, slots=True)
class Differing:
    """One part, as it was and as it becomes; None where it says nothing. Conditions come one by one."""

    part: Part
    before: Any
    after: Any


_OF_A_RECIPE = (Part.WAY, Part.COUNTED, Part.AMONG, Part.SINCE, Part.WITHIN_DAYS, Part.AT_LEAST)
_OF_A_KPI = (Part.NAME, Part.BETTER, Part.OWNER)


def difference(before: Kpi, after: Kpi) -> tuple[Differing, ...]:
    """List what a new version of a KPI changes, in the order in which people read a definition."""
    told = [Differing(part, getattr(before, part), getattr(after, part)) for part in _OF_A_KPI]
    changed = tuple(each for each in told if each.before != each.after)
    if before.recipe is None or after.recipe is None:
        same = before.measure is after.measure
        return changed if same else (*changed, Differing(Part.WHOLE, before.recipe, after.recipe))
    return (*changed, *between(before.recipe, after.recipe))


def between(before: Recipe, after: Recipe) -> tuple[Differing, ...]:
    """List what one recipe says otherwise than another."""
    parts = [Differing(part, getattr(before, part), getattr(after, part)) for part in _OF_A_RECIPE]
    changed = (each for each in parts if each.before != each.after)
    return (*changed, *_conditions(before.conditions, after.conditions))


def _conditions(before: tuple[Condition, ...], after: tuple[Condition, ...]) -> tuple[Differing, ...]:
    """Conditions given up and made; one that changes its values is both at once."""
    gone = [each for each in before if each not in after]
    changed = []
    for each in (each for each in after if each not in before):
        old = next((other for other in gone if _alike(other, each)), None)
        if old:
            gone.remove(old)
        changed.append(Differing(Part.CONDITION, old, each))
    return (*(Differing(Part.CONDITION, each, None) for each in gone), *changed)


def _alike(one: Condition, other: Condition) -> bool:
    return one.dimension is other.dimension
