"""The curve by which cohorts ripen, against a library that others wrote."""

from collections import Counter

import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from kpi_engine.statistics.survival import Curve, Followed

NEVER = 10**6


def cohort(seed: int, n: int, rate: float = 0.4, mean: float = 30, span: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """Days of life followed, and whether the outcome was reached on the last of them."""
    chance = np.random.default_rng(seed)
    reached_on = np.where(chance.random(n) < rate, np.ceil(chance.exponential(mean, n)), NEVER).astype(int)
    age = chance.integers(1, span, n)
    return np.minimum(reached_on, age), reached_on <= age


def followed(days: np.ndarray, reached: np.ndarray) -> Followed:
    return Followed(Counter(days[reached].tolist()), Counter(days[~reached].tolist()))


@pytest.mark.parametrize(("seed", "n"), [(1, 12), (2, 80), (3, 700), (4, 3000)])
def test_the_curve_and_its_interval_are_kaplan_and_meiers(seed: int, n: int) -> None:
    days, reached = cohort(seed, n)
    library = KaplanMeierFitter().fit(days, reached)
    curve = Curve.of(followed(days, reached))
    for day in (5, 20, 60, 150):
        assert curve.reached(day) == pytest.approx(1 - library.predict(day), abs=1e-12)
        ends = library.confidence_interval_survival_function_.loc[:day].iloc[-1]
        interval = curve.interval(day)
        assert (1 - interval.high, 1 - interval.low) == pytest.approx(tuple(ends), abs=1e-9)


def test_a_row_last_seen_on_a_day_was_still_at_risk_on_it() -> None:
    curve = Curve.of(Followed({3: 1}, {3: 1, 9: 2}))
    assert curve.reached(3) == pytest.approx(1 / 4)


def test_without_anybody_waiting_the_curve_is_the_plain_share() -> None:
    curve = Curve.of(Followed({2: 3, 7: 1}, {30: 6}))
    assert [curve.reached(day) for day in (1, 2, 7, 30)] == pytest.approx([0, 0.3, 0.4, 0.4])
    assert (curve.longest(6), curve.longest(11)) == (30, 0)


def test_where_nobody_or_everybody_has_reached_it_the_interval_is_that_point() -> None:
    curve = Curve.of(Followed({5: 4}, {}))
    assert [(end.low, end.high) for end in map(curve.interval, (4, 5))] == [(0, 0), (1, 1)]


def test_entering_late_is_no_cure_for_outcomes_that_were_not_recorded_at_first() -> None:
    """Recording begins on day 60: who has reached the outcome by then looks as if still waiting, and waits for ever.

    Delayed entry counts them as at risk and comes out too low; rows created after that day tell the truth.
    """
    chance, begins, last = np.random.default_rng(9), 60, 400
    created = chance.integers(0, 80, 40_000)
    takes = np.where(chance.random(40_000) < 0.4, np.ceil(chance.exponential(30, 40_000)), NEVER).astype(int)
    recorded = (created + takes >= begins) & (created + takes <= last)
    days = np.where(recorded, takes, last - created)
    entry = np.maximum(begins - created, 0)
    truth = 0.4 * (1 - np.exp(-150 / 30))

    known = days > entry
    late = KaplanMeierFitter().fit(days[known], recorded[known], entry=entry[known])
    left_out = created >= begins
    ours = Curve.of(followed(days[left_out], recorded[left_out]))

    assert 1 - late.predict(150) < truth - 0.02
    assert ours.reached(150) == pytest.approx(truth, abs=0.015)
