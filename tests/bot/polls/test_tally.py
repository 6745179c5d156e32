from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.use_cases.polls.tally import Round, Tally, dump, load, tally
from storage.repositories.poll_records import Method
from tests.bot.polls.booth import a_question

RANKED = a_question(Method.RANKED, "abcde")


def ballots(said: str) -> list[tuple[str, ...]]:
    """`4 abc, 2 b` is four times a before b before c, and twice b alone."""
    counted = (each.split() for each in said.split(","))
    return [tuple(order) for many, order in counted for _ in range(int(many))]


def counts(**said: int) -> dict[str, int]:
    return {option.key: said.get(option.key, 0) for option in RANKED.options}


def test_one_option_each_is_counted_in_the_order_of_the_options():
    told = tally(a_question(Method.SINGLE), [("b",), ("a",), ("b",), ()])
    assert told == Tally(4, 3, {"a": 1, "b": 2, "c": 0}, ("b",))
    assert (told.winner, told.has_majority) == ("b", True)
    assert list(told.counts) == ["a", "b", "c"]


def test_several_options_are_each_counted_among_those_who_answered():
    told = tally(a_question(Method.MULTIPLE), [("a", "b"), ("b", "c"), ("b",), ("a",)])
    assert told.counts == {"a": 2, "b": 3, "c": 1}
    assert (told.answers, told.winner, told.has_majority) == (4, "b", True)


def test_half_of_the_answers_is_no_majority():
    assert not tally(a_question(Method.SINGLE), [("a",), ("a",), ("b",), ("c",)]).has_majority
    assert not tally(a_question(Method.MULTIPLE), [("a",), ("a",), ("b",), ("c",)]).has_majority


def test_a_tie_has_several_ahead_and_no_winner():
    told = tally(a_question(Method.SINGLE), [("a",), ("c",), ("a",), ("c",), ("b",)])
    assert (told.ahead, told.winner, told.has_majority) == (("a", "c"), None, False)


@pytest.mark.parametrize("method", list(Method))
def test_without_answers_nothing_is_ahead(method):
    for given_ballots in ([], [(), ()]):
        told = tally(a_question(method), given_ballots)
        assert (told.answers, told.ahead, told.winner, told.has_majority, told.rounds) == (0, (), None, False, ())


def test_a_run_off_is_told_round_by_round():
    told = tally(a_question(Method.RANKED, "abc"), ballots("4 a, 3 bc, 2 cb, 1 c"))
    assert told.rounds == (
        Round({"a": 4, "b": 3, "c": 3}, 0, ("b", "c"), {}),
        Round({"a": 4}, 6),
    )
    told = tally(a_question(Method.RANKED, "abc"), ballots("4 a, 3 ba, 2 cb, 1 c"))
    assert told.rounds[0] == Round({"a": 4, "b": 3, "c": 3}, 0, ("b", "c"), {"a": 3})


def test_ballots_pass_on_or_are_exhausted():
    told = tally(a_question(Method.RANKED, "abc"), ballots("4 a, 4 bc, 2 cb, 1 c"))
    assert told.rounds == (
        Round({"a": 4, "b": 4, "c": 3}, 0, ("c",), {"b": 2}),
        Round({"a": 4, "b": 6}, 1),
    )
    assert (told.winner, told.has_majority) == ("b", True)
    assert told.counts == {"a": 4, "b": 4, "c": 3}


def test_of_two_with_the_fewest_the_one_goes_that_had_fewer_before():
    told = tally(RANKED, ballots("5 a, 4 b, 2 c, 3 d, 1 ec"))
    assert [each.out for each in told.rounds][:2] == [("e",), ("c",)]  # c has 3 as d has, and had 2 before
    assert told.rounds[1].counts == {"a": 5, "b": 4, "c": 3, "d": 3}


