"""Whole values by how often each occurs: median, quartiles, and the interval of the median."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor

from scipy.special import bdtr, bdtrik

from kpi_engine.figure import Interval
from kpi_engine.statistics.intervals import TAIL


@dataclass(frozen=True, slots=True)
class Histogram:
    """Whole values and how often each occurs: all that order statistics need, exactly."""

    values: tuple[int, ...]
    reached: tuple[int, ...]  # how many are at most the value beside it
    total: int

    @classmethod
    def of(cls, counts: Mapping[int, int]) -> "Histogram":
        """Sort and accumulate the counts."""
        values = tuple(sorted(counts))
        reached = tuple(accumulate(counts[value] for value in values))
        return cls(values, reached, sum(value * count for value, count in counts.items()))

    @property
    def n(self) -> int:
        """How many values in all."""
        return self.reached[-1] if self.reached else 0

    @property
    def mean(self) -> float:
        """Their sum over their number."""
        return self.total / self.n

    def ranked(self, rank: int) -> int:
        """The value of a rank, counted from 1 in ascending order."""
        return self.values[bisect_left(self.reached, rank)]

    def quantile(self, share: float) -> float:
        """Linear between the two nearest ranks (type 7 of Hyndman & Fan 1996, Am. Stat. 50:361)."""
        place = (self.n - 1) * share
        below = floor(place)
        low, high = self.ranked(below + 1), self.ranked(min(below + 2, self.n))
        return low + (high - low) * (place - below)

    def median_interval(self) -> Interval | None:
        """Between two order statistics, by the binomial distribution; None below n = 6.

        The r-th smallest and r-th largest, r the greatest with P(Binomial(n, ½) < r) ≤ 2.5 %
        (Conover, Practical Nonparametric Statistics, 3rd ed., §3.2).
        """
        rank = ceil(bdtrik(TAIL, self.n, 0.5))
        while rank > 0 and bdtr(rank - 1, self.n, 0.5) > TAIL:
            rank -= 1
        if rank == 0:
            return None
        return Interval(float(self.ranked(rank)), float(self.ranked(self.n + 1 - rank)))
