"""Let the messages of proposals say what becomes of them by a poll, in the transaction in which it does."""

from bot.use_cases.polls.poll_news import PollNews, PollTelling, PollWords
from bot.use_cases.proposals.news import ProposalNews, Vote
from storage.repositories.poll_records import Poll
from storage.unit_of_work import UnitOfWork


def speak_alike(work: UnitOfWork, poll: Poll) -> None:
    """Let the proposals that stand in the poll's channel be in the poll's language."""
    for question in poll.questions:
        proposal = work.proposals.get(poll.team_id, question.proposal_id) if question.proposal_id else None
        if proposal and proposal.channel_id == poll.channel_id:
            work.proposals.speak(proposal, poll.language)


def show_proposals(work: UnitOfWork, poll: Poll, words: PollWords) -> None:
    """Draw again the message of each proposal that a poll is about, as both stand now."""
    for question in poll.questions:
        proposal = work.proposals.get(poll.team_id, question.proposal_id) if question.proposal_id else None
        if proposal and proposal.root_delivery:
            news = PollNews(poll, 0, proposal=ProposalNews(proposal, vote=Vote(poll, question)))
            work.deliveries.edit(proposal.root_delivery, words(PollTelling.PROPOSAL, news, proposal.language))
