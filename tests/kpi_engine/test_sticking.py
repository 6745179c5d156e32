"""Stays in a stage: medians and shares that advanced, with those still there neither out nor forgotten."""

from collections import Counter
from random import Random
from statistics import median

import numpy as np
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.utils import median_survival_times
from statsmodels.stats.proportion import proportion_confint

from kpi_engine.figure import NoData, Reason, TooLittle, Value
from kpi_engine.measures.sticking import Observed, advanced, median_stay


def observed(
    left: dict[int, int], waiting: dict[int, int] | None = None, went: dict[int, int] | None = None
) -> Observed:
    return Observed(Counter(left), Counter(went or {}), Counter(waiting or {}))


def value(figure: object) -> float:
    assert isinstance(figure, Value), figure
    return figure.value


def a_crowd(seed: int) -> tuple[list[int], list[int]]:
    """Days followed, and what came of each: 1 advanced, 2 lost, 0 still there."""
    chance = Random(seed)
    days = [chance.randint(0, 60) for _ in range(120)]
    return days, [chance.choice([0, 1, 1, 2]) for _ in days]


def counted(days: list[int], ends: list[int]) -> Observed:
    pairs = list(zip(days, ends, strict=True))
    return Observed(
        left=Counter(day for day, end in pairs if end),
        advanced=Counter(day for day, end in pairs if end == 1),
        waiting=Counter(day for day, end in pairs if not end),
    )


@pytest.mark.parametrize("days", [[1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 9], [0, 0, 0, 7, 7, 7], [3] * 8])
def test_where_all_have_left_the_median_is_the_plain_one(days: list[int]) -> None:
    assert value(median_stay(observed(dict(Counter(days))))) == median(days)


def test_those_still_there_push_the_median_up_and_are_not_left_out() -> None:
    left = {2: 3, 4: 3}
    assert value(median_stay(observed(left))) == 3
    assert value(median_stay(observed(left, waiting={10: 4}))) == 4


def test_while_fewer_than_half_have_left_there_is_no_median() -> None:
    figure = median_stay(observed({2: 3}, waiting={10: 4}))
    assert isinstance(figure, NoData)
    assert figure.reason is Reason.TOO_YOUNG


def test_a_handful_of_stays_tells_nothing() -> None:
    stay = observed({2: 4}, went={2: 2})
    assert isinstance(median_stay(stay), TooLittle)
    assert isinstance(advanced(stay, None), TooLittle)


def test_where_all_have_left_the_share_that_advanced_is_a_plain_share() -> None:
    figure = advanced(observed({1: 6, 9: 4}, went={1: 3, 9: 1}), None)
    assert isinstance(figure, Value)
    assert (figure.value, figure.numerator, figure.denominator) == (0.4, 4, 10)


def test_at_an_age_only_what_happened_by_then_counts() -> None:
    stay = observed({1: 6, 9: 4}, went={1: 3, 9: 1})
    assert value(advanced(stay, 5)) == pytest.approx(0.3)
    assert value(advanced(stay, 9)) == pytest.approx(0.4)


def test_those_still_there_are_neither_advanced_nor_not() -> None:
    """Of ten, half leave on the first day and advance; of the five left only one is followed on, and advances."""
    stay = observed({1: 5, 8: 1}, waiting={3: 4}, went={1: 5, 8: 1})
    assert value(advanced(stay, 3)) == pytest.approx(0.5)
    assert value(advanced(stay, 8)) == pytest.approx(1.0)


@pytest.mark.parametrize("seed", range(12))
def test_medians_and_their_intervals_are_those_of_lifelines(seed: int) -> None:
    days, ends = a_crowd(seed)
    figure = median_stay(counted(days, ends))
    fitted = KaplanMeierFitter().fit(days, [end > 0 for end in ends])
    assert isinstance(figure, Value)
    assert abs(figure.value - fitted.median_survival_time_) <= 1  # ours lies between two days where exactly half left
    bounds = median_survival_times(fitted.confidence_interval_).to_numpy()[0]
    assert figure.interval
    assert (figure.interval.low, figure.interval.high) == pytest.approx(tuple(bounds), abs=1)


@pytest.mark.filterwarnings("ignore:Tied event times")
@pytest.mark.parametrize("seed", range(6))
def test_the_share_that_advanced_is_the_cumulative_incidence_of_lifelines(seed: int) -> None:
    days, ends = a_crowd(seed)
    fitted = AalenJohansenFitter(calculate_variance=False, seed=seed, jitter_level=1e-9)
    fitted.fit([day + 1 for day in days], ends, event_of_interest=1)
    incidence = fitted.cumulative_density_
    for within in (5, 20, 45):
        expected = float(incidence[incidence.index <= within + 1.5].iloc[-1, 0])
        assert value(advanced(counted(days, ends), within)) == pytest.approx(expected, abs=2e-2)


def test_with_all_followed_to_their_end_the_interval_of_who_advanced_is_wilsons() -> None:
    stay = observed({1: 6, 9: 34}, {30: 1}, went={1: 3, 9: 21})
    figure = advanced(stay, 9)
    assert isinstance(figure, Value)
    assert figure.interval
    reference = proportion_confint(24, 41, method="wilson")
    assert (figure.interval.low, figure.interval.high) == pytest.approx(reference, abs=1e-9)


def test_the_interval_of_who_advanced_holds_with_a_third_still_there() -> None:
    """Days to leave, the way out and the day last seen are drawn; the truth at day 15 is ½ · (1 − e^(−15/12)) in steps."""
    chance, truth, held, draws = np.random.default_rng(20), 0.5 * (1 - np.exp(-15 / 12)), 0, 2_000
    for _ in range(draws):
        leaving, seen = np.ceil(chance.exponential(12, 60)).astype(int), chance.integers(8, 40, 60)
        days, left = np.minimum(leaving, seen), leaving <= seen
        ends = np.where(left, chance.integers(1, 3, 60), 0)
        figure = advanced(counted(days.tolist(), ends.tolist()), 15)
        assert isinstance(figure, Value)
        assert figure.interval
        held += figure.interval.low <= truth <= figure.interval.high
    assert 0.94 <= held / draws <= 0.97
