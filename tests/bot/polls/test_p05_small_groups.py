"""P05: in no organisation do the results that can be seen tell the answers of fewer than five people."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.errors import PollRefused
from bot.use_cases.polls.open_poll import Opening, planned
from bot.use_cases.polls.publication import decided, releasable, too_close
from bot.use_cases.polls.refusals import PollFault
from bot.use_cases.polls.tally import tally
from kpi_engine.figure import Direction
from storage.repositories.poll_records import PollDecision, Secrecy
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from storage.repositories.records import Member
from tests.bot.polls.booth import DEADLINE, OPENED, OWNER, YES_NO, rep

ORGANISATIONS = 500
LEAST = 5
HIDDEN = {PollDecision.NO_QUORUM, PollDecision.WITHHELD}
STAFF = tuple(rep(number) for number in range(24))
PROPOSAL = Proposal(
    team_id="T1",
    id="P0",
    author="UREP001",
    kind=ProposalKind.DROP,
    kpi="leads",
    name="Leads",
    better=Direction.UP,
    recipe=None,
    target=None,
    successor=None,
    why="Nobody reads it",
    owner=None,
    paired_with=None,
    state=ProposalState.OPEN,
    revision=1,
    channel_id=None,
    root_delivery=None,
    created_at=OPENED,
    changed_at=OPENED,
)

_ASKED = Opening("form", "C1", "What counts", (YES_NO,), Secrecy.SECRET, False, 5, DEADLINE, "Europe/Paris", "en")
POLL = planned(_ASKED, (), OWNER, OPENED)


@dataclass(frozen=True)
class Report:
    """A result that can be seen: whom it is of, and how many answered."""

    of: frozenset[Member]
    answers: int


def test_p05_no_organisation_shows_a_group_under_five_or_two_that_differ_by_fewer(seed):
    chance, shown, refused = random.Random(seed), 0, 0
    for _ in range(ORGANISATIONS):
        reports, too_near = _lived_through(chance)
        pairs = list(itertools.combinations(reports, 2))
        assert sum(each.answers < LEAST for each in reports) == 0
        assert sum(1 <= len(one.of ^ other.of) < LEAST for one, other in pairs) == 0
        shown, refused = shown + len(reports), refused + too_near
    assert shown > ORGANISATIONS / 2
    assert refused > ORGANISATIONS / 10  # control: without the refusal those would be such pairs


def _lived_through(chance: random.Random) -> tuple[list[Report], int]:
    """One thing is put to the vote in several channels whose members overlap; what can be seen, and what was refused."""
    shown: list[Report] = []
    refused = 0
    people = frozenset(chance.sample(STAFF, chance.randint(LEAST, 16)))
    for _ in range(4):
        if too_close(people, [each.of for each in shown], LEAST):
            refused += 1
        else:
            shown += _held(people, chance)
        people = _next_channel(people, chance)
    return shown, refused


def _held(people: frozenset[Member], chance: random.Random) -> list[Report]:
    """What a closed poll shows of two questions, some of them left blank by some."""
    poll = replace(POLL, eligible=len(people), quorum=chance.randint(1, len(people)))
    turnout = chance.randint(0, len(people))
    told = [tally(YES_NO, [chance.choice(((), ("yes",), ("no",))) for _ in range(turnout)]) for _ in range(2)]
    shown = [each for each in told if releasable(poll, each)]
    assert all(decided(poll, each) in HIDDEN for each in told if each not in shown)
    return [Report(people, each.answers) for each in shown]


def _next_channel(people: frozenset[Member], chance: random.Random) -> frozenset[Member]:
    """Some people more or fewer."""
    left = chance.sample(
        sorted(people, key=lambda each: each.user_id), max(LEAST, len(people) - chance.choice((0, 0, 1, 2, 6)))
    )
    others = [each for each in STAFF if each not in left]
    return frozenset([*left, *chance.sample(others, min(len(others), chance.choice((0, 1, 2, 5))))])


@pytest.mark.parametrize(
    ("common", "one", "other", "close"),
    [(6, 0, 0, False), (6, 1, 0, True), (6, 2, 2, True), (6, 5, 0, False), (6, 4, 1, False)],
)
def test_p05_two_groups_are_too_close_where_fewer_than_five_people_are_in_one_alone(common, one, other, close):
    first = {*range(common), *range(100, 100 + one)}
    second = {*range(common), *range(200, 200 + other)}
    assert too_close(first, [second], LEAST) is close


@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_p05_a_secret_poll_on_what_nearly_the_same_people_were_asked_in_secret_is_refused(booth, secrecy):
    with booth.records.writing() as work:
        work.proposals.put(PROPOSAL)
    about = replace(YES_NO, proposal_id="P0")
    first = booth.open(about, secrecy=secrecy, quorum=1)
    booth.all_cast(first, ["yes"] * 3 + ["no"] * 3)  # a tie: the proposal may be put to the vote again
    booth.close(first)
    later = {"deadline": DEADLINE + timedelta(days=4), "secrecy": Secrecy.SECRET}
    if secrecy is Secrecy.OPEN:
        assert booth.open(about, voters=booth.voters[1:], **later).eligible == 11
        return
    for fewer in (1, 4):
        with pytest.raises(PollRefused) as refused:
            booth.open(about, voters=booth.voters[fewer:], **later)
        assert refused.value.fault is PollFault.TOO_CLOSE
    assert booth.open(about, voters=booth.voters[5:], **later).eligible == 7


LATER = {"deadline": DEADLINE + timedelta(days=9)}
SAME = replace(YES_NO, words="  « Shall WE… »  ")


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("secrecy", list(Secrecy))
def test_p05_a_question_in_the_same_words_is_not_put_in_secret_to_nearly_the_same_people(booth, secrecy, closed):
    first = booth.open(secrecy=secrecy, quorum=1)
    booth.all_cast(first, ["yes"] * 6)
    if closed:
        booth.close(first)
    if secrecy is Secrecy.OPEN:
        assert booth.open(SAME, voters=booth.voters[1:], **LATER).eligible == 11
        return
    for fewer in (1, 4):
        near = booth.voters[fewer:]
        with pytest.raises(PollRefused) as refused:
            booth.open(SAME, voters=near, **LATER)
        assert refused.value.fault is PollFault.TOO_CLOSE
        assert booth.open(SAME, voters=near, secrecy=Secrecy.OPEN, **LATER).eligible == 12 - fewer  # shows all anyhow
        assert booth.open(replace(YES_NO, words=f"Else {fewer}?"), voters=near, **LATER).eligible == 12 - fewer
    assert booth.open(SAME, voters=booth.voters, **LATER).eligible == 12
    assert booth.open(SAME, voters=booth.voters[5:], channel_id="C000000002", **LATER).eligible == 7


def test_p05_a_question_whose_answers_were_never_shown_stands_against_none(booth):
    booth.close(booth.open(quorum=1))
    assert booth.open(SAME, voters=booth.voters[1:], **LATER).eligible == 11


def test_p05_two_proposals_of_one_headline_ask_different_things_and_a_sentence_of_ones_own_may_ask_the_same(booth):
    with booth.records.writing() as work:
        work.proposals.put(PROPOSAL)
        work.proposals.put(replace(PROPOSAL, id="P1"))
    booth.open(replace(YES_NO, proposal_id="P0"))
    near = booth.voters[1:]
    assert booth.open(replace(YES_NO, proposal_id="P1"), voters=near).eligible == 11
    with pytest.raises(PollRefused):
        booth.open(SAME, voters=near)


def test_p05_of_two_that_are_opened_at_once_on_nearly_the_same_one_is_refused(booth):
    for number in range(5):
        asked = replace(YES_NO, words=f"Question {number}?")

        def opens(left_out, asked=asked):
            try:
                return booth.open(asked, voters=booth.voters[left_out:])
            except PollRefused as refused:
                return refused.fault

        with ThreadPoolExecutor(2) as pool:
            came_to = list(pool.map(opens, (0, 1)))
        assert came_to.count(PollFault.TOO_CLOSE) == 1, number


def test_p05_what_is_put_to_the_vote_is_not_put_to_another_meanwhile(booth):
    with booth.records.writing() as work:
        work.proposals.put(PROPOSAL)
    about = replace(YES_NO, proposal_id="P0")
    booth.open(about)
    with pytest.raises(PollRefused) as refused:
        booth.open(about)
    assert refused.value.fault is PollFault.PROPOSAL_GONE


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        (["yes"] * 6, ProposalState.IN_POLL),
        (["no"] * 6, ProposalState.REJECTED),
        (["no"] * 3 + ["yes"] * 3, ProposalState.OPEN),
        (["yes"] * 4, ProposalState.OPEN),
    ],
)
def test_a_proposal_goes_on_as_its_poll_decided(booth, answers, state):
    with booth.records.writing() as work:
        work.proposals.put(PROPOSAL)
    poll = booth.open(replace(YES_NO, proposal_id="P0"))
    booth.all_cast(poll, answers)
    booth.close(poll)
    with booth.records.reading() as work:
        assert work.proposals.get("T1", "P0").state is state
