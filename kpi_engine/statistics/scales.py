"""Scales on which chance alone scatters a figure equally at every level, so that one chart fits all its periods."""

from math import asin, exp, log, sin, sqrt

from kpi_engine.statistics.control import Measured


def share(successes: float, n: float) -> Measured:
    """2 arcsin √p, whose standard error is 1 / √n whatever p is (Anscombe 1948, Biometrika 35:246)."""
    return Measured(2 * asin(sqrt((successes + 3 / 8) / (n + 3 / 4))), 1 / sqrt(n + 1 / 2))


def back_to_share(height: float) -> float:
    """The share of a height: sin² (h / 2)."""
    return sin(min(max(height, 0.0), 3.141592653589793) / 2) ** 2


def count(events: float) -> Measured:
    """2 √(x + 3/8), whose standard error is 1 for Poisson counts (Anscombe 1948, Biometrika 35:246)."""
    return Measured(2 * sqrt(events + 3 / 8), 1.0)


def back_to_count(height: float) -> float:
    """The number of a height: (h / 2)² - 3/8, never below none."""
    return max((max(height, 0.0) / 2) ** 2 - 3 / 8, 0.0)


def logarithm(value: float) -> Measured:
    """Amounts and durations are skewed, their logarithms hardly; only their past tells how far they scatter."""
    return Measured(log(value))


def back_from_logarithm(height: float) -> float:
    """The amount of a logarithm."""
    return exp(height)


def plain(value: float) -> Measured:
    """The value itself; how far chance scatters it, only its past tells."""
    return Measured(value)


def back_from_plain(height: float) -> float:
    """The value itself."""
    return height
