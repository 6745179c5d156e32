"""Scales on which chance alone scatters a figure equally at every level, so that one chart fits all its periods.

Periods lie along the last axis.
"""

from dataclasses import dataclass
from math import pi

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """Figures on a scale; `errors`: the standard error of each by chance alone, None where only their past tells."""

    heights: Array
    errors: Array | None = None


def share(successes: npt.ArrayLike, n: npt.ArrayLike) -> Measured:
    """2 arcsin √p, whose standard error is 1 / √n whatever p is (Anscombe 1948, Biometrika 35:246)."""
    top, bottom = np.asarray(successes, float), np.asarray(n, float)
    return Measured(2 * np.arcsin(np.sqrt((top + 3 / 8) / (bottom + 3 / 4))), 1 / np.sqrt(bottom + 1 / 2))


def back_to_share(height: float) -> float:
    """The share of a height: sin² (h / 2)."""
    return float(np.sin(np.clip(height, 0.0, pi) / 2) ** 2)


def count(events: npt.ArrayLike) -> Measured:
    """2 √(x + 3/8), whose standard error is 1 for Poisson counts (Anscombe 1948, Biometrika 35:246)."""
    heights = 2 * np.sqrt(np.asarray(events, float) + 3 / 8)
    return Measured(heights, np.ones_like(heights))


def back_to_count(height: float) -> float:
    """The number of a height: (h / 2)² - 3/8, never below none."""
    return max((max(height, 0.0) / 2) ** 2 - 3 / 8, 0.0)


def logarithm(values: npt.ArrayLike) -> Measured:
    """Amounts and durations are skewed, their logarithms hardly; only their past tells how far they scatter."""
    return Measured(np.log(np.asarray(values, float)))


def back_from_logarithm(height: float) -> float:
    """The amount of a logarithm."""
    return float(np.exp(height))


def plain(values: npt.ArrayLike) -> Measured:
    """The values themselves; only their past tells how far they scatter."""
    return Measured(np.asarray(values, float))


def back_from_plain(height: float) -> float:
    """The value itself."""
    return height
