"""Polls in every state that people can see them in, from invented votes."""

from dataclasses import replace

from bot.text import Text
from bot.use_cases.adoption.faults import AdoptionFault
from bot.use_cases.polls import settle
from bot.use_cases.polls.listed import ListedPoll, ListedPolls, NamedAnswers
from bot.use_cases.polls.poll_news import PollNews, PollTelling
from bot.use_cases.polls.refusals import PollFault
from bot.use_cases.polls.tally import load
from bot.use_cases.proposals.news import ProposalNews, Vote
from bot.views.message import Message
from bot.views.polls import decision_forms, notices
from bot.views.polls.example_poll import AUTHOR, BALLOTS, OWNER, a_poll, a_proposal, closed
from bot.views.polls.list import ballot_offered, offered, poll_list
from bot.views.polls.message import preview
from bot.views.polls.names import names_message
from bot.views.polls.results import House
from bot.views.polls.words import told
from kpi_engine.definitions import CATALOG
from storage.repositories.poll_records import (
    Cast,
    PollDecision,
    Secrecy,
)
from storage.repositories.proposal_records import ProposalState

_HOUSE = House(CATALOG, "EUR")
_BECAME = {
    PollDecision.PASSED: ProposalState.IN_POLL,
    PollDecision.REJECTED: ProposalState.REJECTED,
    PollDecision.TIED: ProposalState.OPEN,
    PollDecision.CONFIRMED: ProposalState.ADOPTED,
    PollDecision.SET_ASIDE: ProposalState.REJECTED,
}


def poll_messages(text: Text) -> dict[str, Message]:
    """What a channel sees of a poll, and what its voters and its owner are answered."""
    return {**_in_channel(text), **_lists(text), **_notices(text)}


def _in_channel(text: Text) -> dict[str, Message]:
    poll, live = a_poll(), replace(a_poll(), secrecy=Secrecy.OPEN, live=True)
    tallies = {each.number: load(each.tally) for each in closed().questions if each.tally}
    root, result = PollTelling.ROOT, PollTelling.RESULT
    return {
        "poll": told(root, PollNews(poll, 4), _HOUSE, text),
        "poll, one question": told(root, PollNews(replace(poll, questions=poll.questions[:1]), 0), _HOUSE, text),
        "poll, changeable": told(root, PollNews(replace(poll, secrecy=Secrecy.CHANGEABLE), 1), _HOUSE, text),
        "poll, open": told(root, PollNews(replace(live, live=False), 1), _HOUSE, text),
        "poll, live": told(root, PollNews(live, 12, tallies), _HOUSE, text),
        "poll, preview": preview(poll, text),
        "poll, closed": told(root, PollNews(closed(), 12), _HOUSE, text),
        "poll result": told(result, PollNews(closed(), 12), _HOUSE, text),
        "poll result, open": told(result, PollNews(replace(closed(), secrecy=Secrecy.OPEN), 12), _HOUSE, text),
        **{
            f"poll result, {each}": told(result, PollNews(closed(each), 12), _HOUSE, text)
            for each in PollDecision
            if each is not PollDecision.PASSED
        },
        **{
            f"proposal after its vote, {each}": told(PollTelling.PROPOSAL, _on_proposal(each, state), _HOUSE, text)
            for each, state in _BECAME.items()
        },
        "poll decision set aside, why": told(PollTelling.REASON, _set_aside(), _HOUSE, text),
        "poll reminder": told(PollTelling.REMINDER, PollNews(poll, 4), _HOUSE, text),
        "who answered what": names_message(_named(), text),
    }


def _set_aside() -> PollNews:
    poll = closed(PollDecision.SET_ASIDE)
    return PollNews(poll, 12, question=poll.questions[0])


def _on_proposal(decision: PollDecision, state: ProposalState) -> PollNews:
    poll = closed(decision)
    news = ProposalNews(replace(a_proposal(), state=state), vote=Vote(poll, poll.questions[0]))
    return PollNews(poll, 12, proposal=news)


def _lists(text: Text) -> dict[str, Message]:
    running = ListedPoll(a_poll(), 4, voted=False, may_vote=True, may_close=True, sees_result=False)
    listed = (
        running,
        replace(running, poll=replace(a_poll(), id="p2"), voted=True, may_close=False),
        ListedPoll(replace(closed(), id="p3"), 12, voted=True, may_vote=False, may_close=False, sees_result=True),
        ListedPoll(replace(closed(), id="p4"), 12, voted=False, may_vote=False, may_close=False, sees_result=False),
    )
    return {
        "polls": poll_list(ListedPolls(listed, running=2, more=3), text, may_open=True),
        "no polls": poll_list(ListedPolls((), running=0, more=0), text),
        "poll form offered": offered(text),
        "ballot offered": ballot_offered("p1", text),
        "decision form offered": decision_forms.offered("p1:1", text),
    }


def _notices(text: Text) -> dict[str, Message]:
    return {
        "poll gone": notices.poll_gone(text),
        "poll running": notices.poll_running(3, text),
        "bad ballot": notices.bad_ballot(text),
        "answers not hers to see": notices.not_hers_to_see(text),
        "poll closed early": notices.on_its_way(a_poll(), text),
        **{f"poll refused: {fault}": notices.poll_refused(fault, text) for fault in PollFault},
        **{
            f"ballot not counted: {cast}": notices.uncounted(cast, a_poll(), text)
            for cast in (Cast.TOO_LATE, Cast.NOT_ELIGIBLE, Cast.ALREADY)
        },
        **{f"not adopted: {fault}": decision_forms.cannot_adopt(fault, text) for fault in AdoptionFault},
    }


def _named() -> NamedAnswers:
    answers = {number + 1: ballots[0] for number, ballots in enumerate(BALLOTS.values())}
    return NamedAnswers(replace(closed(), secrecy=Secrecy.OPEN), {OWNER: answers, AUTHOR: {2: ("no",)}})


def a_decision() -> settle.Decision:
    """What was passed and waits for a manager."""
    poll = closed()
    return settle.Decision(poll, poll.questions[0], a_proposal())
