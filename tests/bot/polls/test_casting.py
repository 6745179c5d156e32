from collections import Counter

import pytest

from bot.errors import BadBallot, PollGone
from bot.use_cases.polls.cast_ballot import cast_ballot
from bot.use_cases.polls.refusals import BallotFault
from storage.models import OpenBallotRow, ParticipationRow, PollVoteRow
from storage.repositories.poll_records import Cast, Method, Secrecy
from tests.bot.polls.booth import DEADLINE, OPENED, OWNER, YES_NO, a_question, rep


def test_a_secret_ballot_is_counted_once_and_is_final(booth):
    poll, (first, *_) = booth.open(), booth.voters
    assert booth.cast(poll, first, "yes") is Cast.COUNTED
    assert booth.cast(poll, first, "no") is Cast.ALREADY
    assert booth.ballots(poll) == [("yes",)]
    assert [row.user_id for row in booth.rows(ParticipationRow)] == [first.user_id]


def test_an_open_ballot_can_be_changed_and_the_last_one_stands(booth):
    poll, (first, second, *_) = booth.open(secrecy=Secrecy.OPEN), booth.voters
    assert booth.cast(poll, first, "yes") is Cast.COUNTED
    assert booth.cast(poll, second, "yes") is Cast.COUNTED
    assert booth.cast(poll, first, "no") is Cast.CHANGED
    assert booth.ballots(poll) == [("no",), ("yes",)]
    with booth.records.reading() as work:
        assert work.ballots.voted(poll, first.user_id) == {1: ("no",)}
        assert work.ballots.voted(poll, "UNONE") is None
    assert len(booth.rows(PollVoteRow)) == 2


def test_a_pseudonymous_ballot_can_be_changed_question_by_question(booth):
    poll = booth.open(YES_NO, a_question(Method.RANKED, number=2), secrecy=Secrecy.CHANGEABLE)
    first, second, *_ = booth.voters
    assert booth.cast(poll, first, "yes", ("a", "b")) is Cast.COUNTED
    assert booth.cast(poll, second, "no", ("c",)) is Cast.COUNTED
    assert booth.cast(poll, first, "no", ()) is Cast.CHANGED
    assert booth.ballots(poll) == [("no",), ("no",)]
    assert booth.ballots(poll, 2) == [(), ("c",)]
    assert len(booth.rows(ParticipationRow)) == 2


def test_a_question_left_out_is_left_blank(booth):
    poll = booth.open(YES_NO, a_question(Method.SINGLE, number=2))
    first = booth.voters[0]
    assert cast_ballot(poll.id, first, {2: ("b",)}, booth.office) is Cast.COUNTED
    assert (booth.ballots(poll), booth.ballots(poll, 2)) == ([()], [("b",)])


def test_nothing_in_the_box_is_shared_between_the_answers_of_one_person(booth):
    poll = booth.open(YES_NO, a_question(Method.SINGLE, number=2))
    for each in booth.voters:
        booth.cast(poll, each, "yes", "a")
    rows = booth.rows(OpenBallotRow)
    assert max(Counter(row.key for row in rows).values()) == 1
    assert all(len(row.key) == 32 for row in rows)
    assert len(rows) == 24
    assert set(rows[0]._mapping) == {"key", "team_id", "poll_id", "number", "choice"}


@pytest.mark.parametrize(
    ("method", "choice", "fault"),
    [
        (Method.SINGLE, ("a", "b"), BallotFault.SEVERAL),
        (Method.YES_NO, ("a", "b"), BallotFault.SEVERAL),
        (Method.KEEP_CHANGE_DROP, ("a", "b"), BallotFault.SEVERAL),
        (Method.SINGLE, ("d",), BallotFault.UNKNOWN_OPTION),
        (Method.MULTIPLE, ("a", "d"), BallotFault.UNKNOWN_OPTION),
        (Method.MULTIPLE, ("a", "a"), BallotFault.TWICE),
        (Method.RANKED, ("a", "b", "a"), BallotFault.TWICE),
        (Method.RANKED, ("a", ""), BallotFault.UNKNOWN_OPTION),
        (Method.SINGLE, (), BallotFault.NOTHING),
    ],
)
@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_an_answer_that_is_none_is_refused_and_the_person_can_still_vote(booth, method, choice, fault, secrecy):
    poll = booth.open(a_question(method), secrecy=secrecy)
    with pytest.raises(BadBallot) as refused:
        booth.cast(poll, booth.voters[0], choice)
    assert refused.value.faults == {1: fault}
    assert booth.ballots(poll) == booth.rows(ParticipationRow) == []
    assert booth.cast(poll, booth.voters[0], "a") is Cast.COUNTED


def test_an_answer_to_a_question_that_is_not_asked_is_refused(booth):
    poll = booth.open()
    with pytest.raises(BadBallot) as refused:
        booth.cast(poll, booth.voters[0], "yes", "yes")
    assert refused.value.faults == {2: BallotFault.UNKNOWN_QUESTION}


def test_several_and_ranked_answers_are_kept_as_they_were_given(booth):
    poll = booth.open(a_question(Method.MULTIPLE), a_question(Method.RANKED, number=2))
    booth.cast(poll, booth.voters[0], ("c", "a"), ("b", "c", "a"))
    assert (booth.ballots(poll), booth.ballots(poll, 2)) == ([("c", "a")], [("b", "c", "a")])


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_who_may_not_vote_leaves_nothing(booth, secrecy):
    poll = booth.open(secrecy=secrecy)
    for other in (OWNER, rep(77)):
        assert booth.cast(poll, other, "yes") is Cast.NOT_ELIGIBLE
    assert booth.ballots(poll) == booth.rows(ParticipationRow) == booth.rows(PollVoteRow) == []


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_after_the_deadline_no_ballot_is_taken_closed_or_not(booth, secrecy):
    poll = booth.open(secrecy=secrecy)
    booth.clock.at = DEADLINE - (DEADLINE - OPENED) / 1_000_000
    assert booth.cast(poll, booth.voters[0], "yes") is Cast.COUNTED
    booth.clock.at = DEADLINE
    assert booth.cast(poll, booth.voters[1], "yes") is Cast.TOO_LATE
    booth.close(poll)
    assert booth.cast(poll, booth.voters[1], "yes") is Cast.TOO_LATE
    assert booth.read(poll).turnout == 1


def test_there_is_no_vote_in_a_poll_of_another_workspace_or_in_none(booth):
    poll = booth.open()
    with pytest.raises(PollGone):
        booth.cast(poll, rep(1, team_id="T2"), "yes")
    with pytest.raises(PollGone):
        cast_ballot("none", booth.voters[0], {1: ("yes",)}, booth.office)


def test_whether_she_has_voted_is_answered_to_a_person_about_herself(booth):
    for secrecy in Secrecy:
        poll = booth.open(secrecy=secrecy)
        booth.cast(poll, booth.voters[0], "yes")
        with booth.records.reading() as work:
            assert work.voters.has_voted("T1", poll.id, booth.voters[0].user_id)
            assert not work.voters.has_voted("T1", poll.id, booth.voters[1].user_id)
            assert work.voters.taken_part("T1", poll.id) == 1
            assert work.voters.missing("T1", poll.id) == [each.user_id for each in booth.voters[1:]]
