"""A KPI's definition as a company adopted it, one version after the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kpi_engine.figure import Direction


class DefinitionChange(StrEnum):
    """What an adoption did."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class AdoptedDefinition:
    """One version. It rules from `effective_on`, a day of the house's calendar, until the next one does.

    `recipe` is the JSON of a kpi_engine.recipe.Recipe; None where the KPI is retired. `owner`, `adopted_by`: user ids.
    `successor`: the key of the KPI to look at instead of a retired one.
    """

    team_id: str
    kpi: str
    version: int
    change: DefinitionChange
    recipe: Mapping[str, object] | None
    name: str
    better: Direction
    owner: str | None
    paired_with: str | None
    why: str
    successor: str | None
    effective_on: date
    adopted_at: datetime
    adopted_by: str | None
    proposal_id: str | None = None
    poll_id: str | None = None
