"""The list of polls: what concerns a person, in a fixed number of statements however many polls there are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.use_cases.polls.close_poll import close_due_polls
from bot.use_cases.polls.listed import MOST_LISTED, ListedPoll, ListedPolls, listed_polls
from storage.repositories.poll_records import Poll, PollState, Secrecy
from storage.repositories.records import Role
from tests.bot.polls.booth import DEADLINE, NOBODY, OWNER, Booth, rep, words
from tests.statements import statements

ADMIN = replace(NOBODY, user_id="UADMIN", role=Role.ADMIN)


def opened(booth: Booth, count: int, **other: object) -> list[Poll]:
    """Polls a minute apart, the first first."""
    found = []
    for _ in range(count):
        found.append(booth.open(**other))
        booth.pass_by(minutes=1)
    return found


def entry(listed: ListedPolls, poll: Poll) -> ListedPoll:
    return next(each for each in listed.shown if each.poll.id == poll.id)


@pytest.mark.parametrize("member", [OWNER, ADMIN, rep(1), rep(99)])
def test_thirty_polls_take_as_many_statements_as_two(booth, member):
    counts = []
    for more in (2, 28):
        opened(booth, more)
        with statements() as asked:
            listed_polls(member, booth.office)
        counts.append(sum(each.statement.startswith("SELECT") for each in asked))
    assert counts[0] == counts[1] <= 3


def test_each_sees_what_concerns_her_and_what_she_may_do_with_it(booth):
    (hers,) = opened(booth, 1)
    (others,) = opened(booth, 1, voters=booth.voters[6:])
    booth.cast(hers, rep(1), "yes")
    for number in range(7, 10):
        booth.cast(others, rep(number), "no")

    listed = listed_polls(rep(1), booth.office)
    assert listed.running == 1
    assert listed.shown == [ListedPoll(hers, 1, voted=True, may_vote=True, may_close=False, sees_result=False)]
    listed = listed_polls(rep(12), booth.office)
    assert [each.poll.id for each in listed.shown] == [others.id, hers.id]
    assert [(each.taken_part, each.voted, each.may_vote) for each in listed.shown] == [
        (3, False, True),
        (1, False, True),
    ]
    assert {(each.may_vote, each.may_close) for each in listed_polls(OWNER, booth.office).shown} == {(False, True)}
    assert listed_polls(rep(99), booth.office) == ListedPolls([], 0, 0)


def test_closed_polls_come_after_open_ones_and_show_their_result_to_those_who_could_vote(booth):
    (old,) = opened(booth, 1)
    booth.all_cast(old, ["yes"] * 7)
    booth.close(old)
    (new,) = opened(booth, 1, deadline=DEADLINE + timedelta(days=9))
    listed = listed_polls(rep(3), booth.office)
    assert [each.poll.id for each in listed.shown] == [new.id, old.id]
    assert listed.running == 1
    told = entry(listed, old)
    assert (told.poll.state, told.taken_part, told.sees_result, told.may_vote) == (PollState.CLOSED, 7, True, False)
    assert not [each for each in listed_polls(ADMIN, booth.office).shown if each.sees_result]


def test_an_answer_of_an_open_poll_counts_as_voted(booth):
    (poll,) = opened(booth, 1, secrecy=Secrecy.OPEN)
    booth.cast(poll, rep(2), "no")
    assert entry(listed_polls(rep(2), booth.office), poll).voted
    assert not entry(listed_polls(rep(3), booth.office), poll).voted


def test_of_many_the_newest_are_shown_and_the_rest_counted(booth):
    past = opened(booth, MOST_LISTED)
    booth.pass_by(days=5)
    close_due_polls(booth.office, words)
    running = opened(booth, 2, deadline=DEADLINE + timedelta(days=9))
    listed = listed_polls(rep(1), booth.office)
    newest = [*reversed(running), *reversed(past)][:MOST_LISTED]
    assert [each.poll.id for each in listed.shown] == [each.id for each in newest]
    assert (listed.running, listed.more) == (2, 2)
