import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kpi_engine.figure import Direction
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PROPOSAL = Proposal(
    team_id="T1",
    id="P1",
    author="U1",
    kind=ProposalKind.NEW,
    kpi="large-deals",
    name="Large deals",
    better=Direction.UP,
    recipe={"way": "count", "counted": "opportunities_won"},
    target=None,
    successor=None,
    why="They pay for the rest.",
    owner="U1",
    paired_with="cycle",
    state=ProposalState.OPEN,
    revision=1,
    channel_id="C1",
    root_delivery=None,
    created_at=NOW,
    changed_at=NOW,
    language="fr",
)


@pytest.fixture
def proposed(records):
    with records.writing() as work:
        assert work.proposals.put(PROPOSAL)
    return records


def found(records, proposal_id="P1"):
    with records.reading() as work:
        return work.proposals.get("T1", proposal_id)


@pytest.mark.parametrize(
    "proposal",
    [PROPOSAL, replace(PROPOSAL, kind=ProposalKind.DROP, recipe=None, owner=None, paired_with=None, channel_id=None)],
)
def test_a_proposal_is_found_as_it_was_kept(records, proposal):
    with records.writing() as work:
        work.proposals.put(proposal)
        assert work.proposals.lock("T1", "P1") == proposal
    assert found(records) == proposal
    with records.reading() as work:
        assert work.proposals.get("T2", "P1") is None
        assert work.proposals.open("T1") == [proposal]
        assert work.proposals.open("T2") == []


def test_the_same_proposal_sent_twice_is_one(proposed):
    with proposed.writing() as work:
        assert not work.proposals.put(replace(PROPOSAL, why="Something else."))
    assert found(proposed) == PROPOSAL


def test_who_seconds_twice_takes_it_back_and_nobody_counts_twice(proposed):
    with proposed.writing() as work:
        assert work.proposals.second(PROPOSAL, "U3", NOW)
        assert work.proposals.second(PROPOSAL, "U2", NOW + timedelta(minutes=1))
    assert found(proposed).seconded_by == ("U3", "U2")
    with proposed.writing() as work:
        assert not work.proposals.second(PROPOSAL, "U3", NOW + timedelta(minutes=2))
    assert found(proposed).seconded_by == ("U2",)


def test_an_edit_takes_the_place_of_the_revision_before_it_and_of_no_other(proposed):
    edited = replace(PROPOSAL, revision=2, why="Because.", name="Big deals", changed_at=NOW + timedelta(hours=1))
    with proposed.writing() as work:
        work.proposals.second(PROPOSAL, "U2", NOW)
        assert work.proposals.edit(edited)
        assert not work.proposals.edit(replace(edited, why="By somebody who saw the first."))
    assert found(proposed) == replace(edited, seconded_by=("U2",))


def test_of_two_who_edit_the_same_revision_at_once_one_is_kept(proposed):
    kept = []

    def edit(why):
        with proposed.writing() as work:
            work.proposals.lock("T1", "P1")
            if work.proposals.edit(replace(PROPOSAL, revision=2, why=why)):
                kept.append(why)

    both = [threading.Thread(target=edit, args=(f"Reason {each}.",)) for each in range(8)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len(kept) == 1
    assert (found(proposed).why, found(proposed).revision) == (kept[0], 2)


def test_what_is_withdrawn_is_no_longer_discussed_nor_edited_nor_withdrawn_again(proposed):
    with proposed.writing() as work:
        assert work.proposals.withdraw(PROPOSAL, NOW)
        assert not work.proposals.withdraw(PROPOSAL, NOW)
        assert not work.proposals.edit(replace(PROPOSAL, revision=2))
        assert work.proposals.open("T1") == []
    assert found(proposed).state is ProposalState.WITHDRAWN


def test_a_proposal_comes_to_a_state_from_those_it_may_come_from(proposed):
    with proposed.writing() as work:
        assert not work.proposals.move(PROPOSAL, ProposalState.ADOPTED, NOW, since=(ProposalState.IN_POLL,))
        assert work.proposals.move(PROPOSAL, ProposalState.IN_POLL, NOW, since=(ProposalState.OPEN,))
        assert work.proposals.move(PROPOSAL, ProposalState.ADOPTED, NOW)
    assert found(proposed).state is ProposalState.ADOPTED
