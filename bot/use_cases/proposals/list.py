"""The proposals that are discussed, and what this person may do with each."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.office import Office
from bot.policy import may_change_proposal, may_withdraw, visible
from bot.use_cases.proposals.proposed import load_target
from storage.repositories.proposal_records import Proposal
from storage.repositories.records import Member


@dataclass(frozen=True, slots=True)
class ListedProposal:
    """A proposal; whether she may edit it, withdraw it; whether she seconds it, None where it is her own."""

    proposal: Proposal
    may_edit: bool
    may_withdraw: bool
    seconds: bool | None


def listed_proposals(member: Member, office: Office) -> Sequence[ListedProposal]:
    """All that she may see, oldest first: targets only of those whose figures she may see."""
    with office.records.reading() as work:
        found = work.proposals.open(member.team_id)
    return [_listed(each, member) for each in found if may_see(member, each)]


def proposals_voted_on(member: Member, office: Office) -> Sequence[Proposal]:
    """Those that are put to the vote and that she may see, oldest first."""
    with office.records.reading() as work:
        found = work.proposals.in_poll(member.team_id)
    return [each for each in found if may_see(member, each)]


def may_see(member: Member, proposal: Proposal) -> bool:
    """Whether its content is hers to read."""
    return proposal.target is None or visible(member, load_target(proposal.target).scope).allowed


def _listed(proposal: Proposal, member: Member) -> ListedProposal:
    own = proposal.author == member.user_id
    return ListedProposal(
        proposal,
        may_edit=may_change_proposal(member, proposal.author).allowed,
        may_withdraw=may_withdraw(member, proposal.author).allowed,
        seconds=None if own else member.user_id in proposal.seconded_by,
    )
