"""What an interval of 95 % promises: of thousands of worlds whose truth is known, it holds it in 94 to 97 of 100.

And what a verdict promises: where nothing has changed, at most 6 in 100 are called a real change.

Sizes are those of a team's month or quarter. Where a figure can only be a whole number, the interval cannot be drawn
finer than the numbers are: there are enough of them for the promise to hold. Money is skewed as amounts of one kind of
sale are (a coefficient of variation of a half); decision 012 tells what very unequal amounts take.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import pytest

from kpi_engine.figure import Interval, Value
from kpi_engine.maturity import Cohort, maturity
from kpi_engine.measures.sticking import Observed, median_stay
from kpi_engine.statistics import Histogram, difference, mean, poisson, ratio_of_counts, total, wilson
from kpi_engine.statistics.survival import Curve, Followed

DRAWS, COHORTS = 6000, 2000  # chance moves what is found by a quarter and by half a point
NEVER = 10**6

Chance = np.random.Generator
Estimate = tuple[float, Interval]
Draw = Callable[[Chance, float], Estimate]


def a_share(chance: Chance, rate: float, n: int = 400) -> Estimate:
    successes = int(chance.binomial(n, rate))
    return successes / n, wilson(successes, n)


def a_count(chance: Chance, pace: float) -> Estimate:
    count = int(chance.poisson(pace))
    return count, poisson(count)


def a_ratio_of_counts(chance: Chance, ratio: float) -> Estimate:
    began, happened = int(chance.poisson(300)), int(chance.poisson(300 * ratio))
    return happened / began, ratio_of_counts(happened, began)


def a_median(chance: Chance, median: float) -> Estimate:
    """Days of long sales cycles, skewed to the right."""
    days = Histogram.of(Counter(np.rint(median * chance.lognormal(0, 0.9, 150)).astype(int).tolist()))
    return days.quantile(0.5), known(days.median_interval())


def a_mean(chance: Chance, scale: float) -> Estimate:
    amounts = scale * chance.lognormal(-0.125, 0.5, 120)
    interval = mean(amounts.sum(), len(amounts), amounts.var(ddof=1), amounts.min())
    return amounts.mean(), known(interval)


def a_total(chance: Chance, amount: float) -> Estimate:
    amounts = amount / 150 * chance.lognormal(-0.125, 0.5, chance.poisson(150))
    return amounts.sum(), known(total(amounts.sum(), len(amounts), (amounts**2).sum(), amounts.min()))


def known(interval: Interval | None) -> Interval:
    assert interval is not None
    return interval


KINDS: dict[str, tuple[Draw, tuple[float, ...]]] = {
    "share": (a_share, (0.04, 0.1, 0.25, 0.5, 0.8)),
    "count": (a_count, (150, 400, 1500)),
    "ratio of counts": (a_ratio_of_counts, (0.1, 0.4, 1.2)),
    "median": (a_median, (90, 200)),
    "mean of money": (a_mean, (1, 5000)),
    "total of money": (a_total, (1000, 9e6)),
}


def holds(interval: Interval, truth: float) -> bool:
    return interval.low <= truth <= interval.high


def drawn(kind: str, truths: Sequence[float], seed: int) -> Iterator[Estimate]:
    """One estimate for each truth, all in turn."""
    chance, draw = np.random.default_rng(seed), KINDS[kind][0]
    return (draw(chance, truth) for truth in truths)


def truths_of(kind: str, first: int = 0) -> Sequence[float]:
    """The truths of a kind, again and again, from one of them on."""
    _, truths = KINDS[kind]
    return [truths[(first + place) % len(truths)] for place in range(DRAWS)]


def covered(intervals: Iterable[Interval], truths: Iterable[float]) -> float:
    return float(np.mean([holds(interval, truth) for interval, truth in zip(intervals, truths, strict=True)]))


def differences(kind: str, now: Sequence[float], then: Sequence[float]) -> Iterator[Interval]:
    for this, that in zip(drawn(kind, now, seed=2), drawn(kind, then, seed=3), strict=True):
        yield difference(*this, *that)


@pytest.mark.parametrize("kind", KINDS)
def test_an_interval_holds_the_truth_95_times_in_100(kind: str) -> None:
    truths = truths_of(kind)
    intervals = (interval for _, interval in drawn(kind, truths, seed=1))
    assert 0.94 <= covered(intervals, truths) <= 0.97


@pytest.mark.parametrize("kind", KINDS)
def test_the_interval_of_a_change_holds_it_95_times_in_100(kind: str) -> None:
    now, then = truths_of(kind), truths_of(kind, first=1)
    changes = [this - that for this, that in zip(now, then, strict=True)]
    assert 0.94 <= covered(differences(kind, now, then), changes) <= 0.97


@pytest.mark.parametrize("kind", KINDS)
def test_where_nothing_changed_a_change_is_called_real_at_most_6_times_in_100(kind: str) -> None:
    same = truths_of(kind)
    alarms = 1 - covered(differences(kind, same, same), [0.0] * DRAWS)
    assert 0.02 <= alarms <= 0.06


@pytest.mark.parametrize("pace", [10, 20, 40])
def test_the_interval_of_a_small_count_is_wide_rather_than_wrong(pace: int) -> None:
    """The exact interval promises at least 95: a whole number below 40 jumps over the ends, so it may hold more often."""
    counts = np.random.default_rng(11).poisson(pace, DRAWS)
    assert 0.94 <= np.mean([holds(poisson(int(count)), pace) for count in counts]) <= 0.985


@pytest.mark.parametrize("n", [15, 25, 40])
def test_the_interval_of_the_median_of_few_is_wide_rather_than_wrong(n: int) -> None:
    """Its ends are two of the n values: the chance it holds moves in steps, of which the first at 95 or above is taken."""
    chance = np.random.default_rng(12)
    drawn_days = np.rint(60 * chance.lognormal(0, 0.9, (COHORTS, n))).astype(int)
    intervals = (known(Histogram.of(Counter(days.tolist())).median_interval()) for days in drawn_days)
    assert 0.94 <= np.mean([holds(interval, 60) for interval in intervals]) <= 0.99


@pytest.mark.parametrize(("n", "wait"), [(30, 60), (100, 60), (100, 30)])
def test_the_interval_of_the_median_stay_in_a_stage_holds_it_though_some_still_wait(n: int, wait: int) -> None:
    """Stays of 20 days in the middle, cut off by a last day that is `wait` days after the last one began."""
    chance, found = np.random.default_rng(13), []
    for _ in range(COHORTS):
        stays = np.ceil(chance.exponential(20 / np.log(2), n)).astype(int)
        seen = wait + chance.integers(0, 30, n)
        left, waiting = stays[stays <= seen], seen[stays > seen]
        stage = median_stay(Observed(Counter(left.tolist()), Counter(), Counter(waiting.tolist())))
        assert isinstance(stage, Value)
        if stage.interval:
            found.append(holds(stage.interval, 20))
    assert len(found) >= 0.99 * COHORTS
    assert 0.94 <= np.mean(found) <= 0.985


def followed(chance: Chance, n: int, rate: float, born: int, today: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows created over thirty days from `born` on: their age today and the day of life of their outcome, mean 60."""
    age = today - born - chance.integers(0, 30, n) + 1
    return age, np.where(chance.random(n) < rate, np.ceil(chance.exponential(60, n)), NEVER).astype(int)


