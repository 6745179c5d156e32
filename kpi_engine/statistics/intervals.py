"""Intervals at 95 %, each with its source; plain functions of counts and sums."""

from math import exp, log, sqrt

from scipy.special import gammaincinv, ndtri, stdtrit

from kpi_engine.figure import Interval, Unit

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
Z = float(ndtri(1 - TAIL))
_ENOUGH_FOR_NORMAL = 30
_ENOUGH_FOR_MEDIAN = 6
ENOUGH_FOR_GROWTH = 50  # of customers, for revenue that may grow; any other share has an interval
ENOUGH_FOR_SCORE = 10


def enough(unit: Unit) -> int:
    """Give the smallest n for which every figure of this unit has an interval."""
    return {
        Unit.SHARE: ENOUGH_FOR_GROWTH,
        Unit.SCORE: ENOUGH_FOR_SCORE,
        Unit.DAYS: _ENOUGH_FOR_MEDIAN,
        Unit.MONEY: _ENOUGH_FOR_NORMAL,
        Unit.MONEY_PER_DAY: _ENOUGH_FOR_NORMAL,
    }.get(unit, 0)


def wilson(successes: float, n: float) -> Interval:
    """Interval of a share, in [0, 1] (Wilson 1927, J. Am. Stat. Assoc. 22:209); n may be an effective number."""
    share = successes / n
    centre = share + Z**2 / (2 * n)
    reach = Z * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    scale = 1 + Z**2 / n
    low = 0.0 if successes == 0 else (centre - reach) / scale
    high = 1.0 if successes == n else (centre + reach) / scale
    return Interval(low, high)


def poisson(count: float) -> Interval:
    """Exact interval of a count of events (Garwood 1936, Biometrika 28:437), by quantiles of the gamma distribution."""
    low = float(gammaincinv(count, TAIL)) if count else 0.0
    return Interval(low, float(gammaincinv(count + 1, 1 - TAIL)))


def ratio_of_counts(happened: int, began: int) -> Interval:
    """Interval of the ratio of two counts of events, `began` not 0.

    Given their sum, `happened` is binomial with odds equal to the ratio: the odds of a Wilson interval
    (Barker & Cadwell 2008, Stat. Med. 27:4030).
    """
    given = wilson(happened, happened + began)
    return Interval(given.low / (1 - given.low), given.high / (1 - given.high))


def mean(total: float, n: int, variance: float | None, smallest: float) -> Interval | None:
    """Interval of a positive mean, Student's on its logarithm by the delta method; None below n = 30.

    exp(log m ± t · s / (m √n)): a mean of money is skewed to the right and never below 0, and s is an estimate too.
    """
    if n < _ENOUGH_FOR_NORMAL or variance is None or smallest <= 0:
        return None
    centre = total / n
    reach = float(stdtrit(n - 1, 1 - TAIL)) * sqrt(max(variance, 0.0) / n) / centre
    return Interval(exp(log(centre) - reach), exp(log(centre) + reach))


def total(amount: float, n: int, squares: float, smallest: float) -> Interval | None:
    """Interval of a sum over a random number of rows; None below n = 30.

    Compound Poisson: its variance is the sum of squares (Ross, Introduction to Probability Models, §5.4.2).
    Normal on the logarithm where every amount is positive, else on the amount itself.
    """
    if n < _ENOUGH_FOR_NORMAL:
        return None
    reach = Z * sqrt(squares)
    if smallest <= 0:
        return Interval(amount - reach, amount + reach)
    return Interval(exp(log(amount) - reach / amount), exp(log(amount) + reach / amount))


def difference(now: float, now_in: Interval, then: float, then_in: Interval) -> Interval:
    """Interval of now minus then, from the interval of each.

    For shares with Wilson intervals this is Newcombe's method 10 (1998, Stat. Med. 17:873); for anything else the
    same square-and-add recovers the variance near each limit: MOVER (Zou & Donner 2008, Stat. Med. 27:1693).
    """
    below = sqrt((now - now_in.low) ** 2 + (then_in.high - then) ** 2)
    above = sqrt((now_in.high - now) ** 2 + (then - then_in.low) ** 2)
    return Interval(now - then - below, now - then + above)
