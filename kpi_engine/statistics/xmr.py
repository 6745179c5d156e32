"""XmR charts: what one figure a period usually is, by its own past; individuals and moving ranges."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean

from kpi_engine.figure import Interval

D2 = 1.128
"""The mean range of two normal values, in standard deviations (Shewhart 1931; Montgomery, appendix VI)."""

E2 = 3 / D2
"""Mean moving ranges from the mean to the limits: 2.66 (Wheeler 1993, p. 137)."""


def mean_range(values: Sequence[float]) -> float:
    """Average how far each value lies from the one before; at least two values."""
    return fmean(abs(after - before) for before, after in pairwise(values))


def limits(values: Sequence[float]) -> Interval:
    """Natural process limits of single values: mean ± 2.66 × mean moving range."""
    centre, reach = fmean(values), E2 * mean_range(values)
    return Interval(centre - reach, centre + reach)
