"""The message of a proposal says what its vote came to, from the very moment in which it does, on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.text import Language, Text
from bot.use_cases.channel_language import language_of
from bot.use_cases.polls.begin import drafted
from bot.use_cases.polls.cast_ballot import cast_ballot
from bot.use_cases.polls.close_poll import close_due_polls
from bot.use_cases.polls.draft import PollDraft
from bot.use_cases.polls.evidence import Evidence
from bot.use_cases.polls.open_poll import Opening, open_poll
from bot.use_cases.polls.questions import questions_of
from bot.use_cases.polls.settle import Which, confirm, set_aside
from bot.use_cases.proposals.act import propose, second, withdraw
from bot.use_cases.proposals.list import listed_proposals, proposals_voted_on
from bot.views.polls.words import poll_words
from bot.views.proposals.list import proposal_list
from bot.views.proposals.messages import House as Said
from bot.views.proposals.messages import messages
from kpi_engine.definitions import CATALOG
from storage.repositories.poll_records import Method, Poll, Secrecy
from storage.repositories.proposal_records import Proposal, ProposalKind
from tests.bot.adoption.house import MANAGER, REP, TODAY, House, proposed
from tests.bot.digests.bureau import a_digest

VOTERS = (MANAGER, REP)
BUTTON = "Put to the vote"


def polls_words(house: House):
    return poll_words(house.office.calendar, CATALOG, "EUR")


def proposals_words(house: House):
    return messages(Said(CATALOG, house.office.calendar, "EUR"))


def says(house: House, proposal: Proposal) -> str:
    """The message as it stands now."""
    with house.records.reading() as work:
        root = work.proposals.get("T1", proposal.id).root_delivery
        found = work.deliveries.get(root)
    return str(found.edit or found.payload_text)


def voted(
    house: House, proposal: Proposal, answers: Sequence[str], method: Method = Method.YES_NO, language: str = "en"
) -> Poll:
    """A poll on it, open or, once there are answers, closed by its deadline."""
    asked = questions_of(PollDraft(choice=method), [Evidence(proposal, 1)], lambda _: "Count qualified leads only?")
    now = house.office.clock.now()
    opening = Opening(
        f"form {proposal.id} {now}",
        "C000000001",
        "KPIs of winter",
        asked,
        Secrecy.OPEN,
        False,
        2,
        now + timedelta(hours=1),
        "UTC",
        language,
    )
    poll = open_poll(opening, VOTERS, MANAGER, house.office, polls_words(house))
    for member, answer in zip(VOTERS, answers, strict=False):
        cast_ballot(poll.id, member, {1: (answer,)}, house.office)
    if answers:
        house.clock.at += timedelta(hours=2)
        close_due_polls(house.office, polls_words(house))
    return poll


@pytest.fixture
def proposal(house: House) -> Proposal:
    return propose(proposed(), REP, house.office, proposals_words(house))


def test_a_poll_in_another_language_takes_the_proposals_of_its_channel_along(house, proposal):
    elsewhere = propose(proposed(id="p2", channel_id="C000000002"), REP, house.office, proposals_words(house))
    assert "Proposed by" in says(house, proposal)
    voted(house, proposal, (), language="fr")
    assert "Elle est soumise au vote." in says(house, proposal)
    voted(house, elsewhere, (), language="fr")
    assert "It is being voted on." in says(house, elsewhere)


def test_a_channel_reads_what_its_digest_speaks_else_its_newest_poll_else_its_newest_proposal(house, proposal):
    def spoken(channel_id="C000000001"):
        return language_of(channel_id, "T1", "fr-FR", house.office)

    assert spoken("C000000009") is spoken(None) is Language.FR
    assert spoken() is Language.EN
    voted(house, proposal, (), language="fr")
    assert spoken() is Language.FR
    with house.records.writing() as work:
        work.digests.put(a_digest(channel_id="C000000001", language="en"))
    assert spoken() is Language.EN
    assert drafted(replace(MANAGER, locale="fr-FR"), "C000000001", house.office).language is Language.EN


def test_while_the_poll_runs_it_is_being_voted_on(house, proposal):
    assert BUTTON in says(house, proposal)
    voted(house, proposal, ())
    assert "It is being voted on." in says(house, proposal)
    assert BUTTON not in says(house, proposal)


@pytest.mark.parametrize(
    ("answers", "said", "open_again"),
    [
        (("yes", "yes"), "Passed by the vote “KPIs of winter”. Nothing changes before a manager", False),
        (("no", "no"), "Not adopted by the vote “KPIs of winter”: all stays as it is.", False),
        (("yes", "no"), "The vote “KPIs of winter” decided nothing, so it can be put to the vote again.", True),
        (("yes",), "The vote “KPIs of winter” decided nothing, so it can be put to the vote again.", True),
    ],
    ids=["passed", "kept", "tied", "no quorum"],
)
def test_once_it_is_closed_what_came_of_it(house, proposal, answers, said, open_again):
    voted(house, proposal, answers)
    assert said in says(house, proposal)
    assert "being voted on" not in says(house, proposal)
    assert (BUTTON in says(house, proposal)) is open_again


def test_what_was_decided_nothing_about_says_so_also_after_somebody_seconds_it(house, proposal):
    voted(house, proposal, ("yes", "no"))
    second(proposal.id, MANAGER, house.office, proposals_words(house))
    assert "1 person seconds it" in says(house, proposal)
    assert "decided nothing" in says(house, proposal)
    withdraw(proposal.id, "", REP, house.office, proposals_words(house))
    assert "Withdrawn." in says(house, proposal)
    assert "decided nothing" not in says(house, proposal)


def test_put_in_force_it_says_from_which_day_on_beside_what_ruled_before(house, proposal):
    poll = voted(house, proposal, ("yes", "yes"))
    before = says(house, proposal)
    confirm(Which(poll.id, 1), TODAY + timedelta(days=7), MANAGER, house.office, polls_words(house))
    said = says(house, proposal)
    assert "Adopted by the vote “KPIs of winter”, from 30 Nov 2026 on." in said
    assert before.split("Passed")[0] == said.split("Adopted")[0]


def test_set_aside_it_says_by_whom(house, proposal):
    poll = voted(house, proposal, ("yes", "yes"))
    set_aside(Which(poll.id, 1), "Not before March.", MANAGER, house.office, polls_words(house))
    assert f"then set aside by <@{MANAGER.user_id}>; the reason stands under the result." in says(house, proposal)


def test_a_change_that_the_vote_turned_into_the_end_of_the_kpi_says_that(house, proposal):
    poll = voted(house, proposal, ("drop", "drop"), Method.KEEP_CHANGE_DROP)
    confirm(Which(poll.id, 1), TODAY + timedelta(days=7), MANAGER, house.office, polls_words(house))
    assert "The vote “KPIs of winter” dropped the KPI instead, from 30 Nov 2026 on." in says(house, proposal)
    assert proposal.kind is ProposalKind.CHANGE


def test_a_process_that_dies_after_the_close_leaves_no_message_behind(house, proposal):
    """Nothing but the close itself ran: no listener, no tick after it."""
    poll = voted(house, proposal, ("yes", "yes"))
    with house.records.reading() as work:
        assert work.polls.get("T1", poll.id).closed_at is not None
    assert "Passed by the vote" in says(house, proposal)


def test_the_list_of_proposals_names_what_is_being_voted_on_and_forgets_it_once_that_is_over(house, proposal):
    english = Text("en", house.office.calendar)

    def listed() -> str:
        both = listed_proposals(REP, house.office), proposals_voted_on(REP, house.office)
        return proposal_list(*both, CATALOG, house.office.now(), english).reading

    assert "being voted on" not in listed()
    voted(house, proposal, ())
    assert listed().startswith("No open proposal")
    assert "1 is being voted on: " in listed()
    house.clock.at += timedelta(hours=2)
    close_due_polls(house.office, polls_words(house))
    assert "being voted on" not in listed()
