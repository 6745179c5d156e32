"""What a proposal comes to in the engine's terms: the KPI as it would be, the target as it would be set."""

from collections.abc import Mapping

from pydantic import TypeAdapter

from kpi_engine.kpi import Catalog, Kpi
from kpi_engine.recipe import kpi_of, load
from kpi_engine.target import Target
from storage.repositories.proposal_records import Proposal

_TARGET = TypeAdapter(Target)


def dump_target(target: Target) -> Mapping[str, object]:
    """A target as a proposal keeps it."""
    return dict(_TARGET.dump_python(target, mode="json"))


def load_target(kept: Mapping[str, object]) -> Target:
    """A target as it was proposed."""
    return _TARGET.validate_python(dict(kept))


def proposed_kpi(proposal: Proposal, catalog: Catalog) -> Kpi | None:
    """The KPI as it would be, in the version after the one in force; None where no definition is proposed.

    Who would own a new one is a person, told beside it. Raises BadRecipe where the grammar has changed since.
    """
    if proposal.recipe is None:
        return None
    before = catalog.get(proposal.kpi)
    return kpi_of(
        proposal.kpi,
        proposal.name,
        load(proposal.recipe),
        version=before.version + 1 if before else 1,
        better=proposal.better,
        owner=before.owner if before else "",
    )
