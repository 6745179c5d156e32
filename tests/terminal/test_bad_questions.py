"""What is told of a bad question in Slack is told in the terminal: exit code 1 and one line, or JSON with a reason."""

import json

import pytest

from tests.bot.bad_questions import BAD_QUESTIONS, Bad, Who
from tests.terminal.conftest import Kpi, is_one_line

ASKED = [bad for bad in BAD_QUESTIONS if bad.who is Who.ADMIN and not bad.english.endswith((" me", " my team"))]
REFUSED = [bad for bad in ASKED if bad.reason is None]
TOLD = [bad for bad in ASKED if bad.reason is not None]


def plain(words: str) -> str:
    """On one line, with ordinary blanks."""
    return " ".join(words.split())


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: bad.english[:40])
def test_a_refusal_is_one_line_and_exit_code_1_whatever_was_wanted(ask: Kpi, bad: Bad) -> None:
    for typed, said, wanted in ((bad.english, bad.said, "--json"), (bad.french, bad.dit, "--locale=fr")):
        ran = ask(typed, wanted)
        assert is_one_line(ran), ran
        assert said in plain(ran.err)


@pytest.mark.parametrize("bad", TOLD, ids=lambda bad: bad.english[:40])
def test_where_there_is_no_figure_the_card_says_why_and_json_names_the_reason(ask: Kpi, bad: Bad) -> None:
    card = ask(bad.french, "--locale=fr")
    assert (card.code, card.err) == (0, "")
    assert bad.dit in plain(card.out)
    headline = json.loads(ask(bad.english, "--json").out)["headline"]
    assert (headline["outcome"], headline["reason"], headline["value"]) == ("no_data", bad.reason, None)