def a_cohort(chance: Chance, rate: float, born: int, today: int) -> Followed:
    age, reached = followed(chance, int(chance.poisson(300)), rate, born, today)
    return Followed(Counter(reached[reached <= age].tolist()), Counter(age[reached > age].tolist()))


def test_the_interval_of_what_a_cohort_comes_to_holds_it_95_times_in_100() -> None:
    chance, truth = np.random.default_rng(4), 0.2 * (1 - np.exp(-90 / 60))
    curves = (Curve.of(a_cohort(chance, 0.2, born=0, today=100)) for _ in range(COHORTS))
    assert 0.94 <= np.mean([holds(curve.interval(90), truth) for curve in curves]) <= 0.97


@pytest.mark.parametrize(("unlikeness", "today"), [(0.0, 445), (0.0, 395), (0.2, 445)])
def test_a_cohort_comes_to_lie_in_its_projected_range_95_times_in_100(unlikeness: float, today: int) -> None:
    """Twelve months before it, all of one rate, or of rates that differ by a fifth as months do."""
    chance, born = np.random.default_rng(6), 360
    assert 0.94 <= np.mean([_comes_true(chance, unlikeness, born, today) for _ in range(COHORTS)]) <= 0.97


def _comes_true(chance: Chance, unlikeness: float, born: int, today: int) -> bool:
    rates = 0.2 * np.exp(unlikeness * chance.standard_normal(13))
    before = [a_cohort(chance, rate, 30 * month, today) for month, rate in enumerate(rates[:-1])]
    age, reached = followed(chance, 300, rates[-1], born, today)
    found = maturity(Cohort(Counter(age.tolist()), Counter(age[reached > age].tolist())), before)
    assert found
    end = np.mean(reached <= found.horizon)
    return holds(Interval(found.projected_interval.low - 1e-9, found.projected_interval.high + 1e-9), float(end))
