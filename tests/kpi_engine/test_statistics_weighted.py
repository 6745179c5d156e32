"""Intervals of weighted shares and of scores: against other hands, at their edges, and by how often they hold."""

import numpy as np
import pytest
from scipy.stats import gamma
from statsmodels.stats.proportion import proportion_confint

from kpi_engine.figure import Interval
from kpi_engine.statistics import difference, kept_share, net_kept, net_score, wilson

DRAWS = 2_000
HOLDS = (0.94, 0.97)


def holding(intervals: list[Interval | None], truth: float) -> float:
    return float(np.mean([each is not None and each.low <= truth <= each.high for each in intervals]))


def test_equal_customers_have_the_interval_of_a_share_of_customers() -> None:
    assert kept_share(80 * 50.0, 100 * 50.0, 100 * 50.0**2) == wilson(80, 100)
    low, high = proportion_confint(80, 100, method="wilson")
    assert kept_share(80.0, 100.0, 100.0) == Interval(pytest.approx(low), pytest.approx(high))


def test_one_large_customer_makes_the_share_less_sure() -> None:
    even, uneven = kept_share(80.0, 100.0, 100.0), kept_share(80.0, 100.0, 50.0**2 + 50.0)
    assert uneven.low < even.low < even.high < uneven.high


def test_nothing_lost_is_not_taken_for_certainty() -> None:
    nothing_lost = kept_share(300.0, 300.0, 30 * 10.0**2)
    assert nothing_lost.high == 1
    assert 0.85 < nothing_lost.low < 0.95


def test_growth_is_told_from_fifty_customers_on() -> None:
    assert net_kept(40.0, 5.0, 49.0, (49.0, 5.0), 49) is None
    assert net_kept(40.0, 5.0, 50.0, (50.0, 5.0), 50) is not None


def test_without_growth_the_net_share_is_as_sure_as_the_kept_one() -> None:
    kept, net = kept_share(80.0, 100.0, 100.0), net_kept(80.0, 0.0, 100.0, (100.0, 0.0), 100)
    assert net == Interval(pytest.approx(kept.low), pytest.approx(kept.high))


def test_without_loss_growth_has_the_gamma_interval_of_its_effective_count() -> None:
    grown, squares, base = 30.0, 60.0, 10_000.0
    net = net_kept(base, grown, base, (base, squares), 1_000)
    size, counted = squares / grown, grown**2 / squares
    high = gamma.ppf(0.975, counted + 1) * size
    assert net
    assert net.high == pytest.approx(1 + high / base, rel=1e-9)


def customers(chance: np.random.Generator, n: int, draws: int) -> tuple[np.ndarray, np.ndarray]:
    """Revenue at both ends of many companies: skewed sizes, 8 % leave, 5 % shrink, 15 % grow."""
    began = np.exp(chance.normal(5, 0.8, (draws, n)))
    fate = chance.random((draws, n))
    ended = np.where(fate < 0.08, 0.0, began)
    ended = np.where((fate >= 0.08) & (fate < 0.13), began * chance.random((draws, n)), ended)
    return began, np.where(fate >= 0.85, began * (1 + chance.exponential(0.3, (draws, n))), ended)


def test_the_interval_of_kept_revenue_holds_as_often_as_it_says() -> None:
    """A little more often: it takes each customer for kept or lost whole, the most that one can vary; 5 % keep a part."""
    chance = np.random.default_rng(20261122)
    truth = 1 - 0.08 - 0.05 / 2
    began, ended = customers(chance, 120, DRAWS)
    kept = np.minimum(began, ended)
    found = [kept_share(k.sum(), b.sum(), (b**2).sum()) for k, b in zip(kept, began, strict=True)]
    assert HOLDS[0] <= holding(found, truth) <= HOLDS[1] + 0.01


def test_the_interval_of_net_revenue_holds_as_often_as_it_says() -> None:
    chance = np.random.default_rng(20261123)
    truth = 1 - 0.08 - 0.05 / 2 + 0.15 * 0.3
    began, ended = customers(chance, 250, DRAWS)
    kept, grown = np.minimum(began, ended), np.maximum(ended - began, 0)
    found = [
        net_kept(k.sum(), g.sum(), b.sum(), ((b**2).sum(), (g**2).sum()), 250)
        for k, g, b in zip(kept, grown, began, strict=True)
    ]
    assert HOLDS[0] <= holding(found, truth) <= HOLDS[1]


@pytest.mark.parametrize(("p", "d", "n"), [(0.5, 0.2, 30), (0.3, 0.3, 60), (0.7, 0.05, 100), (0.2, 0.6, 300)])
def test_the_interval_of_a_score_holds_as_often_as_it_says(p: float, d: float, n: int) -> None:
    chance = np.random.default_rng(20261124)
    drawn = chance.multinomial(n, [p, d, 1 - p - d], DRAWS)
    found = [net_score(int(promoters), int(detractors), n) for promoters, detractors, _ in drawn]
    assert HOLDS[0] <= holding(found, p - d) <= HOLDS[1]


def test_a_score_of_many_has_the_variance_of_the_contract() -> None:
    p, d, n = 0.5, 0.2, 100_000
    found = net_score(int(p * n), int(d * n), n)
    reach = 1.959964 * ((p + d - (p - d) ** 2) / n) ** 0.5
    assert found
    assert (found.low, found.high) == pytest.approx((p - d - reach, p - d + reach), abs=1e-4)


def test_unanimous_answers_are_not_taken_for_certainty_and_stay_on_the_scale() -> None:
    promoters, detractors = net_score(20, 0, 20), net_score(0, 20, 20)
    assert promoters
    assert detractors
    assert promoters.high == 1
    assert 0.6 < promoters.low < 0.95
    assert (detractors.low, detractors.high) == pytest.approx((-promoters.high, -promoters.low))
    assert net_score(9, 0, 9) is None


def test_two_scores_are_compared_by_their_intervals() -> None:
    now, then = net_score(60, 20, 100), net_score(30, 40, 100)
    assert now
    assert then
    assert difference(0.4, now, -0.1, then).low > 0
