"""A channel's weekly digest, and how each of its weeks ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from kpi_engine.question import Compare
from kpi_engine.scope import Scope


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekday (1 is Monday) and a time of day on the clocks of a zone; never an instant."""

    zone: str  # IANA
    weekday: int = 1
    at: time = time(8)


class Look(StrEnum):
    """How the digest draws its figures."""

    PANEL = "panel"  # one picture of small charts
    NATIVE = "native"  # Slack's own charts, one for each of the first figures
    WORDS = "words"  # none


class DigestState(StrEnum):
    """Whether it goes out."""

    ACTIVE = "active"
    PAUSED = "paused"
    DELETED = "deleted"


class PauseReason(StrEnum):
    """Why it does not."""

    BY_HAND = "by_hand"
    ARCHIVED = "archived"  # the channel was archived
    LEFT = "left"  # the assistant is no longer in the channel
    OUTSIDERS = "outsiders"  # a guest or another company reads the channel
    RETIRED = "retired"  # none of its KPIs is defined any more


@dataclass(frozen=True, slots=True)
class Digest:
    """What a channel gets each week. `owner` (a user id) answers for it and is told what goes wrong.

    `fresher_than`: hours before its time within which the facts must have been published; None does not wait.
    Weeks due before `active_since` are nobody's miss.
    """

    team_id: str
    id: str
    channel_id: str
    owner: str
    scope: Scope
    kpis: tuple[str, ...]
    schedule: Schedule
    language: str
    compare: Compare
    fresher_than: int | None
    look: Look
    state: DigestState
    reason: PauseReason | None
    active_since: datetime
    created_at: datetime
    changed_at: datetime


class EditionState(StrEnum):
    """How far a week of a digest has come; once decided, its delivery says the rest."""

    WAITING = "waiting"  # for its turn or, where a reason is given, for fresher data
    DECIDED = "decided"
    SUPPRESSED = "suppressed"  # there was nothing to say, or nobody to say it to
    MISSED = "missed"  # too long after its time
    FAILED = "failed"  # it could not be computed; tried again until it is too late


UNDECIDED = frozenset({EditionState.WAITING, EditionState.FAILED})


@dataclass(frozen=True, slots=True)
class Edition:
    """One week of one digest. `period` is the ISO week it tells of, such as `2026-W47`.

    `figures` are those it posted, for finding out later whether they still hold; `checked_version` is the version of
    the facts in which they were last looked at. Until `lease_until` it is some process's to decide, and nobody else's.
    """

    team_id: str
    digest_id: str
    period: str
    due_at: datetime
    state: EditionState
    reason: str | None = None
    delivery_id: int | None = None
    facts_version: str | None = None
    checked_version: str | None = None
    figures: tuple[Mapping[str, object], ...] = ()
    decided_at: datetime | None = None
    lease_until: datetime | None = None
