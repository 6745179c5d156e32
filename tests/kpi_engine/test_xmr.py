import numpy as np
import pytest

from kpi_engine.statistics.control import FEWEST, JUDGED, chart
from kpi_engine.statistics.scales import (
    back_from_logarithm,
    back_to_count,
    back_to_share,
    count,
    logarithm,
    plain,
    share,
)
from kpi_engine.statistics.xmr import limits, mean_range
from tests.kpi_engine.stable_series import SERIES, STABLE, alarms

SEED = 20261122
EVERY_THIRD = range(9, 78, 3)


@pytest.fixture
def rng():
    """The same series each time: a hundredth is measured closely, and chance must not decide whether a test passes."""
    print("seed", SEED)  # noqa: T201 - shown where a test fails
    return np.random.default_rng(SEED)


def test_limits_are_the_mean_and_2_66_mean_moving_ranges():
    # ranges 4, 2, 6: mean 4; mean of the values 11
    found = limits([10, 14, 12, 6 + 2])
    assert mean_range([10, 14, 12, 8]) == pytest.approx(10 / 3)
    assert found.low == pytest.approx(11 - 3 / 1.128 * 10 / 3)
    assert found.high == pytest.approx(11 + 3 / 1.128 * 10 / 3)


@pytest.mark.parametrize("sides", [1, 2])
@pytest.mark.parametrize("kind", STABLE)
def test_a_series_without_a_change_gives_a_false_alarm_in_one_week_of_a_hundred_at_most(kind, sides, rng):
    found = alarms(STABLE[kind](rng), sides, EVERY_THIRD)
    assert found.shape == (SERIES, len(EVERY_THIRD))
    assert found.mean() <= 0.01, f"{kind}: {100 * found.mean():.2f} % of weeks"


def test_without_laneys_unrest_a_slowly_moving_rate_would_give_five_times_as_many(rng):
    """The control: by the limits of chance alone the same series alarm all the time."""
    measured = STABLE["rate that moves slowly"](rng)
    past, last = measured.heights[:, :52], measured.heights[:, 53]
    out = np.abs(last - past.mean(-1)) / measured.errors[:, 53]
    assert (out > 2.6).mean() > 0.04


def _found_within(weeks: int, shift: float, rng: np.random.Generator, past: int = 52) -> float:
    """How often a fall by so many standard errors is found, of a rate of 25 % of n = 200 a week."""
    rates = np.full(past + weeks, 0.25)
    rates[past:] -= shift * np.sqrt(0.25 * 0.75 / 200)
    measured = share(rng.binomial(200, rates, (2 * SERIES, past + weeks)), np.full((2 * SERIES, past + weeks), 200))
    return float(alarms(measured, 1, range(past, past + weeks)).any(-1).mean())


@pytest.mark.parametrize(
    ("shift", "weeks", "share_found"), [(2, 2, 0.60), (2, 4, 0.79), (3, 1, 0.50), (3, 2, 0.90), (3, 3, 0.95)]
)
def test_a_real_shift_is_found(shift, weeks, share_found, rng):
    found = _found_within(weeks, shift, rng)
    assert found >= share_found, f"{100 * found:.1f} %"


def test_a_rule_of_three_sigma_alone_would_find_fewer_than_half_as_many(rng):
    """The control: the best-known rule finds a fall by two sigma in one of four within two weeks."""
    rates = np.where(np.arange(54) < 52, 0.25, 0.25 - 2 * np.sqrt(0.25 * 0.75 / 200))
    measured = share(rng.binomial(200, rates, (SERIES, 54)), np.full((SERIES, 54), 200))
    past, new = measured.heights[:, :52], measured.heights[:, 52:]
    far = new - past.mean(-1, keepdims=True) < -3 * measured.errors[:, 52:]
    assert far.any(-1).mean() < 0.4


def test_an_old_shift_of_level_does_not_blind_the_chart(rng):
    """Half a year at 25 %, half a year at 35 %: a fall back to 25 % is no return to usual."""
    rates = np.where((np.arange(54) < 26) | (np.arange(54) >= 52), 0.25, 0.35)
    measured = share(rng.binomial(200, rates, (SERIES, 54)), np.full((SERIES, 54), 200))
    found = alarms(measured, 1, range(52, 54)).any(-1).mean()
    assert found >= 0.8, f"{100 * found:.1f} %"
    seen = chart(measured)
    assert np.median(seen.points) == 26


def test_a_past_of_fewer_than_eight_periods_is_none():
    assert chart(plain(np.arange(FEWEST + JUDGED - 1.0))) is None
    assert chart(plain(np.arange(FEWEST + JUDGED + 0.0))) is not None


def test_the_period_that_is_judged_and_the_one_before_it_are_no_part_of_what_is_usual():
    quiet = np.tile([10.0, 12.0], 10)
    wild = np.concatenate([quiet, [1000.0, 1000.0]])
    drawn = chart(plain(wild))
    assert drawn.centre == pytest.approx(11)
    assert drawn.points == 20
    assert drawn.is_far(1, 2)


def test_limits_of_a_small_week_are_wider_than_those_of_a_large_one(rng):
    sizes = np.full(30, 200)
    small, large = np.append(sizes, 20), np.append(sizes, 2000)
    successes = np.append(rng.binomial(200, 0.25, 30), 5)
    reach = [np.ptp(chart(share(successes, each)).limits(2)) for each in (small, large)]
    assert reach[0] > 2 * reach[1]


def test_a_past_that_never_moved_makes_any_move_a_signal_and_none_no_signal():
    still = np.full(20, 5.0)
    assert not chart(plain(still)).is_far(1, 1)
    assert chart(plain(np.append(still[:-1], 6.0))).is_far(1, 1)


@pytest.mark.parametrize("value", [0.0, 0.02, 0.25, 0.5, 0.99, 1.0])
def test_a_share_is_read_back_from_its_height(value):
    assert back_to_share(float(share(value * 1e6, 1e6).heights)) == pytest.approx(value, abs=1e-5)


@pytest.mark.parametrize("value", [0, 1, 30, 4000])
def test_a_count_and_an_amount_are_read_back_from_their_heights(value):
    assert back_to_count(float(count(value).heights)) == pytest.approx(value)
    assert back_from_logarithm(float(logarithm(value + 1).heights)) == pytest.approx(value + 1)


def test_chance_alone_scatters_heights_by_their_errors_at_every_level(rng):
    for rate in (0.1, 0.5, 0.8):
        measured = share(rng.binomial(200, rate, 20000), np.full(20000, 200))
        assert np.std(measured.heights) == pytest.approx(measured.errors[0], rel=0.03)
    for mean in (5, 40):
        assert np.std(count(rng.poisson(mean, 20000)).heights) == pytest.approx(1, rel=0.04)
