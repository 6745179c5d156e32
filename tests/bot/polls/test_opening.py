from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotAllowed, PollRefused
from bot.policy import Reason
from bot.use_cases.polls.open_poll import open_poll
from bot.use_cases.polls.refusals import PollFault
from storage.models import AuditRow, PollRow, PollVoterRow
from storage.repositories.poll_records import Method, PollState, Secrecy
from storage.repositories.records import Role
from tests.bot.polls.booth import OPENED, OWNER, YES_NO, a_question, rep, words


def test_a_poll_is_kept_with_its_voters_and_its_message_is_queued(booth):
    ranked = a_question(Method.RANKED, number=2, proposal_id=None, evidence={"months": [1, 2]})
    poll = booth.open(YES_NO, ranked)
    assert booth.read(poll) == poll
    assert poll.questions == (YES_NO, ranked)
    assert (poll.state, poll.opened_at, poll.eligible) == (PollState.OPEN, OPENED, 12)
    assert {row.user_id for row in booth.rows(PollVoterRow)} == {each.user_id for each in booth.voters}
    (root,) = booth.queued()
    assert root.id == poll.root_delivery
    assert root.payload_text == {"text": "root en 0 of 12"}
    assert root.dedup_key == f"poll:T1:C000000001:{poll.id}:opened"


def test_the_same_form_sent_twice_opens_one_poll(booth):
    first, second = booth.open(key="form"), booth.open(key="form")
    assert first == second
    assert len(booth.rows(PollRow)) == len(booth.queued()) == 1
    assert [row.act for row in booth.rows(AuditRow)] == ["poll_opened"]


def test_the_audit_names_no_voter(booth):
    booth.open()
    (entry,) = booth.rows(AuditRow)
    assert entry.detail == "C000000001 secret eligible=12 quorum=5"


@pytest.mark.parametrize(
    ("asked", "fault"),
    [
        ({"quorum": 0}, PollFault.NOT_A_QUORUM),
        ({"quorum": 13}, PollFault.NOT_A_QUORUM),
        ({"deadline": OPENED}, PollFault.OVER_ALREADY),
        ({"deadline": OPENED - timedelta(hours=1)}, PollFault.OVER_ALREADY),
        ({"questions": ()}, PollFault.NO_QUESTION),
        ({"questions": (a_question(Method.YES_NO, proposal_id="P9"),)}, PollFault.PROPOSAL_GONE),
    ],
)
def test_what_cannot_be_asked_is_refused_and_nothing_is_kept(booth, asked, fault):
    with pytest.raises(PollRefused) as refused:
        open_poll(replace(booth.opening(), **asked), booth.voters, OWNER, booth.office, words)
    assert refused.value.fault is fault
    assert booth.rows(PollRow) == booth.queued() == []


@pytest.mark.parametrize("secrecy", [Secrecy.SECRET, Secrecy.CHANGEABLE])
def test_fewer_than_five_cannot_be_asked_in_secret(booth, secrecy):
    with pytest.raises(PollRefused) as refused:
        booth.open(voters=booth.voters[:4], secrecy=secrecy, quorum=2)
    assert refused.value.fault is PollFault.TOO_FEW_FOR_SECRET
    assert booth.open(voters=booth.voters[:5], secrecy=secrecy).eligible == 5
    assert booth.open(voters=booth.voters[:4], secrecy=Secrecy.OPEN, quorum=2).eligible == 4


def test_nobody_is_asked_where_nobody_may_vote(booth):
    with pytest.raises(PollRefused) as refused:
        booth.open(voters=(), secrecy=Secrecy.OPEN)
    assert refused.value.fault is PollFault.NOBODY


def test_a_secret_poll_is_never_live(booth):
    assert not booth.open(live=True).live
    assert booth.open(live=True, secrecy=Secrecy.OPEN).live


def test_where_several_machines_may_work_no_secret_ballot_can_be_changed(booth):
    booth.keys = None
    with pytest.raises(PollRefused) as refused:
        booth.open(secrecy=Secrecy.CHANGEABLE)
    assert refused.value.fault is PollFault.SEVERAL_HOSTS


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (rep(1), Reason.POLLS_BY_MANAGERS),
        (replace(OWNER, manages=("Sud",)), Reason.NOT_YOUR_POLL),
        (replace(OWNER, active=False), Reason.DEACTIVATED),
    ],
)
def test_only_a_manager_of_all_who_sell_among_the_voters_may_ask(booth, who, reason):
    with pytest.raises(NotAllowed) as refused:
        open_poll(booth.opening(), booth.voters, who, booth.office, words)
    assert refused.value.reason is reason
    assert booth.rows(PollRow) == []


def test_admins_may_ask_everybody_and_a_manager_those_who_sell_nowhere(booth):
    admin = replace(OWNER, user_id="UADMIN", role=Role.ADMIN, manages=())
    assistant = rep(99, team=None, rep=None)
    open_poll(booth.opening(), [*booth.voters, rep(98, team="Sud")], admin, booth.office, words)
    open_poll(booth.opening(a_question(Method.SINGLE)), [*booth.voters, assistant], OWNER, booth.office, words)
    assert len(booth.rows(PollRow)) == 2
