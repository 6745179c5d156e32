"""Intervals at 95 % and tests, each with its source; plain functions of counts and sums."""

from kpi_engine.statistics.histogram import Histogram
from kpi_engine.statistics.intervals import (
    CONFIDENCE,
    difference,
    enough,
    mean,
    poisson,
    ratio_of_counts,
    total,
    wilson,
)
from kpi_engine.statistics.weighted import kept_share, net_kept, net_score

__all__ = [
    "CONFIDENCE",
    "Histogram",
    "difference",
    "enough",
    "kept_share",
    "mean",
    "net_kept",
    "net_score",
    "poisson",
    "ratio_of_counts",
    "total",
    "wilson",
]
