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

__all__ = ["CONFIDENCE", "Histogram", "difference", "enough", "mean", "poisson", "ratio_of_counts", "total", "wilson"]
