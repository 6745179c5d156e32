"""What the repositories take and give: frozen, complete, without language.

`team_id` is the Slack workspace, in Slack's own word; `team` is a sales team, by its name in the facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kpi_engine.target import Target


class Role(StrEnum):
    """What a person may press at all; whose figures she may see also depends on her team and her reports."""

    NONE = "none"
    REP = "rep"
    MANAGER = "manager"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack workspace that installed the assistant. A preference left None follows the settings."""

    team_id: str
    name: str
    bot_user_id: str
    zone: str | None = None
    language: str | None = None
    fiscal_year_starts: int | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a workspace: what Slack says of her, then where the sales organisation seats her."""

    team_id: str
    user_id: str
    email: str | None
    name: str
    synced_at: datetime
    locale: str | None = None
    tz: str | None = None
    active: bool = True
    guest: bool = False  # single- or multi-channel guest
    outsider: bool = False  # of another workspace, met in a shared channel
    workspace_admin: bool = False  # owner or admin in Slack

    role: Role = Role.NONE
    rep: str | None = None  # her key in the facts, if she sells
    team: str | None = None  # the team she sells in
    manages: tuple[str, ...] = ()  # teams with at least one of her reports
    reports: tuple[str, ...] = ()  # keys of the reps whose own manager she is
    closed_regions: tuple[str | None, ...] = ()  # whose figures would tell her those of one team; None is unknown


@dataclass(frozen=True, slots=True)
class Team:
    """A sales team. `headcount` is how many reps the facts give it; 0 once they no longer name it."""

    team_id: str
    name: str
    headcount: int
    managers: tuple[str, ...] = ()  # user ids


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question whose card carries buttons: what a press needs to put it again. Routing, never a right."""

    team_id: str
    key: str
    body: Mapping[str, object]
    asked_at: datetime


ERASED = "U0ERASED"
"""Stands for a person who was erased, where something has to name its author; the id of nobody in Slack."""

TERMINAL = ""
"""Stands for a workspace where an answer was given in the terminal."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that was given, by its receipt id: what it takes to give it again, never a right.

    `question` is complete, as it was put. Figures also depend on the calendar and the currency of the house.
    """

    team_id: str
    id: str
    question: Mapping[str, object]
    facts_version: str
    definition_version: int
    zone: str
    fiscal_year_starts: int
    currency: str
    answered_at: datetime


class Ending(StrEnum):
    """How a target came out of force."""

    REPLACED = "replaced"  # a newer one has the same KPI, scope and horizon, or was made from it
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class TargetEnd:
    """When, by whom (a user id; None in the terminal) and why a target came out of force."""

    at: datetime
    by: str | None
    why: Ending


@dataclass(frozen=True, slots=True)
class KeptTarget:
    """A target of a workspace, who set it and when; `end` is None while it is in force."""

    team_id: str
    id: str
    target: Target
    note: str
    set_by: str | None
    set_at: datetime
    end: TargetEnd | None = None


class Act(StrEnum):
    """What the audit remembers."""

    REP_FIGURES_READ = "rep_figures_read"
    ROLE_CHANGED = "role_changed"
    TARGET_SET = "target_set"
    TARGET_REPLACED = "target_replaced"
    TARGET_REMOVED = "target_removed"
    DIGEST_SET = "digest_set"
    DIGEST_CHANGED = "digest_changed"
    DIGEST_PAUSED = "digest_paused"
    DIGEST_RESUMED = "digest_resumed"
    DIGEST_DELETED = "digest_deleted"
    ALERT_SET = "alert_set"
    ALERT_CHANGED = "alert_changed"
    ALERT_REMOVED = "alert_removed"
    ALERT_HELD = "alert_held"
    ALERT_RESUMED = "alert_resumed"
    SENT_AGAIN = "sent_again"
    POLL_OPENED = "poll_opened"
    POLL_CLOSED = "poll_closed"
    DECISION_SET_ASIDE = "decision_set_aside"
    FEEDBACK_ACKNOWLEDGED = "feedback_acknowledged"
    FEEDBACK_PLANNED = "feedback_planned"
    FEEDBACK_DONE = "feedback_done"
    FEEDBACK_DECLINED = "feedback_declined"
    FEEDBACK_MERGED = "feedback_merged"
    FEEDBACK_ANSWERED = "feedback_answered"
    FEEDBACK_THEMED = "feedback_themed"
    TRIAGE_PLACE_SET = "triage_place_set"
    TRIAGE_PLACE_LEFT = "triage_place_left"
    DEFINITION_ADOPTED = "definition_adopted"
    DEFINITION_RETIRED = "definition_retired"
    PROPOSAL_MADE = "proposal_made"
    PROPOSAL_EDITED = "proposal_edited"
    PROPOSAL_WITHDRAWN = "proposal_withdrawn"
    PERSON_ERASED = "person_erased"
    AUDIT_CUT = "audit_cut"


class Kind(StrEnum):
    """What an act was done to, always written under a pseudonym: it may be a person."""

    USER = "user"
    REP = "rep"
    TARGET = "target"
    DIGEST = "digest"
    ALERT = "alert"
    DELIVERY = "delivery"
    POLL = "poll"
    FEEDBACK = "feedback"
    TEAM = "team"
    PROPOSAL = "proposal"
    DEFINITION = "definition"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Subject:
    """What an act concerned: a member by user id, a rep by the key in the facts, all else by its id."""

    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act. `actor` is a user id, None where the assistant itself acted; `detail` never names a person."""

    team_id: str
    at: datetime
    actor: str | None
    act: Act
    subject: Subject
    detail: str = ""
