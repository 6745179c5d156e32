"""Contributions add up to the change, whatever the groups; and each of them says what its words say."""

from fractions import Fraction
from math import fsum
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpi_engine.parts import Added, Divided, Parts, Ranked
from kpi_engine.why.effects import Effect, Pair, effects, whole_of
from tests.kpi_engine.why_builder import days, of, rows

KINDS = ("share", "sum", "mean", "median")


def a_side(kind: str, chance: Random) -> Parts:
    """What one group was in one period: now and then nothing."""
    n = chance.choice((0, 1, 3, 40, 5_000))
    amount = Fraction(chance.randint(-10_000_000, 10_000_000) if n else 0, 100)
    match kind:
        case "share":
            return of(chance.randint(0, n), n)
        case "sum":
            return Added(n, amount)
        case "mean":
            return Divided(n, amount, Fraction(n))
    return Ranked.of({chance.randint(0, 400): chance.randint(1, 20) for _ in range(min(n, 12))})


def some_groups(kind: str, seed: int) -> list[Pair]:
    chance = Random(seed)
    return [Pair(a_side(kind, chance), a_side(kind, chance)) for _ in range(chance.randint(1, 12))]


any_groups = st.builds(some_groups, st.sampled_from(KINDS), st.integers(0, 2**32))


@settings(max_examples=1000, deadline=None)
@given(any_groups)
def test_contributions_add_up_to_the_change_exactly_and_as_floats_too(groups: list[Pair]) -> None:
    change = whole_of(groups).change
    assume(change is not None)
    found = effects(groups)
    assert sum(effect.total for effect in found) == change
    split = [(effect.rate, effect.mix, effect.total) for effect in found]
    assert all(rate + mix == total for rate, mix, total in split if rate is not None and mix is not None)
    scale = max(1.0, *(abs(float(effect.total)) for effect in found))
    assert abs(fsum(float(effect.total) for effect in found) - float(change)) < 1e-12 * scale


@settings(max_examples=200, deadline=None)
@given(st.builds(some_groups, st.just("share"), st.integers(0, 2**32)))
def test_the_order_of_groups_changes_nothing_for_shares(groups: list[Pair]) -> None:
    assume(whole_of(groups).change is not None)
    found = dict(enumerate(effects(groups)))
    order = sorted(found, key=lambda place: (place % 3, place))
    assert [found[place] for place in order] == list(effects([groups[place] for place in order]))


@settings(max_examples=200, deadline=None)
@given(any_groups)
def test_turning_time_round_turns_every_contribution_round(groups: list[Pair]) -> None:
    lasting = [pair for pair in groups if pair.then.n and pair.now.n]
    assume(lasting)
    back = effects([Pair(pair.now, pair.then) for pair in lasting])
    assert [effect.total for effect in effects(lasting)] == [-effect.total for effect in back]


def test_a_share_whose_groups_keep_their_rates_changes_by_weight_alone() -> None:
    north, south = Pair(of(50, 100), of(10, 20)), Pair(of(10, 100), of(18, 180))
    found = effects([north, south])
    assert [effect.rate for effect in found] == [0, 0]
    average = (Fraction(60, 200) + Fraction(28, 200)) / 2
    assert found[0].mix == (Fraction(1, 10) - Fraction(1, 2)) * (Fraction(1, 2) - average)
    assert found[1].mix == (Fraction(9, 10) - Fraction(1, 2)) * (Fraction(1, 10) - average)


def test_a_share_whose_groups_keep_their_weights_changes_by_rate_alone() -> None:
    found = effects([Pair(of(50, 100), of(60, 100)), Pair(of(10, 100), of(10, 100))])
    assert found == (Effect(Fraction(1, 20), Fraction(1, 20), Fraction()), Effect(Fraction(), Fraction(), Fraction()))


def test_a_group_that_is_new_has_no_rate_effect_for_it_had_no_rate() -> None:
    new, old = effects([Pair(of(0, 0), of(40, 50)), Pair(of(50, 100), of(50, 100))])
    assert new.rate == 0
    assert new.total == new.mix == Fraction(1, 3) * (Fraction(4, 5) - (Fraction(1, 2) + Fraction(3, 5)) / 2)
    assert new.total + old.total == Fraction(3, 5) - Fraction(1, 2)


def test_a_growing_group_below_the_average_pulls_the_share_down() -> None:
    _, weak = effects([Pair(of(40, 100), of(40, 100)), Pair(of(10, 100), of(30, 300))])
    assert weak.mix is not None
    assert weak.mix < 0


def test_a_count_is_what_came_less_what_was() -> None:
    found = effects([Pair(rows(10), rows(4)), Pair(rows(0), rows(7))])
    assert [effect.total for effect in found] == [-6, 7]
    assert {effect.rate for effect in found} == {None}


def test_only_the_group_whose_lengths_moved_moves_the_median() -> None:
    quick = Pair(days(10, 20, 30), days(10, 20, 30))
    slow = Pair(days(40, 50, 60, 70), days(80, 90, 100, 110))
    assert [effect.total for effect in effects([quick, slow])] == [0, whole_of([quick, slow]).change]


def test_a_median_that_either_group_alone_would_move_is_shared_between_them() -> None:
    large, small = Pair(days(1, 1, 9), days(9, 9, 9)), Pair(days(1, 1), days(9, 9))
    assert whole_of([large, small]).change == 8
    assert [effect.total for effect in effects([large, small])] == [4, 4]


@pytest.mark.parametrize("lengths", [(3,), (3, 8), (5, 1, 9), (1, 1, 2, 2), (4, 4, 4, 9)])
def test_the_median_of_counts_is_that_of_the_values(lengths: tuple[int, ...]) -> None:
    ordered = sorted(lengths)
    middle = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    assert days(*lengths).value == Fraction(sum(middle), 2)


def test_a_world_that_is_empty_between_two_steps_stays_put() -> None:
    gone, new = Pair(days(5, 5), days()), Pair(days(), days(9, 9))
    assert sum(effect.total for effect in effects([gone, new])) == 4
