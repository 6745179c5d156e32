"""P07: a closer that comes six hours late lets no late ballot in, posts the result once, and finishes the scrubbing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.use_cases.polls.close_poll import close_due_polls
from storage.models import OpenBallotRow
from storage.repositories.poll_records import Cast, Secrecy
from tests.bot.polls.booth import DEADLINE, words

LATE = timedelta(hours=6)


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_p07_nobody_votes_after_the_deadline_and_the_result_comes_once_on_recovery(booth, secrecy):
    poll = booth.open(secrecy=secrecy)
    in_time, too_late = booth.voters[:8], booth.voters[8:]
    booth.all_cast(poll, ["yes"] * len(in_time))
    for minutes, each in enumerate(too_late):
        booth.clock.at = DEADLINE + timedelta(minutes=90 * minutes)
        assert booth.cast(poll, each, "no") is Cast.TOO_LATE
    booth.clock.at = DEADLINE + LATE
    for _ in range(3):
        booth.tick()
    closed = booth.read(poll)
    assert (closed.turnout, closed.closed_at, closed.questions[0].tally["counts"]) == (
        8,
        booth.clock.at,
        {"yes": 8, "no": 0},
    )
    assert [row.dedup_key.rsplit(":", 1)[1] for row in booth.queued()] == ["opened", "result"]
    assert closed.scrubbed_at == booth.clock.at
    assert booth.rows(OpenBallotRow) == []


def test_p07_of_two_closers_that_recover_at_once_one_closes(booth):
    poll = booth.open()
    booth.all_cast(poll, ["yes"] * 6)
    booth.clock.at = DEADLINE + LATE
    other = replace(booth.office, records=booth.records)
    for office in (booth.office, other):
        close_due_polls(office, words)
    assert len(booth.queued()) == 2
    assert booth.read(poll).turnout == 6


def test_p07_control_where_only_closing_ended_the_poll_late_ballots_would_count(booth):
    """The poll is open in the records for six hours longer: without the clock in each ballot's way it would take them."""
    poll = booth.open()
    booth.clock.at = DEADLINE + LATE
    with booth.records.writing() as work:
        locked = work.polls.lock_for_voting("T1", poll.id)
        assert locked is not None
        assert locked.closed_at is None
        assert work.ballots.take_part(locked, booth.voters[0].user_id)
    assert booth.cast(poll, booth.voters[1], "yes") is Cast.TOO_LATE
