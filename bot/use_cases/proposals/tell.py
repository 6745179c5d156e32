"""Queue what is told of a proposal, in the transaction of its cause.

One thread per proposal: a root that always shows it as it stands, and replies. The names of the messages,
`proposal:workspace:channel:proposal:what`, make each of them unique for ever.
"""

from datetime import datetime, timedelta

from bot.use_cases.notice import queue_notice
from bot.use_cases.proposals.news import ProposalNews, Telling, Vote, Words
from storage.repositories.delivery_records import DeliveryKind, NewDelivery
from storage.repositories.proposal_records import Proposal
from storage.unit_of_work import UnitOfWork

_WORTH_SENDING = timedelta(days=7)


def post(work: UnitOfWork, proposal: Proposal, words: Words, now: datetime) -> None:
    """Open its thread in its channel; the proposal remembers the message."""
    root = _queue(work, ProposalNews(proposal), Telling.ROOT, words, now)
    if root:
        work.proposals.root(proposal, root)


def redraw(work: UnitOfWork, proposal: Proposal, words: Words) -> None:
    """Let its message show how it stands now."""
    if proposal.root_delivery:
        news = ProposalNews(proposal, vote=last_vote(work, proposal))
        work.deliveries.edit(proposal.root_delivery, words(Telling.ROOT, news, proposal.language))


def last_vote(work: UnitOfWork, proposal: Proposal) -> Vote | None:
    """The newest poll on it, with its question."""
    polls = work.polls.deciding_on(proposal.team_id, [proposal.id])
    asked = (Vote(poll, each) for poll in reversed(polls) for each in poll.questions if each.proposal_id == proposal.id)
    return next(asked, None)


def reply(work: UnitOfWork, news: ProposalNews, telling: Telling, words: Words, now: datetime) -> None:
    """Say it under its message."""
    _queue(work, news, telling, words, now)


def tell_supporters(work: UnitOfWork, news: ProposalNews, words: Words, now: datetime) -> None:
    """Tell each who seconded it that it is another by now, by direct message in her own language."""
    proposal = news.proposal
    for user_id in proposal.seconded_by:
        member = work.members.get(proposal.team_id, user_id)
        locale = member.locale if member and member.locale else proposal.language
        what = f"{proposal.channel_id}:{proposal.id}-r{proposal.revision}:{user_id}"
        queue_notice(work, proposal.team_id, user_id, what, words(Telling.TO_SUPPORTER, news, locale), due=now)


def _queue(work: UnitOfWork, news: ProposalNews, telling: Telling, words: Words, now: datetime) -> int | None:
    proposal = news.proposal
    if proposal.channel_id is None:
        return None
    return work.deliveries.queue(
        NewDelivery(
            dedup_key=f"proposal:{proposal.team_id}:{proposal.channel_id}:{proposal.id}:{_what(telling, proposal)}",
            kind=DeliveryKind.PROPOSAL,
            team_id=proposal.team_id,
            channel_id=proposal.channel_id,
            payload_text=words(telling, news, proposal.language),
            due_at=now,
            expires_at=now + _WORTH_SENDING,
            root_id=proposal.root_delivery,
        )
    )


def _what(telling: Telling, proposal: Proposal) -> str:
    return f"r{proposal.revision}" if telling is Telling.EDITED else telling
