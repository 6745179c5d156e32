"""Text that comes in, and text that is shown, holds nothing that cannot be seen."""

import sys
import unicodedata

import pytest

from bot.arrivals import from_command, from_event, from_shortcut, from_submission, from_suggestion
from bot.legible import legible
from bot.views import limits
from bot.views.inputs import Asked, line
from bot.views.kit import Axes, Cell, Option, chart, context, header, plain, section, select, table
from bot.views.message import characters
from bot.views.mrkdwn import bold, code, fill, fixed_width, one_line

TURNED = "Grands\u202e comptes\u2066 s\u200bi\u0007gn\ufefféess\u202c\u2069"
SEEN = "Grands comptes signéess"
WHO = {"team": {"id": "T1"}, "user": {"id": "U1"}}


def test_of_all_signs_without_a_look_only_breaks_tabs_and_marks_of_numbers_are_left() -> None:
    unseen = [
        chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in {"Cc", "Cf", "Cs", "Co"}
    ]
    left = {each for each in unseen if legible(f"a{each}b") != "ab"}
    joiners = {"\u200c", "\u200d"}
    numbers = {each for each in left if unicodedata.name(each, "").startswith(("ARABIC", "SYRIAC", "KAITHI"))}
    assert left == {"\t", "\n"} | joiners | numbers
    assert len(numbers) <= 12
    assert len(unseen) > 100_000


@pytest.mark.parametrize(
    "words", ["", "plain", "two\nlines\tand a tab", "Été 25 % « oui »", "שלום עולם", "می\u200cخواهم", "👩\u200d💼 ok"]
)
def test_what_can_be_seen_stays(words: str) -> None:
    assert legible(words) == words


@pytest.mark.parametrize("alone", ["\u200d", "\u200c\u200d", "\u200b", "\u202e\u2069", " \u200d", "\u200d\u2060\u200d"])
def test_what_shows_nothing_is_empty(alone: str) -> None:
    assert legible(alone).strip() == ""


@pytest.mark.parametrize("turned", ["\u200da", "a\u200d", "a \u200db", "a\u200d b"])
def test_a_joiner_joins_two_signs(turned: str) -> None:
    assert "\u200d" not in legible(turned)


def test_whatever_people_type_comes_in_legible() -> None:
    command = {"team_id": "T1", "user_id": "U1", "channel_id": "C1", "response_url": "", "trigger_id": "t"}
    assert from_command(command | {"text": TURNED}).text == SEEN
    assert from_event({"team_id": "T1", "event": {"user": "U1", "text": TURNED}}).text == SEEN
    assert from_shortcut(WHO | {"message": {"text": TURNED}}).text == SEEN
    assert from_suggestion(WHO | {"value": TURNED, "block_id": "b"}).text == SEEN


def test_what_is_typed_into_a_form_comes_in_legible_and_what_is_chosen_as_it_was_offered() -> None:
    values = {
        "why": {"it": {"type": "plain_text_input", "value": TURNED}},
        "source": {"it": {"type": "static_select", "selected_option": {"text": plain("x", 9), "value": "=we\u200bb"}}},
    }
    form = from_submission(WHO | {"view": {"type": "modal", "id": "V1", "state": {"values": values}}}).form
    assert form is not None
    assert (form.value("why"), form.value("source")) == (SEEN, "=we\u200bb")


def shown() -> dict[str, object]:
    """Each way in which words are shown."""
    cell = Cell(TURNED)
    return {
        "section": section(TURNED).json,
        "header": header(TURNED).json,
        "context": context(fill("“{words}”", words=TURNED), bold(TURNED), code(TURNED)).json,
        "menu": select(TURNED, "a", [Option("v", TURNED, TURNED)]),
        "input": line(Asked("b", TURNED, "a", TURNED), TURNED, TURNED).json,
        "rows": section(fixed_width([TURNED])).json,
        "table": table(TURNED, [TURNED], [[cell]], section("x")).json,
        "chart": chart("line", TURNED, {TURNED: [(TURNED, 1.0)]}, Axes(TURNED, TURNED), section("x")).json,
        "name": one_line(TURNED),
    }


@pytest.mark.parametrize("way", shown())
def test_whatever_is_shown_is_legible(way: str) -> None:
    there = str(shown()[way])
    assert "\\u202e" not in there
    assert not {each for each in TURNED if each not in SEEN} & set(there)
    assert "Grands comptes" in there


def test_a_text_is_cut_by_what_is_seen_of_it() -> None:
    assert characters(header("\u200b" * 400 + "a" * limits.HEADER).json) == limits.HEADER
