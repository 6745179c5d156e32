"""The version of a KPI that a proposal comes to, if it can be one: decided from what there is, nothing is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import CannotAdopt
from bot.use_cases.adoption.faults import AdoptionFault
from bot.use_cases.adoption.versions import Version, kpi_by
from kpi_engine.definitions import CATALOG
from storage.repositories.definition_records import AdoptedDefinition, DefinitionChange
from storage.repositories.proposal_records import Proposal, ProposalKind

_CHANGES = {
    ProposalKind.NEW: DefinitionChange.ADDED,
    ProposalKind.CHANGE: DefinitionChange.CHANGED,
    ProposalKind.DROP: DefinitionChange.RETIRED,
}


@dataclass(frozen=True, slots=True)
class Confirmation:
    """From which day it is to rule, who says so (a user id) and when, and the poll that had passed it."""

    effective_on: date
    by: str
    at: datetime
    poll_id: str | None


def next_version(proposal: Proposal, confirmed: Confirmation, known: Sequence[Version]) -> AdoptedDefinition:
    """The version after those `known` of the KPI; one that ends it keeps the name that it had.

    Raises CannotAdopt; BadRecipe where it cannot be measured.
    """
    last = known[-1] if known else None
    _check(proposal, last)
    drops = proposal.kind is ProposalKind.DROP
    made = AdoptedDefinition(
        team_id=proposal.team_id,
        kpi=proposal.kpi,
        version=last.number + 1 if last else 1,
        change=_CHANGES[proposal.kind],
        recipe=None if drops else proposal.recipe,
        name=last.kpi.name if drops and last and last.kpi else proposal.name,
        better=proposal.better,
        owner=proposal.owner,
        paired_with=proposal.paired_with,
        why=proposal.why,
        successor=proposal.successor if drops else None,
        effective_on=confirmed.effective_on,
        adopted_at=confirmed.at,
        adopted_by=confirmed.by,
        proposal_id=proposal.id,
        poll_id=confirmed.poll_id,
    )
    if not drops:
        kpi_by(made, CATALOG)
    return made


def _check(proposal: Proposal, last: Version | None) -> None:
    """Raise CannotAdopt where the proposal does not go with what there is."""
    defined = last is not None and not last.retires
    if proposal.kind is ProposalKind.NEW and defined:
        raise CannotAdopt(AdoptionFault.DEFINED_ALREADY)
    if proposal.kind is not ProposalKind.NEW and not defined:
        raise CannotAdopt(AdoptionFault.NOT_DEFINED)
    if proposal.kind is not ProposalKind.DROP and proposal.recipe is None and proposal.kpi not in CATALOG:
        raise CannotAdopt(AdoptionFault.NOTHING_PROPOSED)
