"""What was passed is put in force or set aside, once, by who may, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.errors import NotAllowed, PollGone
from bot.use_cases.polls.evidence import Evidence, dump
from bot.use_cases.polls.poll_news import PollWords
from bot.use_cases.polls.settle import Which, confirm, set_aside, settlement_of
from bot.use_cases.polls.tally import dump as dump_tally
from bot.use_cases.polls.tally import tally
from bot.views.polls.words import poll_words
from kpi_engine.definitions import CATALOG
from storage.repositories.poll_records import Option, PollDecision, PollQuestion
from storage.repositories.proposal_records import ProposalState
from storage.repositories.records import Act
from tests.bot.adoption.house import MANAGER, REP, TODAY, House, polled, proposed

ASKED = Which("q1", 1)


@pytest.fixture
def passed(house: House) -> House:
    """A house in which a poll has passed a change of the conversion rate."""
    proposal = proposed(state=ProposalState.IN_POLL)
    poll = polled(PollDecision.PASSED)
    options = (Option("yes", "yes"), Option("no", "no"))
    question = replace(poll.questions[0], options=options, evidence=dump(Evidence(proposal, 1)))
    told = replace(question, tally=dump_tally(tally(question, [("yes",), ("yes",)])))
    house.hears(proposal, replace(poll, questions=(told,), turnout=2))
    return house


def words(house: House) -> PollWords:
    return poll_words(house.office.calendar, CATALOG, "EUR")


def kept(house: House) -> PollQuestion:
    with house.records.reading() as work:
        poll = work.polls.get("T1", "q1")
    assert poll
    return poll.questions[0]


def acts(house: House) -> list[Act]:
    with house.records.reading() as work:
        return [each.act for each in work.audit.of("T1")]


def test_confirming_ten_times_at_once_is_one_version_and_one_decision(passed: House) -> None:
    def confirms(_: int) -> PollQuestion:
        return confirm(ASKED, TODAY, MANAGER, passed.office, words(passed))

    with ThreadPoolExecutor(5) as pool:
        settled = list(pool.map(confirms, range(10)))
    assert {each.decision for each in settled} == {PollDecision.CONFIRMED}
    with passed.records.reading() as work:
        assert [each.version for each in [each for each in work.definitions.all() if each.kpi == "conversion"]] == [2]
    assert acts(passed).count(Act.DEFINITION_ADOPTED) == 1
    done = settlement_of(kept(passed))
    assert done is not None
    assert (done.by, done.effective_on, done.version) == (MANAGER.user_id, TODAY, 2)


def test_what_is_set_aside_is_never_put_in_force(passed: House) -> None:
    set_aside(ASKED, "Not before March.", MANAGER, passed.office, words(passed))
    again = confirm(ASKED, TODAY, MANAGER, passed.office, words(passed))
    assert again.decision is PollDecision.SET_ASIDE
    done = settlement_of(again)
    assert done is not None
    assert (done.reason, done.version) == ("Not before March.", None)
    assert acts(passed).count(Act.DECISION_SET_ASIDE) == 1
    with passed.records.reading() as work:
        assert [each for each in work.definitions.all() if each.kpi == "conversion"] == []
        proposal = work.proposals.get("T1", "p1")
    assert proposal is not None
    assert proposal.state is ProposalState.REJECTED


@pytest.mark.parametrize(("reason", "replies"), [("Not before March. " * 30, 1), ("Not before March.", 0)])
def test_a_long_reason_is_posted_whole_in_the_thread_once(passed: House, reason: str, replies: int) -> None:
    for _ in range(2):
        set_aside(ASKED, reason.strip(), MANAGER, passed.office, words(passed))
    with passed.records.reading() as work:
        reply = work.deliveries.find("poll:T1:C000000001:q1:aside-1")
        posted = [work.deliveries.get(reply)] if reply else []
    assert len(posted) == replies
    assert all(reason.strip() in str(each.payload_text) for each in posted if each)


def test_what_is_in_force_is_not_set_aside(passed: House) -> None:
    confirm(ASKED, TODAY, MANAGER, passed.office, words(passed))
    again = set_aside(ASKED, "Too late.", MANAGER, passed.office, words(passed))
    assert again.decision is PollDecision.CONFIRMED
    assert Act.DECISION_SET_ASIDE not in acts(passed)


def test_confirming_and_setting_aside_at_once_is_one_or_the_other(passed: House) -> None:
    def acts_on(aside: bool) -> object:
        try:
            if aside:
                return set_aside(ASKED, "No.", MANAGER, passed.office, words(passed))
            return confirm(ASKED, TODAY, MANAGER, passed.office, words(passed))
        except Exception as error:  # noqa: BLE001 - whoever loses may be told that it is over
            return error

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(acts_on, (True, False)))
    with passed.records.reading() as work:
        versions = [each for each in work.definitions.all() if each.kpi == "conversion"]
    assert (kept(passed).decision is PollDecision.CONFIRMED) is (len(versions) == 1)


def test_a_rep_settles_nothing(passed: House) -> None:
    with pytest.raises(NotAllowed):
        confirm(ASKED, TODAY, REP, passed.office, words(passed))
    with pytest.raises(NotAllowed):
        set_aside(ASKED, "No.", REP, passed.office, words(passed))
    assert kept(passed).decision is PollDecision.PASSED


@pytest.mark.parametrize("carried", ["", "q1", "q1:x", "q1:7", "other:1"])
def test_a_name_that_was_tampered_with_finds_nothing(passed: House, carried: str) -> None:
    with pytest.raises(PollGone):
        confirm(Which.load(carried), TODAY, MANAGER, passed.office, words(passed))


def test_another_workspace_finds_nothing(passed: House) -> None:
    with pytest.raises(PollGone):
        confirm(ASKED, TODAY, replace(MANAGER, team_id="T2"), passed.office, words(passed))
