"""Series of weeks without any change of level, as charts see them: one row a series, time along the last axis."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kpi_engine.statistics.control import FEWEST, JUDGED, MOST, chart
from kpi_engine.statistics.scales import Array, Measured, count, logarithm, plain, share

Marks = npt.NDArray[np.bool_]
SERIES = 2000
WEEKS = 78
FIRST = FEWEST + JUDGED - 1


@dataclass(frozen=True)
class Weather:
    """Something besides chance that moves a level around: by `over` standard errors, each week like the last."""

    over: float = 0.0
    kinship: float = 0.0

    def moves(self, rng: np.random.Generator) -> Array:
        moved = rng.standard_normal((SERIES, WEEKS))
        for week in range(1, WEEKS):
            moved[:, week] = self.kinship * moved[:, week - 1] + np.sqrt(1 - self.kinship**2) * moved[:, week]
        return self.over * moved


CALM = Weather()
UNSETTLED = Weather(over=1.0)
LASTING = Weather(over=1.0, kinship=0.5)


def shares(rng: np.random.Generator, rate: float, n: int = 200, weather: Weather = CALM) -> Measured:
    """Each week between half and one and a half times n."""
    sizes = rng.integers(n // 2, n * 3 // 2 + 1, (SERIES, WEEKS))
    rates = np.clip(rate + np.sqrt(rate * (1 - rate) / n) * weather.moves(rng), 0.001, 0.999)
    return share(rng.binomial(sizes, rates), sizes)


def counts(rng: np.random.Generator, mean: float, weather: Weather = CALM) -> Measured:
    return count(rng.poisson(np.clip(mean + np.sqrt(mean) * weather.moves(rng), 0.1, None)))


def revenues(rng: np.random.Generator) -> Measured:
    """Sums of some forty log-normal amounts: shorter sums of one long draw."""
    amounts = np.exp(rng.standard_normal((SERIES, WEEKS, 60)))
    sold = np.arange(60) < rng.poisson(40, (SERIES, WEEKS, 1)).clip(1, 60)
    return logarithm((amounts * sold).sum(-1))


def medians(rng: np.random.Generator) -> Measured:
    """Median days of thirty-one cycles: whole numbers."""
    return logarithm(np.median(np.ceil(30 * np.exp(0.8 * rng.standard_normal((SERIES, WEEKS, 31)))), axis=-1))


def alike(rng: np.random.Generator) -> Measured:
    """Each value leans on the one before: an autoregression of 0.5."""
    return plain(Weather(over=1.0, kinship=0.5).moves(rng))


STABLE: dict[str, Callable[[np.random.Generator], Measured]] = {
    "rate of 25 % of 100 to 300": lambda rng: shares(rng, 0.25),
    "rate of 2 % of 100 to 300": lambda rng: shares(rng, 0.02),
    "rate of 90 % of 100 to 300": lambda rng: shares(rng, 0.9),
    "rate of 10 % of 30 to 90": lambda rng: shares(rng, 0.1, n=60),
    "rate that is unsettled": lambda rng: shares(rng, 0.25, weather=UNSETTLED),
    "rate that moves slowly": lambda rng: shares(rng, 0.25, weather=LASTING),
    "counts of 30": lambda rng: counts(rng, 30),
    "counts of 3": lambda rng: counts(rng, 3),
    "counts that move slowly": lambda rng: counts(rng, 30, LASTING),
    "revenue": revenues,
    "median days": medians,
    "values that lean on the last": alike,
}


def alarms(measured: Measured, sides: int, weeks: range = range(FIRST, WEEKS)) -> Marks:
    """Whether each week of each series is a signal, seen from its own end; one side is that of a fall."""
    return np.stack([_alarm(measured, week, sides) for week in weeks], axis=-1)


def _alarm(measured: Measured, week: int, sides: int) -> Marks:
    seen = slice(max(0, week + 1 - MOST - JUDGED), week + 1)
    errors = None if measured.errors is None else measured.errors[:, seen]
    drawn = chart(Measured(measured.heights[:, seen], errors))
    assert drawn is not None
    signs = (-1,) if sides == 1 else (-1, 1)
    return np.logical_or.reduce([drawn.is_far(sign, sides) | drawn.pair_is_far(sign, sides) for sign in signs])
