"""Sums of money: in all, per row, per account."""

from dataclasses import dataclass

from kpi_engine.measures.population import Population
from kpi_engine.question import Dimension


@dataclass(frozen=True, slots=True, eq=False)
class TotalAmount:
    """Sum of amounts."""

    over: Population

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions


@dataclass(frozen=True, slots=True, eq=False)
class MeanAmount:
    """Mean amount; the median stands beside it."""

    over: Population

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions


@dataclass(frozen=True, slots=True, eq=False)
class PerAccount:
    """Sum of amounts divided by the distinct accounts they came from."""

    over: Population

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions
