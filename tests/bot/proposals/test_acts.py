import threading
from dataclasses import replace

import pytest

from bot.errors import NotAllowed, OlderRevision, ProposalGone
from bot.policy import Reason
from storage.repositories.proposal_records import ProposalState
from storage.repositories.records import Act
from tests.bot.proposals.discussion import ADMIN, AUTHOR, OTHERS, STRANGER, Discussion, a_proposal


def test_a_proposal_is_kept_posted_once_and_in_the_audit(discussion: Discussion):
    discussion.propose()
    (root,) = discussion.posted()
    assert discussion.now == replace(a_proposal(), root_delivery=root.id)
    assert (root.channel_id, root.dedup_key) == ("C000000001", "proposal:T1:C000000001:P1:root")
    assert discussion.acts == [Act.PROPOSAL_MADE]


def test_sent_again_the_same_is_the_same_and_with_other_words_it_is_an_edit(discussion: Discussion):
    discussion.propose()
    assert discussion.propose().revision == 1
    assert len(discussion.posted()) == 1
    again = discussion.propose(a_proposal(why="Because."))
    assert (again.revision, discussion.now.why) == (2, "Because.")
    assert [row.dedup_key.rsplit(":", 1)[1] for row in discussion.posted()] == ["root", "r2"]


def test_nobody_takes_over_a_proposal_by_its_id(discussion: Discussion):
    discussion.propose()
    with pytest.raises(NotAllowed) as refused:
        discussion.propose(a_proposal(why="Mine.", author=OTHERS[0].user_id), by=OTHERS[0])
    assert refused.value.reason is Reason.NOT_YOUR_PROPOSAL
    assert discussion.now.why == "They pay for the rest."


def test_who_is_not_in_sales_neither_proposes_nor_edits(discussion: Discussion):
    with pytest.raises(NotAllowed):
        discussion.propose(by=STRANGER)
    assert discussion.posted() == []


def test_each_seconds_once_and_takes_it_back_by_a_second_press(discussion: Discussion):
    discussion.propose()
    assert discussion.second(OTHERS[0]).seconds
    assert discussion.second(OTHERS[1]).proposal.seconded_by == (OTHERS[0].user_id, OTHERS[1].user_id)
    assert discussion.root_says() == "root r1 2 open en"
    assert not discussion.second(OTHERS[0]).seconds
    assert discussion.root_says() == "root r1 1 open en"
    with pytest.raises(NotAllowed) as refused:
        discussion.second(AUTHOR)
    assert refused.value.reason is Reason.OWN_PROPOSAL


def test_of_many_who_second_at_once_each_counts_once_and_the_message_shows_all(discussion: Discussion):
    discussion.propose()
    pressing = [threading.Thread(target=discussion.second, args=(each,)) for each in OTHERS]
    for each in pressing:
        each.start()
    for each in pressing:
        each.join()
    assert sorted(discussion.now.seconded_by) == sorted(each.user_id for each in OTHERS)
    assert discussion.root_says() == f"root r1 {len(OTHERS)} open en"


def test_an_edit_tells_the_thread_once_and_each_supporter_in_her_language_and_clears_nothing(discussion: Discussion):
    discussion.propose()
    for each in OTHERS[:3]:
        discussion.second(each)
    edited = discussion.edit(1, name="Big deals")
    assert (edited.revision, len(discussion.now.seconded_by)) == (2, 3)
    assert discussion.root_says() == "root r2 3 open en"
    reply = discussion.posted()[-1]
    assert (reply.root_id, reply.payload_text["text"]) == (discussion.now.root_delivery, "edited r2 3 open en")
    told = {row.channel_id: row.payload_text["text"] for row in discussion.notices()}
    assert told == {each.user_id: f"to_supporter r2 3 open {each.locale}" for each in OTHERS[:3]}
    assert discussion.acts == [Act.PROPOSAL_MADE, Act.PROPOSAL_EDITED]


def test_an_edit_that_changes_nothing_tells_nothing(discussion: Discussion):
    discussion.propose()
    discussion.second(OTHERS[0])
    assert discussion.edit(1).revision == 1
    assert len(discussion.posted()) == 1
    assert discussion.notices() == []


def test_a_form_of_an_older_revision_changes_nothing(discussion: Discussion):
    discussion.propose()
    discussion.edit(1, why="Second.")
    with pytest.raises(OlderRevision) as refused:
        discussion.edit(1, why="Third.")
    assert (refused.value.shown, refused.value.current) == (1, 2)
    assert discussion.now.why == "Second."


def test_of_two_edits_of_one_revision_at_once_one_is_kept_and_the_other_told(discussion: Discussion):
    discussion.propose()
    outcomes: list[object] = []

    def edits(why: str) -> None:
        try:
            outcomes.append(discussion.edit(1, why=why).why)
        except OlderRevision:
            outcomes.append(None)

    both = [threading.Thread(target=edits, args=(f"Reason {number}.",)) for number in range(6)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    kept = [each for each in outcomes if each]
    assert (len(outcomes), len(kept)) == (6, 1)
    assert (discussion.now.revision, discussion.now.why) == (2, kept[0])
    assert len(discussion.posted()) == 2


def test_only_its_author_edits_and_an_admin_withdraws_too(discussion: Discussion):
    discussion.propose()
    for each in (ADMIN, OTHERS[0]):
        with pytest.raises(NotAllowed):
            discussion.edit(1, by=each, why="Mine.")
    with pytest.raises(NotAllowed):
        discussion.withdraw(OTHERS[0])
    assert discussion.withdraw(ADMIN, "Twice.").state is ProposalState.WITHDRAWN


def test_what_is_withdrawn_is_neither_seconded_nor_edited_nor_withdrawn_again(discussion: Discussion):
    discussion.propose()
    discussion.withdraw(AUTHOR)
    for act in (
        lambda: discussion.second(OTHERS[0]),
        lambda: discussion.edit(1, why="Back."),
        lambda: discussion.withdraw(AUTHOR),
    ):
        with pytest.raises(ProposalGone) as gone:
            act()
        assert gone.value.state is ProposalState.WITHDRAWN
    assert discussion.root_says() == "root r1 0 withdrawn en"
    assert [row.dedup_key.rsplit(":", 1)[1] for row in discussion.posted()] == ["root", "withdrawn"]
