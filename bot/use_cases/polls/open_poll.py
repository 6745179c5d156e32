"""Open a poll: check who asks and what, freeze all of it with its voters, and queue its message, at once or not at all.

Nothing of it changes afterwards: not its questions, its voters, its secrecy, its quorum, nor its deadline.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.errors import NotAllowed, PollRefused
from bot.office import Office
from bot.policy import may_open_poll
from bot.use_cases.polls.poll_news import PollNews, PollTelling, PollWords
from bot.use_cases.polls.publication import SMALLEST_GROUP, asks_the_same, too_close
from bot.use_cases.polls.refusals import PollFault
from bot.use_cases.polls.show_proposals import show_proposals, speak_alike
from bot.use_cases.set_target import named
from storage.repositories.delivery_records import DeliveryKind, NewDelivery
from storage.repositories.poll_records import Poll, PollQuestion, PollState, Secrecy
from storage.repositories.proposal_records import ProposalState
from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject
from storage.unit_of_work import UnitOfWork

_WORTH_POSTING = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Opening:
    """A poll as it is asked for. `key` is the same for the same form sent twice; `quorum`: how many must take part.

    `deadline` is an instant, `zone` the channel's, in which it was told and is shown.
    """

    key: str
    channel_id: str
    title: str
    questions: tuple[PollQuestion, ...]
    secrecy: Secrecy
    live: bool
    quorum: int
    deadline: datetime
    zone: str
    language: str


def open_poll(opening: Opening, voters: Collection[Member], member: Member, office: Office, words: PollWords) -> Poll:
    """Open it, once for the same key; `voters` may answer, nobody else. Raises NotAllowed, PollRefused."""
    ruling = may_open_poll(member, voters)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    people = frozenset(each.user_id for each in voters)
    with office.records.writing() as work:
        again = work.polls.get(member.team_id, named(opening.key))
        if again:
            return again
        poll = planned(opening, people, member, office.clock.moved(work.now()))
        _check(work, poll, people, office)
        return _keep(work, poll, people, office, words)


def planned(opening: Opening, voters: Collection[str], member: Member, now: datetime) -> Poll:
    """The poll as it would be opened."""
    return Poll(
        team_id=member.team_id,
        id=named(opening.key),
        channel_id=opening.channel_id,
        owner=member.user_id,
        title=opening.title,
        secrecy=opening.secrecy,
        live=opening.live and opening.secrecy is Secrecy.OPEN,
        quorum=opening.quorum,
        smallest_group=SMALLEST_GROUP,
        eligible=len(voters),
        zone=opening.zone,
        language=opening.language,
        state=PollState.OPEN,
        opened_at=now,
        deadline=opening.deadline,
        questions=opening.questions,
    )


def _check(work: UnitOfWork, poll: Poll, voters: Collection[str], office: Office) -> None:
    fault = _fault(poll, office) or _fault_beside_others(work, poll, voters)
    if fault:
        raise PollRefused(fault)


def _fault(poll: Poll, office: Office) -> PollFault | None:
    faults = {
        PollFault.NO_QUESTION: not poll.questions,
        PollFault.NOBODY: not poll.eligible,
        PollFault.TOO_FEW_FOR_SECRET: poll.secrecy is not Secrecy.OPEN and poll.eligible < poll.smallest_group,
        PollFault.SEVERAL_HOSTS: poll.secrecy is Secrecy.CHANGEABLE and office.ballot_keys is None,
        PollFault.NOT_A_QUORUM: not 1 <= poll.quorum <= poll.eligible,
        PollFault.OVER_ALREADY: poll.deadline <= poll.opened_at,
    }
    return next((fault for fault, stands in faults.items() if stands), None)


def _fault_beside_others(work: UnitOfWork, poll: Poll, voters: Collection[str]) -> PollFault | None:
    """What stands against it beside other polls; takes its proposals, so that no other poll can."""
    proposals = [each.proposal_id for each in poll.questions if each.proposal_id]
    for proposal_id in proposals:
        proposal = work.proposals.get(poll.team_id, proposal_id)
        since = (ProposalState.OPEN,)
        if proposal is None or not work.proposals.move(proposal, ProposalState.IN_POLL, poll.opened_at, since=since):
            return PollFault.PROPOSAL_GONE
    if poll.secrecy is Secrecy.OPEN:
        return None
    work.polls.take_turns(poll.team_id)
    asked = work.polls.asked_in_secret(poll.team_id)
    same = {each.poll_id for each in asked if any(asks_the_same(question, each) for question in poll.questions)}
    others = (work.voters.of(poll.team_id, poll_id) for poll_id in same)
    return PollFault.TOO_CLOSE if too_close(frozenset(voters), others, poll.smallest_group) else None


def _keep(work: UnitOfWork, poll: Poll, voters: Collection[str], office: Office, words: PollWords) -> Poll:
    work.polls.open(poll, sorted(voters))
    if poll.secrecy is Secrecy.CHANGEABLE and office.ballot_keys:
        office.ballot_keys.make(poll.team_id, poll.id)
    root = work.deliveries.queue(
        NewDelivery(
            dedup_key=f"poll:{poll.team_id}:{poll.channel_id}:{poll.id}:opened",
            kind=DeliveryKind.POLL,
            team_id=poll.team_id,
            channel_id=poll.channel_id,
            payload_text=words(PollTelling.ROOT, PollNews(poll, 0), poll.language),
            due_at=poll.opened_at,
            expires_at=min(poll.opened_at + _WORTH_POSTING, poll.deadline),
        )
    )
    if root is not None:
        work.polls.root_at(poll.team_id, poll.id, root)
    speak_alike(work, poll)
    show_proposals(work, poll, words)
    detail = f"{poll.channel_id} {poll.secrecy} eligible={poll.eligible} quorum={poll.quorum}"
    subject = Subject(Kind.POLL, poll.id)
    work.audit.append(AuditEntry(poll.team_id, poll.opened_at, poll.owner, Act.POLL_OPENED, subject, detail))
    return poll if root is None else replace(poll, root_delivery=root)
