"""Shares of a population: by an outcome already settled, or by one that ripens with age."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement

from kpi_engine.measures.population import Population
from kpi_engine.question import Dimension


@dataclass(frozen=True, slots=True, eq=False)
class Share:
    """Of the settled, the share with one outcome; those `waiting` began in the period and have none yet."""

    of: ColumnElement[bool]
    over: Population
    waiting: Population
    outcomes: tuple[str, str]  # what success and its opposite are called

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions


@dataclass(frozen=True, slots=True, eq=False)
class ShareByAge:
    """Of those who began in the period, the share that reached the day `reached` so far."""

    reached: str
    over: Population
    outcome: str  # what having reached it is called

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions
