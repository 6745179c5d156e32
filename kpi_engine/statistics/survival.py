"""How a cohort ripens: Kaplan–Meier's curve of who has reached an outcome by which day of life.

Day 1 of life is the day of creation. A row is followed up to its outcome, or up to the last day known of it; both
are counts by day, all that the curve needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray

from kpi_engine.figure import Interval
from kpi_engine.statistics.intervals import Z

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Followed:
    """Rows of one cohort: how many reached the outcome, and how many were still waiting when last seen, by day."""

    reached: Mapping[int, int]
    waiting: Mapping[int, int]

    @property
    def n(self) -> int:
        """How many rows in all."""
        return sum(self.reached.values()) + sum(self.waiting.values())

    @property
    def longest(self) -> int:
        """The longest that a row was followed, in days."""
        return max((*self.reached, *self.waiting), default=0)


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Kaplan & Meier's product-limit curve (1958, J. Am. Stat. Assoc. 53:457); arrays run over the days, from 0."""

    events: Floats
    at_risk: Floats
    unreached: Floats  # share of the rows that have not reached the outcome by the end of the day
    uncertainty: Floats  # Greenwood's sum up to the day, relative variance of `unreached` (1926)

    @classmethod
    def of(cls, followed: Followed, days: int | None = None) -> "Curve":
        """Draw the curve of these rows, over so many days or as far as they were followed."""
        longest = max(followed.longest, days or 0)
        events, waiting = by_day(followed.reached, longest), by_day(followed.waiting, longest)
        at_risk = (events + waiting)[::-1].cumsum()[::-1]
        left = np.maximum(at_risk - events, 0)
        hazard = np.divide(events, at_risk, out=np.zeros_like(events), where=at_risk > 0)
        steps = np.divide(events, at_risk * left, out=np.zeros_like(events), where=at_risk * left > 0)
        return cls(events, at_risk, (1 - hazard).cumprod(), steps.cumsum())

    @property
    def days(self) -> int:
        """The last day of the curve."""
        return len(self.events) - 1

    def longest(self, rows: int) -> int:
        """The last day on which so many rows are still followed; 0 where there never were."""
        return int(np.flatnonzero(self.at_risk >= rows).max(initial=0))

    def reached(self, day: int) -> float:
        """Share that has reached the outcome by the end of a day."""
        return float(1 - self.unreached[day])

    def interval(self, day: int) -> Interval:
        """Interval of that share, on the scale log(-log) (Kalbfleisch & Prentice 1980, §1.3).

        [0, 0] where nobody has reached it yet, [1, 1] where everybody has.
        """
        unreached = float(self.unreached[day])
        if unreached in (0.0, 1.0):
            return Interval(1 - unreached, 1 - unreached)
        reach = exp(Z * sqrt(float(self.uncertainty[day])) / abs(log(unreached)))
        return Interval(1 - unreached ** (1 / reach), 1 - unreached**reach)


def by_day(counts: Mapping[int, int], days: int) -> Floats:
    """Counts as an array over the days from 0."""
    found = np.zeros(days + 1)
    found[[*counts]] = [*counts.values()]
    return found
