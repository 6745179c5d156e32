"""What became of a proposal: voted on, adopted, kept out, set aside, or put back because a vote decided nothing."""

from bot.text import Text
from bot.use_cases.polls.settle import settlement_of, winner_of
from bot.use_cases.proposals.news import ProposalNews, Vote
from bot.views.mrkdwn import Markup, bold, fill, mention
from storage.repositories.poll_records import PollDecision, PollState
from storage.repositories.proposal_records import ProposalKind, ProposalState


def became(news: ProposalNews, text: Text) -> Markup:
    """In a sentence; nothing while it is open to all."""
    match news.proposal.state:
        case ProposalState.WITHDRAWN:
            return bold(text.say("Withdrawn."))
        case ProposalState.IN_POLL:
            return _in_poll(news.vote, text)
        case ProposalState.ADOPTED:
            return _adopted(news, text)
        case ProposalState.REJECTED:
            return _rejected(news.vote, text)
        case ProposalState.OPEN:
            return Markup()


def undecided(news: ProposalNews, text: Text) -> Markup:
    """Why it is open again; nothing where no vote on it was closed."""
    if news.vote is None or news.vote.poll.state is PollState.OPEN:
        return Markup()
    return _about(text.say("The vote “{title}” decided nothing, so it can be put to the vote again."), news.vote)


def _in_poll(vote: Vote | None, text: Text) -> Markup:
    if vote is None or vote.poll.state is PollState.OPEN:
        return bold(text.say("It is being voted on."))
    return _about(text.say("Passed by the vote “{title}”. Nothing changes before a manager puts it in force."), vote)


def _adopted(news: ProposalNews, text: Text) -> Markup:
    done = settlement_of(news.vote.question) if news.vote else None
    if news.vote is None or done is None or done.effective_on is None:
        return bold(text.say("Adopted."))
    day = text.day(done.effective_on)
    dropped = winner_of(news.vote.question) == "drop" and news.proposal.kind is not ProposalKind.DROP
    if dropped:
        return _about(text.say("The vote “{title}” dropped the KPI instead, from {day} on."), news.vote, day=day)
    return _about(text.say("Adopted by the vote “{title}”, from {day} on."), news.vote, day=day)


def _rejected(vote: Vote | None, text: Text) -> Markup:
    if vote is None:
        return bold(text.say("Not adopted."))
    done = settlement_of(vote.question)
    if done and vote.question.decision is PollDecision.SET_ASIDE:
        said = text.say("Passed by the vote “{title}”, then set aside by {person}; the reason stands under the result.")
        return _about(said, vote, person=mention(done.by))
    return _about(text.say("Not adopted by the vote “{title}”: all stays as it is."), vote)


def _about(sentence: str, vote: Vote, **values: str) -> Markup:
    return bold(fill(sentence, title=vote.poll.title, **values))
