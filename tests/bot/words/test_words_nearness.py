"""Distances between words, checked against their textbook table."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.words.folding import fold, value_key
from bot.words.nearness import distance, near
from bot.words.tokens import Kind, tokenise

SHORT = st.text(alphabet="abcd", max_size=9)


def table(one, other):
    """Optimal string alignment by its recurrence, row by row."""
    rows = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + (a != b))
            if i > 1 and j > 1 and (a, b) == (other[j - 2], one[i - 2]):
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(one), len(other)]


@settings(deadline=None)
@given(SHORT, SHORT)
def test_the_distance_is_that_of_the_table(one, other):
    assert distance(one, other) == distance(other, one) == table(one, other)


@settings(deadline=None)
@given(SHORT, SHORT)
def test_near_gives_the_distance_or_nothing(one, other):
    assert near(one, other, at_least=9) == table(one, other)
    assert near(one, other) in (table(one, other), None)


@pytest.mark.parametrize(
    ("one", "other", "edits"),
    [
        ("cycel", "cycle", 1),
        ("leed", "lead", 1),
        ("convertion", "conversion", 1),
        ("web", "feb", None),
        ("foo", "for", None),
    ],
)
def test_short_words_are_near_to_themselves_only(one, other, edits):
    assert near(one, other) == edits


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Équipe", "equipe"),
        ("ÉTÉ", "ete"),
        ("l’an", "l'an"),
        ("cœur", "coeur"),
        ("２０２６", "2026"),
        ("a\u200db", "ab"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_of_one_word_fold_alike(typed, plain):
    assert fold(typed) == fold(plain) == plain


@settings(deadline=None)
@given(st.text(max_size=20))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
    assert value_key(value_key(text)) == value_key(text)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_every_letter_and_digit_is_in_exactly_one_token(text):
    tokens = tokenise(text)
    assert all(before.end <= after.start for before, after in pairwise(tokens))
    covered = {position for token in tokens for position in range(token.start, token.end)}
    assert all(position in covered for position, letter in enumerate(text) if letter.isalnum())


def test_quotes_hold_only_after_a_colon_or_a_comma():
    assert [token.kind for token in tokenise('"win rate" source:"a b"')] == [
        Kind.WORD,
        Kind.WORD,
        Kind.WORD,
        Kind.COLON,
        Kind.QUOTED,
    ]
