"""What a ballot shows of a proposal, frozen when its poll opens: nobody's vote is on anything else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pydantic import TypeAdapter

from kpi_engine.kpi import Catalog
from storage.repositories.poll_records import PollQuestion
from storage.repositories.proposal_records import Proposal, ProposalKind


@dataclass(frozen=True, slots=True)
class Evidence:
    """A proposal as it was put to the vote.

    `version`: of the definition that ruled then; None where there was none. `back_test`: the last 12 months by both
    definitions, as JSON; None where there is nothing to compare.
    """

    proposal: Proposal
    version: int | None = None
    back_test: Mapping[str, object] | None = None

    def catalog_then(self, catalog: Catalog) -> Catalog:
        """The catalogue, with the definition in force that ruled when the poll opened."""
        if self.version is None:
            return catalog
        return catalog.ruled_by(catalog.definition(self.proposal.kpi, self.version))


def dump(evidence: Evidence) -> Mapping[str, object]:
    """As a question keeps it."""
    dumped: Mapping[str, object] = _EVIDENCE.dump_python(evidence, mode="json")
    return dumped


def evidence_of(question: PollQuestion) -> Evidence | None:
    """What the ballot shows of a question; None where it is about no proposal."""
    return _EVIDENCE.validate_python(question.evidence) if question.evidence else None


def decided_on(question: PollQuestion, winner: str | None) -> Proposal | None:
    """What is to be put in force where this answer won; None where it asks for nothing that was proposed.

    Whoever votes to drop a KPI whose change was proposed votes for its end.
    """
    evidence = evidence_of(question)
    if evidence is None or winner is None:
        return None
    proposal = evidence.proposal
    if winner == "yes" or (winner == "change" and proposal.kind is not ProposalKind.DROP):
        return proposal
    if winner == "drop":
        return replace(proposal, kind=ProposalKind.DROP, recipe=None, target=None)
    return None


_EVIDENCE = TypeAdapter(Evidence)
