"""KPIs that people propose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kpi_engine.figure import Direction


class ProposalKind(StrEnum):
    """What is proposed."""

    NEW = "new"
    CHANGE = "change"
    DROP = "drop"
    TARGET = "target"


class ProposalState(StrEnum):
    """How far a proposal has come."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    IN_POLL = "in_poll"
    ADOPTED = "adopted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A KPI to add, change or drop, or a target to change.

    `recipe`: JSON of a kpi_engine.recipe.Recipe (NEW and CHANGE); `target`: JSON of a kpi_engine.target.Target as
    bot/use_cases/target_draft would keep it (TARGET). `author`, `owner`: user ids. `paired_with`: the key of the KPI
    that would show it being gamed. `revision` counts its author's edits, from 1. `language`:
    of its channel, in which its message is written.
    """

    team_id: str
    id: str
    author: str
    kind: ProposalKind
    kpi: str
    name: str
    better: Direction
    recipe: Mapping[str, object] | None
    target: Mapping[str, object] | None
    successor: str | None
    why: str
    owner: str | None
    paired_with: str | None
    state: ProposalState
    revision: int
    channel_id: str | None
    root_delivery: int | None
    created_at: datetime
    changed_at: datetime
    seconded_by: tuple[str, ...] = ()
    language: str = "en"
