"""What the engine gives back: the single source of every surface (card, chart, table, JSON, terminal).

Frozen, without frames, without sentences.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kpi_engine.detail import Detail, Maturity, Spread
from kpi_engine.figure import Change, Direction, Figure, NotComputable, Unit
from kpi_engine.periods import Period
from kpi_engine.question import Dimension, Question


class ComparisonKind(StrEnum):
    """What then was."""

    PREVIOUS = "previous"
    YEAR = "year"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The figure of another period, cut to the same elapsed days and, for cohorts, to the same age."""

    kind: ComparisonKind
    period: Period  # as compared: already cut
    figure: Figure
    change: Change | None  # None unless both are values
    equal_age: bool = False  # cohorts: outcomes later than the same age were not counted
    cut: bool = False  # the period was shortened to the elapsed days of the one in progress
    facts_from: date | None = None  # not all of this period is recorded, only from that day: no change is drawn
    late_event: str | None = None  # the event recorded only from that day; None where the rows begin on it


@dataclass(frozen=True, slots=True)
class Point:
    """One period of the series; all points are alike: same length of period, same elapsed days, same age."""

    period: Period
    figure: Figure


@dataclass(frozen=True, slots=True)
class Break:
    """A change of definition inside the series: the version in force rules since that day, `version` did before.

    `points`: the periods that were over by then, as that version gives them; none where it measured in another unit.
    """

    since: date
    version: int
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Incomparable:
    """Periods before, oldest first, that are no points of the series: not all they need is recorded, only from a day.

    `late_event` names what is recorded only from then on; None where the rows themselves begin on it.
    """

    periods: tuple[Period, ...]
    since: date
    late_event: str | None


@dataclass(frozen=True, slots=True)
class Group:
    """One value of the breakdown's dimension; None is unknown."""

    value: str | None
    figure: Figure


@dataclass(frozen=True, slots=True)
class Breakdown:
    """All groups, largest n first. `refusal` is set instead of groups where the cut would lie.

    `spread` says whether the groups differ by more than chance; None where that cannot be told.
    """

    dimension: Dimension
    groups: tuple[Group, ...]
    refusal: NotComputable | None = None
    spread: Spread | None = None


class LeftOutReason(StrEnum):
    """Why a row of the period does not count."""

    OPEN = "open"  # still open, neither won nor lost
    CLOSED_BEFORE_CREATED = "closed_before_created"
    NO_AMOUNT = "no_amount"
    NO_ACCOUNT = "no_account"
    AFTER_AS_OF = "after_as_of"  # dated in the future of the facts
    CLOSED_UNDATED = "closed_undated"  # won or lost, on a day that is not recorded
    NO_OPPORTUNITY = "no_opportunity"  # a stage of an opportunity that the facts do not hold
    LEFT_BEFORE_ENTERED = "left_before_entered"
    NOT_CONTACTED = "not_contacted"  # a lead that nobody has contacted so far
    CONTACTED_BEFORE_CREATED = "contacted_before_created"
    OUT_OF_SCALE = "out_of_scale"  # a score that its survey's scale does not have
    NOT_YET = "not_yet"  # what is waited for has not come so far
    OUT_OF_ORDER = "out_of_order"  # the end lies before the day that days are counted from
    START_UNKNOWN = "start_unknown"  # the day that days are counted from is not recorded


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many rows of the period do not count, and why."""

    reason: LeftOutReason
    count: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What it takes to give the same number again. `id` is drawn from all the rest and the question."""

    id: str
    kpi: str
    definition_version: int
    facts_version: str
    table: str  # what was counted
    dated_by: str
    per: str | None = None  # what amounts are shared out over, where not over the rows themselves
    spells_from: str | None = None  # the table that tells when accounts were customers, where those are counted


@dataclass(frozen=True, slots=True)
class Answer:
    """All that any surface shows.

    `as_of` is the last day counted, `loaded_at` when the facts were published. `partial`: the facts do not cover the
    whole period, because it is in progress or because what the KPI needs is recorded only from `facts_from` on,
    a day after the period's start (for cohorts, it may even lie after its end: the first win ever recorded).
    `late_event` names what is recorded only from then on, where the rows themselves cover the whole period.
    `detail` is the table of a KPI that is one; its headline then counts what the table holds.
    `maturity` tells what a cohort will come to, where those before it can tell. All figures follow the definition in
    force; `broken` tells where in the series another one ruled.
    """

    question: Question
    as_of: date
    loaded_at: datetime
    zone: str
    currency: str | None
    unit: Unit
    better: Direction
    partial: bool
    headline: Figure
    comparison: Comparison | None
    series: tuple[Point, ...]
    breakdown: Breakdown | None
    left_out: tuple[LeftOut, ...]
    receipt: Receipt
    facts_from: date | None = None
    late_event: str | None = None
    detail: Detail | None = None
    maturity: Maturity | None = None
    incomparable: Incomparable | None = None
    broken: Break | None = None

    @property
    def former(self) -> tuple[Point, ...]:
        """The series under the version before, up to the day before the one in force began to rule."""
        return self.broken.points if self.broken else ()
