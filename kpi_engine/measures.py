"""What can be measured. Each measure names the columns of its statement and turns their values into a Figure."""

from typing import Protocol

from kpi_engine.question import Dimension


class Measure(Protocol):
    """A measure over one population."""

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions of the table it counts."""
