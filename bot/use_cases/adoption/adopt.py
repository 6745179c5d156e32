"""Put a proposal in force: a new version of a definition from a day on, the end of a KPI, or a target. Once each.

A version is added in the turn that all adoptions of the house wait for, so two never get one number, and what each of
them rests on is what it reads. Nothing is written unless all of it is.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.errors import CannotAdopt, NotAllowed
from bot.office import Office
from bot.policy import may_adopt, may_set_target
from bot.use_cases.adoption.faults import AdoptionFault
from bot.use_cases.adoption.next_version import Confirmation, next_version
from bot.use_cases.adoption.versions import Versions
from bot.use_cases.proposals.proposed import load_target
from bot.use_cases.set_target import keep, named
from kpi_engine.definitions import CATALOG
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange
from storage.repositories.poll_records import PollDecision
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from storage.repositories.records import Act, AuditEntry, KeptTarget, Kind, Member, Subject
from storage.unit_of_work import UnitOfWork

_PASSED = frozenset({PollDecision.PASSED, PollDecision.CONFIRMED})
_STANDING = frozenset({ProposalState.OPEN, ProposalState.IN_POLL})


def usual_day(today: date) -> date:
    """The day that is offered for a definition to begin: the next Monday, so that no week is told by two."""
    return today + timedelta(days=7 - today.weekday())


def adopt(
    proposal: Proposal, *, effective_on: date, member: Member, poll_id: str | None, office: Office
) -> AdoptedDefinition | KeptTarget:
    """Put in force what was proposed; again, it gives what it gave before. A target counts at once, by its own days.

    Raises NotAllowed, CannotAdopt; BadRecipe where the definition cannot be measured.
    """
    with office.records.writing() as work:
        work.definitions.take_turns()
        adoption = _Adoption(work, proposal, member, poll_id, office.clock.now())
        if proposal.kind is ProposalKind.TARGET:
            return adoption.target()
        return adoption.definition(effective_on, office.today())


@dataclass(frozen=True, slots=True)
class _Adoption:
    """What it takes: the transaction, the proposal as it was shown, who confirms it, the poll, and the instant."""

    work: UnitOfWork
    proposal: Proposal
    member: Member
    poll_id: str | None
    now: datetime

    def definition(self, effective_on: date, today: date) -> AdoptedDefinition:
        """The version that it becomes, or became."""
        passed = self._has_passed()
        self._check_right(passed=passed)
        known = self.work.definitions.by_proposal(self.member.team_id, self.proposal.id)
        if known:
            return known
        if effective_on < today:
            raise CannotAdopt(AdoptionFault.DAY_PASSED)
        self._check_proposal()
        confirmed = Confirmation(effective_on, self.member.user_id, self.now, self.poll_id if passed else None)
        versions = Versions(CATALOG, self.work.definitions.all())
        made = next_version(self.proposal, confirmed, versions.of(self.proposal.kpi))
        self.work.definitions.adopt(made)
        self.work.proposals.move(self.proposal, ProposalState.ADOPTED, self.now)
        self.work.audit.append(_entry(made))
        return made

    def target(self) -> KeptTarget:
        """The target that it becomes, or became; whoever may set it by hand needs no poll."""
        if self.proposal.target is None:
            raise CannotAdopt(AdoptionFault.NOTHING_PROPOSED)
        target = load_target(self.proposal.target)
        if not may_set_target(self.member, target.scope).allowed:
            self._check_right(passed=self._has_passed())
        team_id, target_id = self.member.team_id, named(f"proposal:{self.proposal.id}")
        known = self.work.targets.get(team_id, target_id)
        if known:
            return known
        self._check_proposal()
        kept = KeptTarget(team_id, target_id, target, self.proposal.why, self.member.user_id, self.now)
        keep(self.work, kept)
        self.work.proposals.move(self.proposal, ProposalState.ADOPTED, self.now)
        return kept

    def _check_right(self, *, passed: bool) -> None:
        ruling = may_adopt(self.member, passed=passed)
        if ruling.reason:
            raise NotAllowed(ruling.reason, ruling.about)

    def _has_passed(self) -> bool:
        """Whether the poll, as the records have it, passed this very proposal."""
        poll = self.work.polls.get(self.member.team_id, self.poll_id) if self.poll_id else None
        asked = poll.questions if poll else ()
        return any(each.proposal_id == self.proposal.id and each.decision in _PASSED for each in asked)

    def _check_proposal(self) -> None:
        """Raise CannotAdopt unless it stands, and says what it said."""
        kept = self.work.proposals.lock(self.member.team_id, self.proposal.id)
        if kept is None or kept.state not in _STANDING:
            raise CannotAdopt(AdoptionFault.OVER)
        if kept.revision != self.proposal.revision:
            raise CannotAdopt(AdoptionFault.CHANGED)


def _entry(made: AdoptedDefinition) -> AuditEntry:
    """The line in the audit: which version, from when, by which poll."""
    act = Act.DEFINITION_RETIRED if made.change is DefinitionChange.RETIRED else Act.DEFINITION_ADOPTED
    by = f" poll {made.poll_id}" if made.poll_id else ""
    detail = f"{made.kpi} version {made.version} from {made.effective_on}{by}"
    return AuditEntry(made.team_id, made.adopted_at, made.adopted_by, act, Subject(Kind.DEFINITION, made.kpi), detail)
