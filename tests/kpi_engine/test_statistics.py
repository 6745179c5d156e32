"""Every interval against a library that others wrote, or against what it promises: to cover the truth."""

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import quantile_test
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.rates import confint_poisson, confint_poisson_2indep

from kpi_engine.figure import Interval
from kpi_engine.statistics import Histogram, difference, mean, poisson, ratio_of_counts, total, wilson

SHARES = [(0, 1), (1, 1), (0, 12), (3, 12), (12, 12), (45, 100), (842, 8000), (4238, 6711)]


def ends(interval: Interval | None) -> tuple[float, float]:
    assert interval is not None
    return (interval.low, interval.high)


@pytest.mark.parametrize(("successes", "n"), SHARES)
def test_the_interval_of_a_share_is_wilsons(successes: int, n: int) -> None:
    library = proportion_confint(successes, n, method="wilson")
    assert ends(wilson(successes, n)) == pytest.approx(library, abs=1e-12)


@pytest.mark.parametrize("nobody", [(0, 5), (0, 4000)])
def test_the_interval_of_none_begins_at_zero_and_that_of_all_ends_at_one(nobody: tuple[int, int]) -> None:
    assert wilson(*nobody).low == 0
    assert wilson(nobody[1], nobody[1]).high == 1


@pytest.mark.parametrize("count", [0, 1, 2, 9, 100, 12_345])
def test_the_interval_of_a_count_is_the_exact_poisson_one(count: int) -> None:
    assert ends(poisson(count)) == pytest.approx(confint_poisson(count, 1, method="exact-c"), rel=1e-12)


@pytest.mark.parametrize(("happened", "began"), [(12, 40), (5, 100), (300, 250)])
def test_the_interval_of_a_ratio_of_counts_is_the_score_one(happened: int, began: int) -> None:
    library = confint_poisson_2indep(happened, 1, began, 1, method="score", compare="ratio")
    assert ends(ratio_of_counts(happened, began)) == pytest.approx(library, rel=1e-5)


@pytest.mark.parametrize("now", SHARES[3:])
@pytest.mark.parametrize("then", [(2, 9), (30, 90), (4000, 6000)])
def test_the_difference_of_two_shares_is_newcombes(now: tuple[int, int], then: tuple[int, int]) -> None:
    shares = (now[0] / now[1], wilson(*now), then[0] / then[1], wilson(*then))
    library = confint_proportions_2indep(*now, *then, method="newcomb", compare="diff")
    assert ends(difference(*shares)) == pytest.approx(library, abs=1e-12)


def test_the_difference_of_anything_else_recovers_variance_near_the_limits() -> None:
    now, then = (Interval(*confint_poisson(count, 1, method="score")) for count in (12, 40))
    library = confint_poisson_2indep(12, 1, 40, 1, method="mover", compare="diff")
    assert ends(difference(12, now, 40, then)) == pytest.approx(library, rel=1e-9)


def test_a_difference_turned_round_is_its_own_mirror() -> None:
    forth = difference(12, poisson(12), 40, poisson(40))
    back = difference(40, poisson(40), 12, poisson(12))
    assert ends(forth) == pytest.approx((-back.high, -back.low))


@pytest.mark.parametrize("n", [1, 2, 3, 6, 7, 20, 21, 333])
def test_median_and_quartiles_of_days_are_exact(n: int) -> None:
    days = np.random.default_rng(n).geometric(0.03, n)
    histogram = Histogram.of(Counter(map(int, days)))
    quartiles = [histogram.quantile(share) for share in (0.25, 0.5, 0.75)]
    assert quartiles == pytest.approx(np.quantile(days, [0.25, 0.5, 0.75]), abs=1e-12)
    assert histogram.mean == pytest.approx(days.mean())


@pytest.mark.parametrize("n", [6, 7, 8, 20, 21, 100, 333])
def test_the_interval_of_a_median_lies_between_two_order_statistics(n: int) -> None:
    days = np.random.default_rng(n).geometric(0.03, n)
    library = quantile_test(days, p=0.5).confidence_interval(0.95)
    assert ends(Histogram.of(Counter(map(int, days))).median_interval()) == (library.low, library.high)


def test_five_values_are_too_few_for_an_interval_of_their_median() -> None:
    assert Histogram.of({1: 2, 4: 3}).median_interval() is None


def interval_of_mean(amounts: np.ndarray) -> Interval | None:
    return mean(amounts.sum(), len(amounts), amounts.var(ddof=1), amounts.min())


def interval_of_total(amounts: np.ndarray) -> Interval | None:
    return total(amounts.sum(), len(amounts), (amounts**2).sum(), amounts.min())


@pytest.mark.parametrize(
    ("interval", "truth", "count"),
    [
        (interval_of_mean, np.exp(0.5**2 / 2), lambda chance: 200),
        (interval_of_total, 200 * np.exp(0.5**2 / 2), lambda chance: chance.poisson(200)),
    ],
)
def test_intervals_of_money_cover_the_truth_about_95_times_in_100(
    interval: Callable[[np.ndarray], Interval | None],
    truth: float,
    count: Callable[[np.random.Generator], int],
) -> None:
    chance = np.random.default_rng(7)
    drawn = (ends(interval(chance.lognormal(0, 0.5, count(chance)))) for _ in range(2000))
    covered = sum(low <= truth <= high for low, high in drawn)
    assert 0.93 <= covered / 2000 <= 0.97


def test_money_that_came_in_or_went_out_has_an_interval_about_its_sum() -> None:
    amounts = np.array([-50.0] + [10.0] * 39)
    low, high = ends(interval_of_total(amounts))
    assert (low + high) / 2 == pytest.approx(amounts.sum())


def test_fewer_than_thirty_amounts_have_no_interval() -> None:
    assert interval_of_total(np.full(29, 10.0)) is None
    assert interval_of_mean(np.full(29, 10.0)) is None


def test_amounts_that_are_not_all_positive_have_no_interval_of_their_mean() -> None:
    assert interval_of_mean(np.append(np.full(40, 10.0), 0.0)) is None
