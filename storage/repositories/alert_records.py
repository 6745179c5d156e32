"""A rule that watches a figure, what it saw, and the episode from a breach to its recovery.

What is watched for and what may be seen, `Condition` and `Seen`, are the engine's: kpi_engine/alerts/watch.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from kpi_engine.alerts.watch import Condition, Seen
from kpi_engine.periods import Grain
from kpi_engine.scope import Scope
from storage.repositories.digest_records import PauseReason

HELD = "held"
"""The setting of a rule that says why it is held."""


class EpisodeState(StrEnum):
    """How far an episode has come."""

    BREACHED = "breached"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    RECOVERED = "recovered"


class CloseReason(StrEnum):
    """Why an episode is over."""

    RECOVERED = "recovered"
    RULE_CHANGED = "rule_changed"
    RULE_DELETED = "rule_deleted"
    DEFINITION_CHANGED = "definition_changed"  # what was watched is measured otherwise now


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From and until when, on the clocks of the rule's zone, nothing is sent; it goes out at the end of them."""

    start: time
    end: time


@dataclass(frozen=True, slots=True)
class AlertRule:
    """What is watched, and who is told. `ended_at` is None while it is in force.

    `definition` is the version of the KPI's definition by which it judges; None until it is first looked at.

    `threshold` and `recover_at` are in the KPI's own unit (a share in [0, 1]), opportunities for STALLED, days for
    SILENT; `recover_at` lies strictly on the good side. `settings` holds what some rules need alone: `target_id` of a
    threshold that follows a target, `side` of CHANGE and UNUSUAL (worse, both), `age` of KPIs that ripen,
    `escalate_hours`, `tell` (more user ids who are told by direct message), `held` (why nothing comes to the channel).
    """

    team_id: str
    id: str
    channel_id: str
    owner: str
    kpi: str
    scope: Scope
    grain: Grain
    condition: Condition
    threshold: float | None
    recover_at: float | None
    settings: Mapping[str, object]
    min_volume: int
    breach_n: int
    recover_n: int
    quiet: QuietHours | None
    zone: str
    language: str
    created_at: datetime
    changed_at: datetime
    ended_at: datetime | None = None
    definition: int | None = None

    @property
    def held(self) -> PauseReason | None:
        """What happened to the channel, so that nothing is judged or told until somebody resumes it."""
        reason = self.settings.get(HELD)
        return PauseReason(str(reason)) if reason else None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One look at a rule's figure: of the period that begins on `period`, in one version of the facts."""

    team_id: str
    rule_id: str
    period: date
    facts_version: str
    seen: Seen
    value: float | None
    n: int | None
    evaluated_at: datetime


@dataclass(frozen=True, slots=True)
class NewEpisode:
    """The beginning of an episode: the `number`th of its rule."""

    team_id: str
    rule_id: str
    number: int
    told: Mapping[str, object]
    breaches: int
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Episode:
    """From a breach to its recovery: one thread in the channel, whose first message is `root_delivery`.

    `told` is what that message says, in figures; `breaches` and `good` count evaluations in a row.
    """

    id: int
    team_id: str
    rule_id: str
    number: int
    state: EpisodeState
    told: Mapping[str, object]
    breaches: int
    good: int
    opened_at: datetime
    snoozed_until: datetime | None = None
    snoozes: int = 0
    actor: str | None = None
    acted_at: datetime | None = None
    assignee: str | None = None
    root_delivery: int | None = None
    edited_on: date | None = None
    escalated_at: datetime | None = None
    closed_at: datetime | None = None
    close_reason: CloseReason | None = None
