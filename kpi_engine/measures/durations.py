"""Durations in days."""

from dataclasses import dataclass

from kpi_engine.measures.population import Population
from kpi_engine.question import Dimension


@dataclass(frozen=True, slots=True, eq=False)
class MedianDays:
    """Median days from `since` to the population's own day; mean and quartiles stand beside it."""

    since: str
    over: Population

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions
