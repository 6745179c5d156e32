"""The locked list: customers of the first day, seen again on the last."""

from dataclasses import dataclass

from kpi_engine.measures.population import Population
from kpi_engine.question import Dimension


@dataclass(frozen=True, slots=True, eq=False)
class Retained:
    """Of the accounts active on the first day, the share still active on the last; `lost`: the others."""

    over: Population
    lost: bool = False

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Those of its table."""
        return self.over.dimensions
