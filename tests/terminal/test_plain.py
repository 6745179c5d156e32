"""Lines break at ordinary blanks only: French writes its numbers with others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.plain import fitted
from bot.views.mrkdwn import marked

NUMBER = "1\u202f624 leads, 3,2\u00a0% et 45\u202f000\u00a0€"


@pytest.mark.parametrize("width", range(1, 40))
def test_a_number_is_never_broken(width: int) -> None:
    parts = [part for line in fitted(marked(NUMBER), width).split("\n") for part in line.split(" ")]
    assert parts == NUMBER.split(" ")


@given(st.text(alphabet="ab1 \u202f\u00a0-", max_size=60), st.integers(5, 30))
def test_a_line_is_no_wider_than_its_terminal_unless_one_word_is(words: str, width: int) -> None:
    lines = fitted(marked(words), width).split("\n")
    assert all(len(line) <= width or " " not in line.strip(" ") for line in lines)


def test_lines_stay_lines() -> None:
    assert fitted(marked("one\n\ntwo three"), 9) == "one\n\ntwo three"
    assert fitted(marked("one\n\ntwo three"), 8) == "one\n\ntwo\nthree"
