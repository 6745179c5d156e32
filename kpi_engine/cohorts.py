"""Customers by month of their first order or contract, and how many of them were active in each month since."""

from dataclasses import dataclass
from datetime import date

from kpi_engine.detail import Detail
from kpi_engine.figure import Figure


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, by its number: 12 × year + month - 1."""

    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that holds a day."""
        return cls(12 * day.year + day.month - 1)

    @property
    def start(self) -> date:
        """Its first day."""
        return date(self.number // 12, self.number % 12 + 1, 1)

    def after(self, months: int) -> "Month":
        """So many months later."""
        return Month(self.number + months)


@dataclass(frozen=True, slots=True)
class CohortCell:
    """How many of a cohort were active `age` months after their first, and which share that is.

    Not `complete` while the month is not over: it can only grow, and is set beside nothing. The share of a cohort
    below the floor is kept back.
    """

    age: int
    active: int
    share: Figure
    complete: bool


@dataclass(frozen=True, slots=True)
class Cohort:
    """The customers of one first month, with a cell for each month since, the first month itself included.

    `truncated`: the facts begin in this month, so that older customers may be among them.
    """

    month: Month
    size: int
    cells: tuple[CohortCell, ...]
    truncated: bool = False

    def over(self, age: int) -> CohortCell | None:
        """The cell of an age, if that month is over."""
        return next((cell for cell in self.cells if cell.age == age and cell.complete), None)


@dataclass(frozen=True, slots=True)
class CohortGrid(Detail):
    """Cohorts, oldest first."""

    cohorts: tuple[Cohort, ...]
