from dataclasses import replace

import pytest

from bot.errors import NotAllowed, PollGone, PollRunning
from bot.use_cases.polls.close_poll import close_due_polls, close_early
from bot.use_cases.polls.tally import Tally, load
from storage.models import AuditRow, FinalBallotRow, OpenBallotRow, ParticipationRow
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.poll_records import Cast, Method, Option, PollDecision, PollQuestion, PollState, Secrecy
from storage.repositories.records import Role
from tests.bot.polls.booth import DEADLINE, OWNER, YES_NO, a_question, words

KEEP = PollQuestion(
    1, "Keep it?", Method.KEEP_CHANGE_DROP, tuple(Option(each, each) for each in ("keep", "change", "drop"))
)


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_what_was_acknowledged_is_what_is_published(booth, secrecy):
    poll = booth.open(secrecy=secrecy)
    booth.all_cast(poll, ["yes"] * 6 + ["no"] * 3)
    closed = booth.close(poll)
    assert (closed.state, closed.closed_at, closed.turnout) == (PollState.CLOSED, DEADLINE, 9)
    (question,) = closed.questions
    assert load(question.tally) == Tally(9, 9, {"yes": 6, "no": 3}, ("yes",))
    assert question.decision is PollDecision.PASSED
    assert booth.ballots(poll) == [("no",)] * 3 + [("yes",)] * 6


def test_the_result_is_posted_once_under_the_message_which_is_brought_up_to_date(booth):
    poll = booth.open()
    booth.all_cast(poll, ["yes"] * 5)
    for _ in range(3):
        booth.close(poll)
    root, result = booth.queued()
    assert root.edit == {"text": "root en 5 of 12 {1: {'yes': 5, 'no': 0}}"}
    assert result.payload_text == {"text": "result en 5 of 12 {1: {'yes': 5, 'no': 0}}"}
    assert (result.root_id, result.channel_id) == (root.id, poll.channel_id)
    assert [row.act for row in booth.rows(AuditRow)] == ["poll_opened", "poll_closed"]


@pytest.mark.parametrize("state", ["missed", "dead", "suppressed", "unconfirmed"])
def test_where_the_message_never_came_the_result_stands_by_itself(booth, state):
    poll = booth.open()
    booth.bureau.sent_all()
    booth.set_state(poll.root_delivery, state)
    booth.close(poll)
    root, result = booth.queued()
    assert (result.root_id, root.edit) == (None, None)


def test_a_poll_that_is_not_over_stays_open(booth):
    poll = booth.open()
    booth.pass_by(days=3)
    close_due_polls(booth.office, words)
    assert booth.read(poll) == poll
    assert len(booth.queued()) == 1


@pytest.mark.parametrize(
    ("question", "answers", "decision"),
    [
        (YES_NO, ["yes"] * 5, PollDecision.PASSED),
        (YES_NO, ["yes"] * 4, PollDecision.NO_QUORUM),
        (YES_NO, ["no"] * 3 + ["yes"] * 2, PollDecision.REJECTED),
        (YES_NO, ["no"] * 3 + ["yes"] * 3, PollDecision.TIED),
        (KEEP, ["keep"] * 5, PollDecision.REJECTED),
        (KEEP, ["drop"] * 3 + ["keep"] * 2, PollDecision.PASSED),
        (KEEP, ["drop"] * 3 + ["keep"] * 2 + ["change"], PollDecision.REJECTED),  # 3 of 6 are no majority
        (KEEP, ["drop"] * 2 + ["change"] * 2 + ["keep"], PollDecision.TIED),
        (a_question(Method.SINGLE), ["a"] * 4 + ["b"] * 3, PollDecision.PASSED),
        (a_question(Method.SINGLE), ["a"] * 3 + ["b"] * 2 + ["c"], PollDecision.REJECTED),
    ],
)
@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_a_change_passes_with_more_than_half_of_the_answers_and_the_quorum(booth, question, answers, decision, secrecy):
    poll = booth.open(question, secrecy=secrecy)
    booth.all_cast(poll, answers)
    (told,) = booth.close(poll).questions
    assert told.decision is decision


def test_a_secret_poll_of_too_few_answers_shows_none_and_keeps_none(booth):
    poll = booth.open(YES_NO, a_question(Method.SINGLE, number=2), quorum=5)
    for each in booth.voters[:4]:
        booth.cast(poll, each, "yes", "a")
    booth.cast(poll, booth.voters[4], "no", ())
    first, second = booth.close(poll).questions
    assert load(first.tally).counts == {"yes": 4, "no": 1}
    assert (second.tally, second.decision) == (None, PollDecision.WITHHELD)
    assert booth.ballots(poll, 2) == []
    assert len(booth.rows(FinalBallotRow)) == 5


@pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.CHANGEABLE])
def test_after_closing_the_box_is_empty_and_every_ballot_has_another_key(booth, secrecy):
    poll = booth.open(secrecy=secrecy)
    booth.all_cast(poll, ["yes", "no"] * 3)
    before = {row.key for row in booth.rows(OpenBallotRow)}
    booth.close(poll)
    assert booth.rows(OpenBallotRow) == []
    after = {row.key for row in booth.rows(FinalBallotRow)}
    assert len(before) == len(after) == 6
    assert not before & after
    assert len(booth.rows(ParticipationRow)) == 6


def test_who_opened_it_closes_it_early_once_the_quorum_is_there(booth):
    poll = booth.open()
    booth.all_cast(poll, ["yes"] * 4)
    with pytest.raises(PollRunning) as running:
        close_early(poll.id, OWNER, booth.office, words)
    assert running.value.missing == 1
    for other in (booth.voters[0], replace(OWNER, user_id="UOTHER")):
        with pytest.raises(NotAllowed):
            close_early(poll.id, other, booth.office, words)
    assert booth.cast(poll, booth.voters[4], "no") is Cast.COUNTED
    booth.pass_by(hours=1)
    assert close_early(poll.id, OWNER, booth.office, words).turnout == 5
    assert booth.cast(poll, booth.voters[5], "yes") is Cast.TOO_LATE
    with pytest.raises(PollGone):
        close_early(poll.id, replace(OWNER, role=Role.ADMIN), booth.office, words)
    assert [row.actor is None for row in booth.rows(AuditRow) if row.act == "poll_closed"] == [False]


def test_what_waits_to_remind_is_taken_back_and_forgotten(booth):
    poll = booth.open()
    booth.all_cast(poll, ["yes"] * 5)
    booth.pass_by(days=3, hours=1)
    booth.tick()
    assert len(booth.queued(DeliveryKind.REMINDER)) == 7
    booth.close(poll)
    assert {row.state for row in booth.queued(DeliveryKind.REMINDER)} == {"suppressed"}
    booth.tick()
    assert booth.queued(DeliveryKind.REMINDER) == []
    assert booth.read(poll).scrubbed_at == DEADLINE
