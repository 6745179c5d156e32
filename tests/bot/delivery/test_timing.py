"""Spans that double, spread, and shrink together."""

from datetime import timedelta
from statistics import mean

import pytest

from bot.delivery.timing import Timing

TIMING = Timing()


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 30), (2, 60), (3, 120), (4, 240), (5, 480), (6, 480), (12, 480), (10_000, 480)]
)
def test_a_backoff_doubles_to_eight_minutes_a_fifth_more_or_less(attempts: int, seconds: int) -> None:
    waits = [TIMING.backoff_after(attempts, f"key {number}").total_seconds() for number in range(500)]
    assert 0.8 * seconds <= min(waits) < 0.82 * seconds
    assert 1.18 * seconds < max(waits) <= 1.2 * seconds
    assert mean(waits) == pytest.approx(seconds, rel=0.02)


def test_a_backoff_is_always_the_same_for_a_message() -> None:
    assert TIMING.backoff_after(3, "a") == TIMING.backoff_after(3, "a")
    assert TIMING.backoff_after(3, "a") != TIMING.backoff_after(3, "b")


def test_what_may_be_out_waits_at_least_until_history_shows_it() -> None:
    assert min(TIMING.settle_after(1, f"key {number}") for number in range(200)) == TIMING.settle
    assert TIMING.settle_after(4, "a") == TIMING.backoff_after(4, "a")


def test_an_outage_of_half_an_hour_costs_at_most_twelve_attempts() -> None:
    for number in range(200):
        waited, attempts = timedelta(), 0
        while waited < timedelta(minutes=30):
            attempts += 1
            waited += TIMING.settle_after(attempts, f"key {number}")
        assert attempts <= 12


def test_channels_start_spread_over_two_minutes_each_always_at_its_own_moment() -> None:
    delays = [TIMING.start_delay(f"digest:T1:C{number}:s1:2026-W47") for number in range(1200)]
    assert delays == [TIMING.start_delay(f"digest:T1:C{number}:s1:2026-W47") for number in range(1200)]
    assert all(timedelta(0) <= delay < timedelta(minutes=2) for delay in delays)
    busiest = max(sum(second <= each.total_seconds() < second + 1 for each in delays) for second in range(120))
    assert busiest <= 30  # of 10 on average


def test_a_lease_holds_a_post_and_its_margin() -> None:
    assert TIMING.timeout + TIMING.margin < TIMING.lease
