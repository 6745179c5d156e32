"""The port between a KPI and the engine."""

from dataclasses import dataclass
from typing import Protocol

from kpi_engine.question import Dimension


class Measure(Protocol):
    """What a KPI computes."""

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions it can be cut or filtered by."""


@dataclass(frozen=True, slots=True, eq=False)
class OrElse:
    """The first measure where its table was brought, else the second."""

    first: Measure
    second: Measure

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of either; which of them hold depends on the facts."""
        either = {*self.first.dimensions, *self.second.dimensions}
        return tuple(dimension for dimension in Dimension if dimension in either)
