"""A control chart of one figure: whether its newest point is a signal, or chance and its own unrest take it there.

The chart is an XmR chart where only the past tells how much the figure scatters, and Laney's p'- or u'-chart where the
size of each period tells what chance alone would do (Laney 2002, Qual. Eng. 14:531): each height is measured in its own
standard errors, and their unrest σ is taken from moving ranges, mR / 1.128, but is never below 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtr, stdtrit

from kpi_engine.statistics.xmr import D2, mean_range

FEWEST = 8
"""Periods that it takes to know what is usual."""

MOST = 52
"""And those that are looked back on."""

_CALM = 2.0  # standard deviations within which a figure is back to usual
_FREEDOM = 0.62  # degrees of freedom of a mean moving range, per range (Wheeler 1995, Advanced Topics in SPC, table 3)


@dataclass(frozen=True, slots=True)
class Measured:
    """One period's figure on the chart's scale; `error`: its standard error by chance alone, None where unknown."""

    height: float
    error: float | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """How far out, in standard deviations, one point and the mean of two must lie."""

    point: float
    pair: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The past and the newest points: `last` and `pair` say how far out these lie, in their standard deviations."""

    centre: float
    spread: float  # of a point of the newest one's size
    points: int
    freedom: float
    last: float
    pair: float | None

    @property
    def limits(self) -> tuple[float, float]:
        """Where a single point of the newest one's size is taken for a signal."""
        reach = wider(rules_for(2).point, self.freedom) * self.spread
        return self.centre - reach, self.centre + reach

    def is_far(self, rules: Rules, sign: int) -> bool:
        """The newest point alone is a signal."""
        return sign * self.last > wider(rules.point, self.freedom)

    def pair_is_far(self, rules: Rules, sign: int) -> bool:
        """The two newest, both on one side, are one together."""
        return self.pair is not None and sign * self.last > 0 and sign * self.pair > wider(rules.pair, self.freedom)

    def is_calm(self, sign: int) -> bool:
        """The newest point is back near the centre."""
        return sign * self.last <= _CALM


def rules_for(sides: int) -> Rules:
    """The rules for one side or both, tuned by simulation (docs/decisions/099)."""
    return Rules(2.9, 2.75) if sides == 1 else Rules(3.1, 2.95)


def wider(reach: float, freedom: float) -> float:
    """As unlikely as `reach` is when the standard deviation is known, where it is estimated: Student's t."""
    return float(-stdtrit(freedom, ndtr(-reach)))


def chart(measured: Sequence[Measured]) -> Chart | None:
    """Chart the last point on those before it; None where they are fewer than eight."""
    *past, last = measured[-MOST - 1 :]
    if len(past) < FEWEST:
        return None
    weights = [1.0 if each.error is None else each.error**-2 for each in past]
    centre = sum(w * each.height for w, each in zip(weights, past, strict=True)) / sum(weights)
    errors = [each.error or 1.0 for each in (*past, last)]
    heights = [(each.height - centre) / error for each, error in zip((*past, last), errors, strict=True)]
    unrest = mean_range(heights[:-1]) / D2
    sigma = unrest if last.error is None else max(1.0, unrest)
    if sigma == 0:
        return None
    own = errors[-1] * sqrt(1 + 1 / (sum(weights) * errors[-1] ** 2))
    return Chart(
        centre=centre,
        spread=sigma * own,
        points=len(past),
        freedom=_FREEDOM * (len(past) - 1),
        last=heights[-1] / sigma,
        pair=(heights[-1] + heights[-2]) / sqrt(2) / sigma,
    )
