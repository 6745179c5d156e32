"""Markup in which nothing from data can come alive."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views.mrkdwn import (
    Markup,
    bold,
    clip,
    clip_markup,
    code,
    esc,
    fill,
    join,
    lines,
    marked,
    mention,
    one_line,
)

_HALF_AN_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")


def test_exactly_three_characters_are_escaped():
    assert esc("""<!channel> & "quotes" 'and' *stars* @here #general""") == (
        """&lt;!channel&gt; &amp; "quotes" 'and' *stars* @here #general"""
    )


def test_markup_is_escaped_once_however_often_it_is_joined():
    assert lines(bold("<a>"), join(" ", "b & c", code("d"))) == "*&lt;a&gt;*\nb &amp; c `d`"


def test_a_sentence_is_filled_with_escaped_names_and_with_markup():
    assert fill("{who} <3 {what}", who="<@U123>", what=bold("x")) == "&lt;@U123&gt; &lt;3 *x*"


def test_a_name_with_braces_is_not_taken_for_a_place():
    assert fill("{name}!", name="{other}") == "{other}!"


def test_code_cannot_be_closed_by_what_is_in_it():
    assert code("a`b") == "`a'b`"


def test_only_a_user_id_becomes_a_mention():
    assert mention("U0123ABC") == "<@U0123ABC>"
    for bad in ("!channel", "U01|x", "C0123ABC", "U0123ABC> <!here", ""):
        with pytest.raises(ValueError, match="not a user id"):
            mention(bad)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("  Nord\n\tEst ", "Nord Est"),
        ("a\u202eb", "ab"),  # would turn the line round
        ("\x00bell\x07", "bell"),
        ("half \ud83d pair", "half  pair"),
        ("👩\u200d💻 team", "👩\u200d💻 team"),
        ("\u200d\u200b", ""),
        ("سلام\u200cها", "سلام\u200cها"),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(name: str, seen: str):
    assert one_line(name) == seen


def test_a_cut_text_ends_in_an_ellipsis_and_fits():
    assert clip("abcdef", 4) == "abc…"
    assert clip("abcd", 4) == "abcd"
    assert clip("ab  cd", 4) == "ab…"


@given(st.text(alphabet="a&<>; *", max_size=60), st.integers(6, 40))
def test_cut_markup_never_ends_inside_an_escaped_character(words: str, limit: int):
    cut = clip_markup(marked(words), limit)

    assert len(cut) <= limit
    assert not _HALF_AN_ENTITY.search(cut)
    assert isinstance(cut, Markup)
