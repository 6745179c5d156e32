"""Intervals where rows weigh differently, or count up to three ways."""

from math import sqrt

from kpi_engine.figure import Interval
from kpi_engine.statistics.intervals import ENOUGH_FOR_GROWTH, ENOUGH_FOR_SCORE, Z, poisson, wilson

_ADDED = 3  # answers added to those given: three quarters at each end, the rest in the middle
_AT_EACH_END = 0.75


def kept_share(kept: float, base: float, squares: float) -> Interval:
    """Interval of a share of weights, `kept` of `base` in all; `squares` is the sum of the squared weights, not 0.

    Wilson's with as many equal rows as would be as sure, base² ÷ squares (Kish 1965, Survey Sampling, §11.7). Rows
    that keep a part of their weight make it wider than it need be. The linearised variance of a ratio (Cochran
    1977, §6.3) covers far too little here while few rows are lost: a loss of one large row is not seen coming.
    """
    effective = base**2 / squares
    return wilson(min(kept / base, 1.0) * effective, effective)


def net_kept(kept: float, grown: float, base: float, squares: tuple[float, float], n: int) -> Interval | None:
    """Interval of (kept + grown) ÷ base over n rows; None below n = 50. `squares`: of the weights, of the growths.

    The two ratios are brought together by MOVER (Zou & Donner 2008, Stat. Med. 27:1693): the kept share as above,
    the growth as a weighted sum of Poisson counts (Fay & Feuer 1997, Stat. Med. 16:791).
    """
    if n < ENOUGH_FOR_GROWTH:
        return None
    share, growth = kept / base, grown / base
    of_share, of_growth = kept_share(kept, base, squares[0]), _weighted_sum(growth, squares[1] / base**2)
    below = sqrt((share - of_share.low) ** 2 + (growth - of_growth.low) ** 2)
    above = sqrt((of_share.high - share) ** 2 + (of_growth.high - growth) ** 2)
    return Interval(max(share + growth - below, 0.0), share + growth + above)


def _weighted_sum(total: float, squares: float) -> Interval:
    """Interval of a sum of weights over a random number of rows, as of total² ÷ squares equal ones."""
    if total <= 0:
        return Interval(0.0, 0.0)
    size = squares / total
    counted = poisson(total / size)
    return Interval(counted.low * size, counted.high * size)


def net_score(promoters: int, detractors: int, n: int) -> Interval | None:
    """Interval of promoters less detractors among n, in [-1, 1]; None below n = 10.

    Its variance is [p + d − (p − d)²] ÷ n, with three answers added so that it holds for few and for unanimous
    ones (adjusted Wald: Rocks 2016, Am. Stat. 70:365).
    """
    if n < ENOUGH_FOR_SCORE:
        return None
    p, d = ((count + _AT_EACH_END) / (n + _ADDED) for count in (promoters, detractors))
    reach = Z * sqrt((p + d - (p - d) ** 2) / (n + _ADDED))
    return Interval(max(p - d - reach, -1.0), min(p - d + reach, 1.0))
