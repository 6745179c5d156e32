"""What the facts tell of each happening: whom it counts, what comes before it, and which number its rows bear."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from kpi_engine.answer import LeftOutReason
from kpi_engine.definitions import populations as each
from kpi_engine.population import Exclusion, Population
from kpi_engine.recipes.grammar import Happening
from kpi_engine.recipes.problems import BadRecipe, RecipeProblem


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A happening as the facts tell it.

    `place`: its turn in the life of a row of its table, 0 being the birth. `number`: the column of its amount or score,
    `scale`: the lowest and the highest score there is.
    """

    population: Population
    place: int = 0
    number: str | None = None
    scale: tuple[float, float] | None = None

    @property
    def table(self) -> str:
        """The table whose rows it happens to."""
        return self.population.table.name

    def follows(self, other: "Told") -> bool:
        """Whether it comes after the other in the life of the same row."""
        return self.table == other.table and self.place > other.place


_NPS, _CSAT = (0, 10), (1, 5)

TOLD: Mapping[Happening, Told] = MappingProxyType(
    {
        Happening.LEADS_CREATED: Told(each.LEADS_CREATED),
        Happening.LEADS_CONTACTED: Told(each.LEADS_CONTACTED, 1),
        Happening.LEADS_QUALIFIED: Told(each.LEADS_QUALIFIED, 2),
        Happening.LEADS_WON: Told(each.LEADS_WON, 3),
        Happening.OPPORTUNITIES_CREATED: Told(each.CREATED, 0, "amount"),
        Happening.OPPORTUNITIES_CLOSED: Told(each.CLOSED, 1, "amount"),
        Happening.OPPORTUNITIES_WON: Told(each.WON, 2, "amount"),
        Happening.OPPORTUNITIES_LOST: Told(each.LOST, 2, "amount"),
        Happening.ORDERS: Told(each.ORDERS, 0, "amount"),
        Happening.CONTRACTS_STARTED: Told(each.CONTRACTS_STARTED),
        Happening.CONTRACTS_ENDED: Told(each.CONTRACTS_ENDED, 1),
        Happening.NPS_ANSWERS: Told(each.answered("nps", *_NPS), 0, "score", _NPS),
        Happening.CSAT_ANSWERS: Told(each.answered("csat", *_CSAT), 0, "score", _CSAT),
    }
)
"""A survey is answered on one table; what happens to its answers is told apart by their kind."""


def number_of(told: Told, least: float) -> ColumnElement[Any]:
    """The amount or score that is held against a smallest one. Raises BadRecipe."""
    if told.number is None:
        raise BadRecipe(RecipeProblem.NO_NUMBER, told.population.event)
    if told.scale and not told.scale[0] < least <= told.scale[1]:
        raise BadRecipe(RecipeProblem.OFF_THE_SCALE)
    return told.population.table.c[told.number]


def at_least(told: Told, least: float | None) -> Population:
    """The rows whose number is large enough; those without one are left out and said. Raises BadRecipe."""
    rows = told.population
    if least is None:
        return rows
    number = number_of(told, least)
    if not number.nullable:
        return replace(rows, where=and_(rows.members, number >= least))
    unknown = number.is_(None)
    return replace(
        rows,
        event="amount",
        where=and_(rows.members, or_(unknown, number >= least)),
        exclusions=(*rows.exclusions, Exclusion(LeftOutReason.NO_AMOUNT, unknown)),
    )
