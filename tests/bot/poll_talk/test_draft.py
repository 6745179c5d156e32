"""The form of a poll is refused where it cannot stand, and only there."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.use_cases.polls.draft import Fault, OwnQuestion, Part, PollDraft, faults, half_of
from storage.repositories.poll_records import Method, Secrecy

NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
ZONE = "Europe/Paris"
WHOLE = PollDraft(proposals=("p",), title="KPIs", channel_id="C1", day=date(2026, 11, 27))


def test_a_whole_draft_has_no_fault() -> None:
    assert faults(WHOLE, 12, NOW, ZONE) == {}


@pytest.mark.parametrize(
    ("draft", "part", "fault"),
    [
        (replace(WHOLE, proposals=()), Part.PROPOSALS, Fault.NOTHING_ASKED),
        (replace(WHOLE, own=(OwnQuestion("  "),)), "words-1", Fault.NO_QUESTION),
        (replace(WHOLE, title=" "), Part.TITLE, Fault.NO_TITLE),
        (replace(WHOLE, channel_id=None), Part.CHANNEL, Fault.NO_CHANNEL),
        (replace(WHOLE, day=None), Part.DAY, Fault.NO_DAY),
        (replace(WHOLE, at=None), Part.AT, Fault.NO_DAY),
        (replace(WHOLE, day=date(2026, 11, 20), at=time(12, 1)), Part.DAY, Fault.TOO_SOON),
        (replace(WHOLE, day=date(2027, 1, 20)), Part.DAY, Fault.TOO_LATE),
        (replace(WHOLE, quorum="13"), Part.QUORUM, Fault.NOT_A_QUORUM),
        (replace(WHOLE, quorum="0"), Part.QUORUM, Fault.NOT_A_QUORUM),
        (replace(WHOLE, quorum="half"), Part.QUORUM, Fault.NOT_A_QUORUM),
    ],
)
def test_a_fault_stands_under_its_input(draft: PollDraft, part: str, fault: Fault) -> None:
    assert faults(draft, 12, NOW, ZONE) == {part: fault}


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("Monday", Fault.TOO_FEW_OPTIONS),
        ("\n".join(map(str, range(11))), Fault.TOO_MANY_OPTIONS),
        ("Monday\n  MONDAY ", Fault.SAME_OPTION),
        ("Monday\n" + "x" * 76, Fault.LONG_OPTION),
        ("Monday\n\nFriday", None),
    ],
)
def test_answers_of_ones_own_are_two_to_ten_different_ones(typed: str, fault: Fault | None) -> None:
    draft = replace(WHOLE, own=(OwnQuestion("When?", Method.SINGLE, typed),))
    assert faults(draft, 12, NOW, ZONE).get("options-1") == fault
    assert faults(replace(draft, own=(OwnQuestion("When?", Method.YES_NO, typed),)), 12, NOW, ZONE) == {}


@pytest.mark.parametrize(("eligible", "refused"), [(4, True), (5, False)])
def test_fewer_than_five_are_not_asked_in_secret(eligible: int, refused: bool) -> None:
    found = faults(WHOLE, eligible, NOW, ZONE)
    assert (found.get(Part.SECRECY) is Fault.TOO_FEW_FOR_SECRET) is refused
    assert faults(replace(WHOLE, secrecy=Secrecy.OPEN), eligible, NOW, ZONE) == {}


def test_the_deadline_is_read_on_the_clocks_of_the_zone() -> None:
    assert WHOLE.deadline(ZONE) == datetime(2026, 11, 27, 17, tzinfo=UTC)
    assert WHOLE.deadline("America/Montreal") == datetime(2026, 11, 27, 23, tzinfo=UTC)


def test_a_time_that_the_clocks_skip_is_the_first_one_after_it() -> None:
    skipped = replace(WHOLE, day=date(2027, 3, 28), at=time(2, 30))
    assert skipped.deadline(ZONE) == datetime(2027, 3, 28, 1, tzinfo=UTC)


@pytest.mark.parametrize(("eligible", "half"), [(1, 1), (5, 3), (12, 6)])
def test_the_quorum_is_half_of_those_who_may_rounded_up(eligible: int, half: int) -> None:
    assert half_of(eligible) == half
    assert WHOLE.must_take_part(eligible) == half