def test_those_that_were_level_in_every_round_go_together():
    told = tally(a_question(Method.RANKED, "abcd"), ballots("5 a, 4 b, 2 cb, 2 db"))
    assert told.rounds[0] == Round({"a": 5, "b": 4, "c": 2, "d": 2}, 0, ("c", "d"), {"b": 4})
    assert told.winner == "b"


def test_where_all_that_are_left_are_level_it_is_a_tie():
    told = tally(a_question(Method.RANKED, "abc"), ballots("3 a, 3 b, 2 c"))
    assert told.rounds[-1] == Round({"a": 3, "b": 3}, 2)
    assert (told.ahead, told.winner) == (("a", "b"), None)
    assert tally(a_question(Method.RANKED, "abc"), ballots("2 abc, 2 bca, 2 cab")).ahead == ("a", "b", "c")


def test_a_majority_of_first_choices_wins_at_once():
    told = tally(RANKED, ballots("6 a, 3 b, 2 c"))
    assert told.rounds == (Round(counts(a=6, b=3, c=2), 0),)


def test_a_tally_is_read_back_as_it_was_kept():
    for told in (
        tally(RANKED, ballots("4 abc, 3 bc, 2 cb, 1 c, 2 edc")),
        tally(a_question(Method.SINGLE), [("a",), ()]),
    ):
        assert load(dump(told)) == told


ORDERS = st.lists(st.permutations("abcde").flatmap(lambda order: st.integers(0, 5).map(lambda n: tuple(order[:n]))))


def slow_run_off(given_ballots: Sequence[tuple[str, ...]], keys: str) -> tuple[list[set[str]], set[str]]:
    """Another way to it: ballots are lists that lose what is out; the counts of all rounds are looked at for ties.

    Gives what went out in each round, and who is ahead in the end.
    """
    piles = [list(each) for each in given_ballots if each]
    still_in, gone, history = set(keys), [], []
    while piles:
        tops = {key: sum(1 for pile in piles if pile and pile[0] == key) for key in still_in}
        counting = sum(1 for pile in piles if pile)
        best = max(tops.values())
        if best > counting - best or len(set(tops.values())) == 1:
            return gone, {key for key in still_in if tops[key] == best}
        history.insert(0, tops)
        records = {key: tuple(one[key] for one in history) for key in still_in}
        lowest = min(records.values())
        out = {key for key in still_in if records[key] == lowest}
        gone.append(out)
        still_in -= out
        piles = [[key for key in pile if key not in out] for pile in piles]
    return gone, set()


@given(ORDERS)
def test_a_run_off_goes_as_an_independent_count_says(given_ballots):
    told = tally(RANKED, given_ballots)
    gone, ahead = slow_run_off(given_ballots, "abcde")
    assert [set(each.out) for each in told.rounds if each.out] == gone
    assert set(told.ahead) == ahead


@given(ORDERS, st.randoms(use_true_random=False))
def test_no_order_of_the_ballots_changes_a_tally_and_none_is_lost(given_ballots, chance):
    told = tally(RANKED, given_ballots)
    shuffled = list(given_ballots)
    chance.shuffle(shuffled)
    assert tally(RANKED, shuffled) == told
    for each in told.rounds:
        assert sum(each.counts.values()) + each.exhausted == told.answers
    for before, after in zip(told.rounds, told.rounds[1:], strict=False):
        passed = before.passed_on or {}
        assert after.counts == {
            key: count + passed.get(key, 0) for key, count in before.counts.items() if key not in before.out
        }


@given(ORDERS)
def test_the_names_of_the_options_change_nothing(given_ballots):
    """No option is favoured for standing first."""
    there = str.maketrans("abcde", "edcba")
    turned = [tuple(key.translate(there) for key in each) for each in given_ballots]
    told, other = tally(RANKED, given_ballots), tally(RANKED, turned)
    assert {key.translate(there) for key in told.ahead} == set(other.ahead)
    assert replace(told, rounds=(), counts={}, ahead=()) == replace(other, rounds=(), counts={}, ahead=())
