"""What a form is known by, and the code that its author keeps."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.use_cases.voice.say_slip import Slip, new_slip, ticket_of


def test_no_two_forms_have_a_token_or_a_code_in_common():
    slips = [new_slip() for _ in range(2000)]
    assert len({slip.token for slip in slips}) == len({slip.code for slip in slips}) == 2000


def test_a_slip_comes_back_as_it_was_given():
    slip = new_slip()
    assert Slip.load(slip.dump()) == slip


@pytest.mark.parametrize(
    "metadata",
    ["", "[]", "{}", '["U0123", "7QF2-M9XK-04TD-HB6W"]', json.dumps(["0" * 32, "short"]), json.dumps(["0" * 32, None])],
)
def test_what_no_form_was_given_is_not_taken(metadata: str):
    with pytest.raises((ValueError, TypeError)):
        Slip.load(metadata)


@pytest.mark.parametrize(
    "typed", ["7qf2m9xk04tdhb6w", " 7QF2 M9XK 04TD HB6W ", "7QF2–M9XK–O4TD–HB6W", "7QF2_M9XK.04TD/HB6W"]
)
def test_a_code_is_found_however_it_is_typed(typed: str):
    assert ticket_of(typed) == ticket_of("7QF2-M9XK-04TD-HB6W")


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_ticket_or_no_code(typed: str):
    ticket = ticket_of(typed)
    assert ticket is None or len(ticket) == 64


@pytest.mark.parametrize(
    "typed", ["", "last quarter", "7QF2-M9XK-04TD-HB6", "7QF2-M9XK-04TD-HB6WW", "UUUU-UUUU-UUUU-UUUU"]
)
def test_what_cannot_be_a_code_is_none(typed: str):
    assert ticket_of(typed) is None
