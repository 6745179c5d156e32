"""Close a poll: count, keep what may be shown, part the answers from whoever gave them, and queue the result.

All of it is one transaction under the lock that every ballot waits for, so that what was acknowledged is what is
counted. When it runs does not matter to who may vote: the deadline stands in the way of each ballot by itself.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot import last_resort
from bot.errors import NotAllowed, PollGone, PollRunning
from bot.office import Office
from bot.policy import may_close_poll
from bot.use_cases.polls.poll_news import PollTelling, PollWords, news_of
from bot.use_cases.polls.publication import decided, releasable
from bot.use_cases.polls.reasons import result_key
from bot.use_cases.polls.show_proposals import show_proposals
from bot.use_cases.polls.tally import dump, tally
from storage.repositories.ballot_boxes import Ballots
from storage.repositories.delivery_records import DeliveryKind, DeliveryState, NewDelivery
from storage.repositories.poll_records import Poll, PollDecision, PollQuestion, PollState, Secrecy
from storage.repositories.proposal_records import ProposalState
from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject
from storage.unit_of_work import UnitOfWork

_WORTH_POSTING = timedelta(days=7)

_PROPOSALS = {
    PollDecision.PASSED: ProposalState.IN_POLL,  # until a manager puts it in force, or sets it aside
    PollDecision.REJECTED: ProposalState.REJECTED,
}


@dataclass(frozen=True, slots=True)
class _Closing:
    """What closing takes: the transaction, the locked poll, the instant by the shared clock, and the words."""

    work: UnitOfWork
    poll: Poll
    now: datetime
    words: PollWords


def close_due_polls(office: Office, words: PollWords) -> list[Poll]:
    """Close every poll whose deadline has passed; gives those that this call closed."""
    closed: list[Poll] = []
    with office.records.reading() as work:
        due = work.polls.due(office.clock.moved(work.now()))
    for each in due:
        with last_resort.apart(f"poll:{each.id}"), office.records.writing() as work:
            poll = work.polls.lock(each.team_id, each.id)
            now = office.clock.moved(work.now())
            if poll and poll.state is PollState.OPEN and poll.deadline <= now:
                closed.append(_close(_Closing(work, poll, now, words), by=None))
    return closed


def close_early(poll_id: str, member: Member, office: Office, words: PollWords) -> Poll:
    """Close a poll before its deadline, once its quorum is there. Raises PollGone, NotAllowed, PollRunning."""
    with office.records.writing() as work:
        poll = work.polls.lock(member.team_id, poll_id)
        if poll is None or poll.state is PollState.CLOSED:
            raise PollGone
        ruling = may_close_poll(member, poll.owner)
        if ruling.reason:
            raise NotAllowed(ruling.reason, ruling.about)
        missing = poll.quorum - work.voters.taken_part(poll.team_id, poll.id)
        if missing > 0:
            raise PollRunning(missing)
        return _close(_Closing(work, poll, office.clock.moved(work.now()), words), by=member.user_id)


def _close(closing: _Closing, by: str | None) -> Poll:
    """`by`: who closes it early; None where its deadline does."""
    work, poll = closing.work, closing.poll
    ballots = work.ballots.read(poll)
    closed = _counted(closing, ballots)
    work.polls.close(closed)
    if poll.secrecy is not Secrecy.OPEN:
        work.ballots.shuffle(poll, {each.number: ballots[each.number] for each in closed.questions if each.tally})
    _release_proposals(work, closed, closing.now)
    show_proposals(work, closed, closing.words)
    _tell(closing, closed)
    work.reminders.take_back(poll, closing.now)
    detail = f"turnout={closed.turnout} {' '.join(str(each.decision) for each in closed.questions)}"
    work.audit.append(AuditEntry(poll.team_id, closing.now, by, Act.POLL_CLOSED, Subject(Kind.POLL, poll.id), detail))
    return closed


def _counted(closing: _Closing, ballots: Ballots) -> Poll:
    """The poll as it is closed. A tally that may not be shown is not kept either."""
    poll = closing.poll
    return replace(
        poll,
        state=PollState.CLOSED,
        closed_at=closing.now,
        scrubbed_at=closing.now if poll.secrecy is Secrecy.OPEN else None,
        turnout=closing.work.voters.taken_part(poll.team_id, poll.id),
        questions=tuple(_settled(poll, each, ballots) for each in poll.questions),
    )


def _settled(poll: Poll, question: PollQuestion, ballots: Ballots) -> PollQuestion:
    tallied = tally(question, ballots[question.number])
    shown = dump(tallied) if releasable(poll, tallied) else None
    return replace(question, tally=shown, decision=decided(poll, tallied))


def _release_proposals(work: UnitOfWork, closed: Poll, now: datetime) -> None:
    """One that was rejected is so for good; one on which nothing was decided may be put to the vote again."""
    for each in closed.questions:
        proposal = work.proposals.get(closed.team_id, each.proposal_id) if each.proposal_id else None
        if proposal and each.decision:
            state = _PROPOSALS.get(each.decision, ProposalState.OPEN)
            work.proposals.move(proposal, state, now, since=(ProposalState.IN_POLL,))


def _tell(closing: _Closing, closed: Poll) -> None:
    """Post the result under the poll's message, or by itself where that never came; bring the message up to date."""
    work, news = closing.work, news_of(closing.work, closed)
    root = work.deliveries.get(closed.root_delivery) if closed.root_delivery else None
    stands = root is not None and (root.state is DeliveryState.SENT or not root.ended)
    if root and stands:
        work.deliveries.edit(root.id, closing.words(PollTelling.ROOT, news, closed.language))
    work.deliveries.queue(
        NewDelivery(
            dedup_key=result_key(closed),
            kind=DeliveryKind.POLL,
            team_id=closed.team_id,
            channel_id=closed.channel_id,
            payload_text=closing.words(PollTelling.RESULT, news, closed.language),
            due_at=closing.now,
            expires_at=closing.now + _WORTH_POSTING,
            root_id=root.id if root and stands else None,
        )
    )
