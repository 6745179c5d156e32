"""The clock's own ticks, with the words that people read."""

from bot.jobs.polls import close_polls, remind, show_polls
from bot.jobs.timetable import TIMETABLE
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.poll_records import PollDecision
from tests.bot.polls.booth import OPENED


def test_a_poll_is_shown_reminded_of_closed_and_scrubbed_by_the_clock(booth):
    poll = booth.open()
    booth.set_state(poll.root_delivery, "sent")
    booth.all_cast(poll, ["yes"] * 7)
    show_polls(booth.office)
    booth.pass_by(days=3)
    remind(booth.office)
    assert len(booth.queued(DeliveryKind.REMINDER)) == 5
    booth.pass_by(days=1)
    close_polls(booth.office)
    remind(booth.office)
    close_polls(booth.office)
    root, result = booth.queued()
    assert "Poll closed" in root.edit["text"]
    assert result.root_id == root.id
    assert booth.queued(DeliveryKind.REMINDER) == []
    closed = booth.read(poll)
    assert closed.questions[0].decision is PollDecision.PASSED
    assert closed.scrubbed_at == booth.clock.now() > OPENED


def test_polls_are_on_the_timetable():
    by_name = {each.name: each.every.total_seconds() for each in TIMETABLE}
    assert (by_name["close polls"], by_name["show polls"], by_name["remind voters"]) == (5, 3, 60)
