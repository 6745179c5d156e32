"""Counts of events, and the ratio of two of them."""

from dataclasses import dataclass

from kpi_engine.measures.population import Population
from kpi_engine.question import Dimension


@dataclass(frozen=True, slots=True, eq=False)
class Count:
    """How many."""

    over: Population

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions


@dataclass(frozen=True, slots=True, eq=False)
class Ratio:
    """What happened in the period divided by what began in it: two counts by two days, may exceed 1."""

    happened: Population
    began: Population
    outcome: str  # what having happened is called

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.began.dimensions
