"""However much a poll asks, its ballot holds every question and its result every button: Slack refuses what is longer.

The longest poll that the form lets through is drawn with the longest words that its inputs take.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.text import Language, Text
from bot.use_cases.polls.draft import MOST_IN_ALL, MOST_QUESTIONS, Fault, OwnQuestion, Part, PollDraft, faults
from bot.use_cases.polls.listed import ListedPoll, ListedPolls
from bot.use_cases.polls.poll_news import PollNews, PollTelling
from bot.use_cases.polls.questions import questions_of
from bot.use_cases.polls.tally import dump, tally
from bot.views.message import Message
from bot.views.polls.ballot import Ballot, ballot_view
from bot.views.polls.evidence import shown_above
from bot.views.polls.example_poll import a_poll, a_proposal, closed, some_evidence
from bot.views.polls.list import poll_list
from bot.views.polls.results import House
from bot.views.polls.words import told
from kpi_engine.definitions import CATALOG
from storage.repositories.poll_records import Method, Poll, PollDecision, PollQuestion, PollState

HOUSE = House(CATALOG, "EUR")
NOW = datetime(2026, 11, 20, 11, tzinfo=UTC)
ANSWERS = "\n".join(f"Answer {number} ".ljust(75, "x") for number in range(10))
RANKED = OwnQuestion("Which first? " * 23, Method.RANKED, ANSWERS)
VOTERS = 14


def drafted(proposals: int, own: int) -> PollDraft:
    named = tuple(f"p{number}" for number in range(proposals))
    return PollDraft(named, own=(RANKED,) * own, title="KPIs", channel_id="C1", day=date(2026, 11, 27))


def a_long_poll(proposals: int, own: int) -> Poll:
    wanted = replace(a_proposal(), why="Because of this. " * 88)
    weighed = [replace(some_evidence(), proposal=replace(wanted, id=f"p{number}")) for number in range(proposals)]
    asked = questions_of(drafted(proposals, own), weighed, lambda _proposal: "Change of conversion rate")
    return replace(a_poll(), questions=asked)


def _passed(question: PollQuestion) -> PollQuestion:
    """Everybody wants the first answer, or all rank them from another one on."""
    keys = [each.key for each in question.options]
    ranked = question.method is Method.RANKED
    ballots = [tuple(keys[at % 10 :] + keys[: at % 10]) if ranked else (keys[0],) for at in range(VOTERS)]
    return replace(question, tally=dump(tally(question, ballots)), decision=PollDecision.PASSED)


def passed(proposals: int, own: int) -> Poll:
    """A long poll of which every question was passed."""
    asked = tuple(_passed(each) for each in a_long_poll(proposals, own).questions)
    return replace(a_poll(), state=PollState.CLOSED, turnout=VOTERS, questions=asked, closed_at=NOW)


def the_result(proposals: int, own: int, language: str) -> Message:
    return told(PollTelling.RESULT, PollNews(passed(proposals, own), VOTERS), HOUSE, Text(language))


LONGEST = [(MOST_IN_ALL, 0), (MOST_IN_ALL - MOST_QUESTIONS, MOST_QUESTIONS), (0, MOST_QUESTIONS)]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("proposals", "own"), LONGEST)
def test_the_longest_ballot_holds_every_question(proposals: int, own: int, language: Language) -> None:
    poll, text = a_long_poll(proposals, own), Text(language)
    view = ballot_view(Ballot(poll, shown_above(poll, CATALOG, "EUR", text)), text).json
    ids = [each["block_id"] for each in view["blocks"] if each["type"] == "input"]
    assert len(ids) == len(set(ids)) == proposals + own * 10
    assert len(json.dumps(view)) < 250_000


def listed(poll: Poll, number: int) -> ListedPoll:
    """One that its reader may see all of, and do all with."""
    running = poll.state is PollState.OPEN
    named = replace(poll, id=f"p{number}", title=f"Revision {number} ")
    return ListedPoll(named, 12, voted=False, may_vote=running, may_close=running, sees_result=not running)


def titles_in(message: Message) -> int:
    return sum(block["text"]["text"].startswith("*Revision ") for block in message.blocks if block["type"] == "section")


@pytest.mark.parametrize("language", Language)
def test_a_list_of_thirty_closed_polls_shows_all_of_them(language: Language) -> None:
    polls = [listed(closed(), number) for number in range(30)]
    told_of = poll_list(ListedPolls(polls, 0, 0), Text(language), may_open=True)
    assert told_of.fits
    assert titles_in(told_of) == 30
    assert not [block for block in told_of.blocks if block["type"] == "context"]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("poll", [a_poll(), passed(*LONGEST[2])], ids=["running", "longest"])
def test_a_list_that_is_too_long_shows_the_first_and_counts_the_rest(poll: Poll, language: Language) -> None:
    polls = [listed(poll, number) for number in range(30)]
    told_of = poll_list(ListedPolls(polls, 30, 5), Text(language), may_open=True)
    shown = titles_in(told_of)
    assert told_of.fits
    assert 10 <= shown < 30
    assert Text(language).plural("… and {count} more", "… and {count} more", 35 - shown) in str(told_of.blocks)
    assert "Revision 0 " in str(told_of.blocks)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("proposals", "own"), LONGEST)
def test_the_longest_result_is_one_that_slack_takes_and_each_decision_can_be_settled(
    proposals: int, own: int, language: Language
) -> None:
    result = the_result(proposals, own, language)
    assert result.fits
    assert sum("poll.confirm" in json.dumps(each) for each in result.blocks) == proposals
    assert Text(language).say("shortened, to fit in one message") in json.dumps(result.blocks, ensure_ascii=False)


REASON = "Not before March: " + "the CRM does not tell referrals apart before, and nobody can count by hand. " * 12


@pytest.mark.parametrize("language", Language)
def test_twelve_decisions_set_aside_at_length_fit_and_say_that_the_thread_has_the_whole(language: Language) -> None:
    done = {"by": "U0OWNER", "at": NOW.isoformat(), "reason": REASON}
    weighed = [replace(some_evidence(), proposal=replace(a_proposal(), id=f"p{number}")) for number in range(12)]
    asked = questions_of(drafted(12, 0), weighed, lambda _proposal: "Change of Opportunities won per qualified lead")
    aside = [replace(_passed(each), decision=PollDecision.SET_ASIDE, settled=done) for each in asked]
    poll = replace(a_poll(), state=PollState.CLOSED, turnout=VOTERS, questions=tuple(aside), closed_at=NOW)
    result = told(PollTelling.RESULT, PollNews(poll, VOTERS), HOUSE, Text(language))
    written = json.dumps(result.blocks, ensure_ascii=False)
    assert result.fits
    assert written.count("Not before March") == 12
    assert written.count(Text(language).say("The whole of it stands in the thread.")) == 12
    (whole,) = told(PollTelling.REASON, PollNews(poll, VOTERS, question=aside[0]), HOUSE, Text(language)).blocks
    assert REASON.strip() in whole["text"]["text"]


def test_a_short_reason_stands_in_the_result_as_it_was_written() -> None:
    closed_so = closed(PollDecision.SET_ASIDE)
    result = told(PollTelling.RESULT, PollNews(closed_so, VOTERS), HOUSE, Text("en"))
    assert "The CRM does not tell referrals apart before March." in result.reading
    assert "in the thread" not in result.reading


def test_a_result_that_fits_is_told_in_full() -> None:
    result = the_result(1, 1, "en")
    assert result.fits
    assert "shortened" not in result.reading
    assert "Round 1" in result.reading
    assert "Because of this." in result.reading


def test_more_questions_than_fit_are_refused() -> None:
    assert faults(drafted(MOST_IN_ALL - 1, 1), 12, NOW, "Europe/Paris") == {}
    refused = {Part.PROPOSALS: Fault.TOO_MANY_QUESTIONS}
    assert faults(drafted(MOST_IN_ALL, 1), 12, NOW, "Europe/Paris") == refused
