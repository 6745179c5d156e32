"""The one comparison in a grid of cohorts that is worth a sentence."""

from dataclasses import dataclass

from kpi_engine.change import change
from kpi_engine.cohorts import Cohort, CohortGrid
from kpi_engine.figure import FLOOR, Change, Figure, Unit, Value
from kpi_engine.measures.shares import share_of

_OLDEST = 3  # months since the first: young enough to be news, old enough to say something


@dataclass(frozen=True, slots=True)
class CohortNews:
    """The youngest cohort that can be set beside earlier ones at the same age, with both shares."""

    cohort: Cohort
    age: int
    now: Value
    earlier: Value
    change: Change


def news(grid: CohortGrid) -> CohortNews | None:
    """Compare the youngest cohort that is old enough with those before it; None before there are two of them."""
    for age in range(_OLDEST, 0, -1):
        told = [each for each in grid.cohorts if _tells(each, age)]
        if len(told) > 1:
            return _compared(told[-1], told[:-1], age)
    return None


def _tells(cohort: Cohort, age: int) -> bool:
    return cohort.size >= FLOOR and not cohort.truncated and cohort.over(age) is not None


def _compared(youngest: Cohort, earlier: list[Cohort], age: int) -> CohortNews | None:
    now, then = _share([youngest], age), _share(earlier, age)
    found = change(now, then)
    if not (isinstance(now, Value) and isinstance(then, Value) and found):
        return None
    return CohortNews(youngest, age, now, then, found)


def _share(cohorts: list[Cohort], age: int) -> Figure:
    """Of all their customers, those active at that age: counts are added up, shares are never averaged."""
    cells = [cell for each in cohorts if (cell := each.over(age))]
    return share_of(sum(cell.active for cell in cells), sum(each.size for each in cohorts), Unit.SHARE)
