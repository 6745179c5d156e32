import pytest

from bot.use_cases.polls.show_counts import show_counts
from storage.repositories.poll_records import Poll, Secrecy
from tests.bot.polls.booth import Booth, words


def shown(booth: Booth) -> tuple[int, str | None]:
    """How often the message was edited, and what it says."""
    root, *_ = booth.queued()
    return root.edit_number, root.edit and root.edit["text"]


def posted(booth: Booth, **how: object) -> Poll:
    poll = booth.open(**how)
    booth.set_state(poll.root_delivery, "sent")
    return poll


def test_of_a_secret_poll_only_the_number_of_voters_is_shown(booth):
    poll = posted(booth)
    booth.all_cast(poll, ["yes", "no", "no"])
    show_counts(booth.office, words)
    assert shown(booth) == (1, "root en 3 of 12")


def test_a_live_poll_shows_the_tally_so_far_and_another_open_one_does_not(booth):
    poll = posted(booth, secrecy=Secrecy.OPEN, live=True)
    booth.all_cast(poll, ["yes", "no", "no"])
    show_counts(booth.office, words)
    assert shown(booth) == (1, "root en 3 of 12 {1: {'yes': 1, 'no': 2}}")


def test_an_open_poll_that_is_not_live_shows_no_tally(booth):
    booth.all_cast(posted(booth, secrecy=Secrecy.OPEN), ["yes"])
    show_counts(booth.office, words)
    assert shown(booth) == (1, "root en 1 of 12")


@pytest.mark.parametrize("secrecy", [Secrecy.OPEN, Secrecy.SECRET])
def test_however_many_vote_the_message_is_edited_once_in_three_seconds(booth, secrecy):
    poll = posted(booth, secrecy=secrecy, live=True)
    for each in booth.voters:
        booth.cast(poll, each, "yes")
        show_counts(booth.office, words)
        booth.pass_by(seconds=0.5)
    booth.pass_by(seconds=3)
    show_counts(booth.office, words)
    edits, says = shown(booth)
    assert edits == 3  # at 0 and at 3 seconds, and once all is quiet
    assert says is not None
    assert says.startswith("root en 12 of 12")


def test_a_message_that_says_it_already_is_not_edited(booth):
    poll = posted(booth)
    booth.cast(poll, booth.voters[0], "yes")
    for _ in range(3):
        show_counts(booth.office, words)
        booth.pass_by(minutes=1)
    booth.cast(poll, booth.voters[0], "no")
    show_counts(booth.office, words)
    assert shown(booth) == (1, "root en 1 of 12")


def test_a_message_that_is_not_out_is_not_edited(booth):
    booth.cast(booth.open(), booth.voters[0], "yes")
    show_counts(booth.office, words)
    assert shown(booth) == (0, None)
