"""Of those who left, which way: the share that left one way by an age, with those still there neither out nor in."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kpi_engine.figure import Interval
from kpi_engine.statistics.intervals import wilson
from kpi_engine.statistics.survival import Curve, Floats, by_day


@dataclass(frozen=True, slots=True, eq=False)
class Incidence:
    """Cumulative incidence of one of several ways to leave (Aalen & Johansen 1978, Scand. J. Stat. 5:141).

    `events`: how many left that way, by day; `before`: the share still there as a day begins; `shares`: the share
    that has left that way by the end of a day.
    """

    curve: Curve
    events: Floats
    before: Floats
    shares: Floats

    @classmethod
    def of(cls, curve: Curve, this_way: Mapping[int, int]) -> "Incidence":
        """Draw it from the curve of all who leave, and the days on which some left this way."""
        events = by_day(this_way, curve.days)
        before = np.concatenate(([1.0], curve.unreached[:-1]))
        hazard = np.divide(events, curve.at_risk, out=np.zeros_like(events), where=curve.at_risk > 0)
        return cls(curve, events, before, (before * hazard).cumsum())

    def by(self, day: int) -> float:
        """The share that has left this way by the end of a day."""
        return float(self.shares[day])

    def interval(self, day: int) -> Interval:
        """Wilson's, with as many rows followed to their end as would be as sure.

        At 0 and at 1 there is no variance to be as sure as: there it rests on the rows of which it is known by that
        day whether they left.
        """
        share, variance = self.by(day), self._variance(day)
        followed = float(self.curve.events[: day + 1].sum() + (self.curve.at_risk[day] - self.curve.events[day]))
        effective = share * (1 - share) / variance if variance > 0 and 0 < share < 1 else followed
        return wilson(min(share, 1.0) * effective, effective)

    def _variance(self, day: int) -> float:
        """By the delta method (Marubini & Valsecchi 1995, Analysing Survival Data, §10.3)."""
        until = slice(day + 1)
        n, left, this = self.curve.at_risk[until], self.curve.events[until], self.events[until]
        ahead = self.shares[day] - self.shares[until]
        before = self.before[until]
        rest = n * (n - left)
        staying = np.divide(ahead**2 * left, rest, out=np.zeros_like(n), where=rest > 0)
        known = n > 0
        going = np.divide(before**2 * (n - this) * this, n**3, out=np.zeros_like(n), where=known)
        both = np.divide(ahead * before * this, n**2, out=np.zeros_like(n), where=known)
        return float((staying + going - 2 * both).sum())
