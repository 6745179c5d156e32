"""Propose, edit, second and withdraw. Who may is read anew at each press; each act happens once.

An edit clears nothing: who seconded the proposal is told that it changed, and her support stands until she takes it
back.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import NotAllowed, OlderRevision, ProposalGone
from bot.office import Office
from bot.policy import Action, Reason, may, may_change_proposal, may_withdraw
from bot.use_cases.proposals.news import ProposalNews, Telling, Words
from bot.use_cases.proposals.tell import post, redraw, reply, tell_supporters
from storage.repositories.proposal_records import Proposal, ProposalState
from storage.repositories.records import Act, AuditEntry, Kind, Member, Subject
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Seconded:
    """A proposal as somebody left it; whether she seconds it now."""

    proposal: Proposal
    seconds: bool


def propose(proposal: Proposal, member: Member, office: Office, words: Words) -> Proposal:
    """Keep a new proposal and post it, once; sent again with other words it is an edit. Raises NotAllowed."""
    ruling = may(member, Action.PROPOSE)
    if ruling.reason:
        raise NotAllowed(ruling.reason, ruling.about)
    now = office.clock.now()
    with office.records.writing() as work:
        if work.proposals.put(proposal):
            post(work, proposal, words, now)
            work.audit.append(_entry(proposal, Act.PROPOSAL_MADE, member, now))
            return proposal
        return _Pen(work, member, words, now).edit(_discussed(work, member, proposal.id), proposal)


def edit(after: Proposal, revision: int, member: Member, office: Office, words: Words) -> Proposal:
    """Let its author change it, from the revision that she saw. Raises NotAllowed, ProposalGone, OlderRevision."""
    with office.records.writing() as work:
        before = _discussed(work, member, after.id)
        if before.revision != revision:
            raise OlderRevision(revision, before.revision)
        return _Pen(work, member, words, office.clock.now()).edit(before, after)


def second(proposal_id: str, member: Member, office: Office, words: Words) -> Seconded:
    """Want it too, or no longer where one does already. Raises NotAllowed for one's own, ProposalGone."""
    with office.records.writing() as work:
        proposal = _discussed(work, member, proposal_id)
        if proposal.author == member.user_id:
            raise NotAllowed(Reason.OWN_PROPOSAL)
        seconds = work.proposals.second(proposal, member.user_id, office.clock.now())
        now_so = _discussed(work, member, proposal_id)
        redraw(work, now_so, words)
    return Seconded(now_so, seconds)


def withdraw(proposal_id: str, reason: str, member: Member, office: Office, words: Words) -> Proposal:
    """Take it back: its author, or an admin. Raises NotAllowed, ProposalGone."""
    now = office.clock.now()
    with office.records.writing() as work:
        proposal = _discussed(work, member, proposal_id)
        ruling = may_withdraw(member, proposal.author)
        if ruling.reason:
            raise NotAllowed(ruling.reason)
        work.proposals.withdraw(proposal, now)
        over = replace(proposal, state=ProposalState.WITHDRAWN, changed_at=now)
        news = ProposalNews(over, proposal, member.user_id, reason.strip())
        reply(work, news, Telling.WITHDRAWN, words, now)
        redraw(work, over, words)
        work.audit.append(_entry(over, Act.PROPOSAL_WITHDRAWN, member, now))
    return over


def proposal_of(proposal_id: str, member: Member, office: Office) -> Proposal:
    """Find a proposal that is discussed. Raises ProposalGone."""
    with office.records.reading() as work:
        return _found(work.proposals.get(member.team_id, proposal_id))


def proposal_to_edit(proposal_id: str, member: Member, office: Office) -> Proposal:
    """Find a proposal that this person may change. Raises NotAllowed, ProposalGone."""
    proposal = proposal_of(proposal_id, member, office)
    ruling = may_change_proposal(member, proposal.author)
    if ruling.reason:
        raise NotAllowed(ruling.reason)
    return proposal


def proposal_to_withdraw(proposal_id: str, member: Member, office: Office) -> Proposal:
    """Find a proposal that this person may withdraw. Raises NotAllowed, ProposalGone."""
    proposal = proposal_of(proposal_id, member, office)
    ruling = may_withdraw(member, proposal.author)
    if ruling.reason:
        raise NotAllowed(ruling.reason)
    return proposal


@dataclass(frozen=True, slots=True)
class _Pen:
    """What an edit takes: the transaction, who edits, the words, and the instant."""

    work: UnitOfWork
    member: Member
    words: Words
    now: datetime

    def edit(self, before: Proposal, after: Proposal) -> Proposal:
        """Write it as the next revision and tell of it; what says the same tells nothing. Raises NotAllowed."""
        ruling = may_change_proposal(self.member, before.author)
        if ruling.reason:
            raise NotAllowed(ruling.reason)
        if _content(before) == _content(after):
            return before
        edited = replace(
            after,
            author=before.author,
            state=before.state,
            revision=before.revision + 1,
            channel_id=before.channel_id,
            root_delivery=before.root_delivery,
            created_at=before.created_at,
            seconded_by=before.seconded_by,
            changed_at=self.now,
        )
        self.work.proposals.edit(edited)
        self._tell(ProposalNews(edited, before))
        self.work.audit.append(_entry(edited, Act.PROPOSAL_EDITED, self.member, self.now))
        return edited

    def _tell(self, news: ProposalNews) -> None:
        redraw(self.work, news.proposal, self.words)
        reply(self.work, news, Telling.EDITED, self.words, self.now)
        tell_supporters(self.work, news, self.words, self.now)


def _content(proposal: Proposal) -> tuple[object, ...]:
    """What its author says."""
    return (
        *(proposal.kind, proposal.kpi, proposal.name, proposal.better, proposal.recipe, proposal.target),
        *(proposal.successor, proposal.why, proposal.owner, proposal.paired_with),
    )


def _discussed(work: UnitOfWork, member: Member, proposal_id: str) -> Proposal:
    return _found(work.proposals.lock(member.team_id, proposal_id))


def _found(proposal: Proposal | None) -> Proposal:
    if proposal is None or proposal.state is not ProposalState.OPEN:
        raise ProposalGone(proposal.state if proposal else None)
    return proposal


def _entry(proposal: Proposal, act: Act, member: Member, at: datetime) -> AuditEntry:
    """The line in the audit: what is proposed, nobody by name."""
    subject = Subject(Kind.PROPOSAL, proposal.id)
    detail = f"{proposal.kind} {proposal.kpi} r{proposal.revision}"
    return AuditEntry(proposal.team_id, at, member.user_id, act, subject, detail)
