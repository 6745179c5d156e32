"""What people in the field say, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class FeedbackKind(StrEnum):
    """What it is about."""

    EXPECTATION = "expectation"  # what a customer expects
    MARKET = "market"  # a move of the market
    FRICTION = "friction"  # at a stage of the sale
    TOOL = "tool"  # a tool, or the data
    OTHER = "other"


class Sentiment(StrEnum):
    """How it is meant."""

    GOOD = "good"
    MIXED = "mixed"
    BAD = "bad"


class FeedbackState(StrEnum):
    """How far its triage has come."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    PLANNED = "planned"
    DONE = "done"
    DECLINED = "declined"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing that somebody said.

    `about`: what it is about, as far as said: kpi, period (as typed), segment, stage, account, competitor. `team`: the
    sales team whose managers read it, empty where none is known. `week`: the ISO week in the house's zone, `2026-W47`.
    Anonymous: `author` and `said_at` are None, `ticket` is the SHA-256 of the word that only the author was shown.
    `reason`: why it was declined, or what was done. `answered_at`: when its author could first hear of it. `changed_at`
    and `changed_by`: the last move of its state, by a manager.
    """

    team_id: str
    id: str
    kind: FeedbackKind
    body: str
    sentiment: Sentiment | None
    about: Mapping[str, str]
    team: str
    author: str | None
    said_at: datetime | None
    week: str
    ticket: str | None
    released: bool
    state: FeedbackState = FeedbackState.NEW
    owner: str | None = None
    due_on: date | None = None
    reason: str | None = None
    theme_id: str | None = None
    merged_into: str | None = None
    answered_at: datetime | None = None
    changed_at: datetime | None = None
    changed_by: str | None = None
    card_delivery: int | None = None

    @property
    def anonymous(self) -> bool:
        """Nobody, not even the records, can say whose it is."""
        return self.author is None


@dataclass(frozen=True, slots=True)
class FeedbackReply:
    """An answer to it, by a manager."""

    team_id: str
    id: str
    feedback_id: str
    by: str
    body: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Theme:
    """A subject that several people speak of."""

    team_id: str
    id: str
    name: str
    created_by: str | None
    created_at: datetime


class SignalOutcome(StrEnum):
    """What came of a weak signal."""

    CAME_FIRST = "came_first"  # the figure moved beyond noise after people had spoken
    CAME_LATE = "came_late"  # it had moved before
    NOTHING_MOVED = "nothing_moved"


@dataclass(frozen=True, slots=True)
class WeakSignal:
    """At least three people spoke of one theme for one segment or stage within 14 days.

    `before`: the figure of `kpi` when it was raised, as JSON: value, n, low, high, period.
    """

    team_id: str
    id: str
    theme_id: str
    dimension: str
    value: str
    kpi: str | None
    people: int
    first_said_on: date
    raised_at: datetime
    before: Mapping[str, object] | None
    outcome: SignalOutcome | None = None
    scored_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TriagePlace:
    """The channel in which a team's feedback is read; `team` is empty for what no team's channel takes."""

    team_id: str
    team: str
    channel_id: str
    set_by: str
    set_at: datetime
