"""Where a target stands, as people are told it, and its mark on a chart."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi_engine.course import Course, Manner
from kpi_engine.figure import Direction, Figure, Interval, Unit
from kpi_engine.periods import Period
from kpi_engine.target import Target

_LEVELS = frozenset({Manner.SHARE, Manner.MEAN, Manner.LEVEL})  # the same over a part of the horizon as over all of it


class Verdict(StrEnum):
    """Where a target stands."""

    REACHED = "reached"
    MISSED = "missed"
    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    TOO_EARLY = "too_early"  # the interval holds both the way to the target and standing still
    OUT_OF_REACH = "out_of_reach"  # nothing that can still come would do
    NOT_BEGUN = "not_begun"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of a sum, and the days it is left for: done + per_week × days ÷ 7 = aim."""

    amount: float
    days: int

    @property
    def per_week(self) -> float:
        """The part of each of the weeks to come."""
        return self.amount * 7 / self.days


@dataclass(frozen=True, slots=True)
class Rest:
    """What the `volume` of rows still to come must be on average: done + value × volume = aim × all of them."""

    value: float
    volume: float


@dataclass(frozen=True, slots=True)
class Allowance:
    """Of the `listed`, `allowed` may be lost in all for the aim to hold; `lost` are."""

    listed: int
    lost: int
    allowed: int

    @property
    def left(self) -> int:
        """How many more may go; below 0 where too many have."""
        return self.allowed - self.lost


Needed = Remainder | Rest | Allowance


@dataclass(frozen=True, slots=True)
class Progress:
    """A target and where it stands.

    `way`: share of the way done, of the aim for sums, from baseline to aim otherwise; None where it cannot be told.
    `expected`: what the figure would be today on its way to the aim, `projected`: what a ripening one will come to, as
    its answer projects it (then with `ends`, the two it will lie between), else if it ripens as in earlier years.
    `sure`: the verdict rests on an interval. `facts_from`: a day inside the horizon
    before which nothing is recorded.
    """

    target: Target
    unit: Unit
    better: Direction
    currency: str | None
    manner: Manner
    table: str  # what is counted
    as_of: date
    days_left: int
    now: Figure
    course: Course
    verdict: Verdict
    way: float | None = None
    expected: float | None = None
    projected: float | None = None
    ends: Interval | None = None
    needed: Needed | None = None
    sure: bool = True
    facts_from: date | None = None

    @property
    def over(self) -> bool:
        """Whether the facts cover the horizon to its end."""
        return self.days_left == 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a target stands among the points of a series: what the figure should be by today, or the aim itself."""

    height: float
    aim: float

    @property
    def on_the_way(self) -> bool:
        """Whether it stands short of the aim."""
        return self.height != self.aim


def mark_of(standing: Progress, period: Period) -> Mark | None:
    """The height of a target in a series of which `period` is the last: its points count as many days, at its age.

    Over its own horizon that is what the figure should be by now; over a part of it, the aim, where that is a level.
    """
    horizon = standing.target.horizon
    if (horizon.start, horizon.end) == (period.start, period.end):
        return None if standing.expected is None else Mark(standing.expected, standing.target.aim)
    inside = horizon.start <= period.start and period.end <= horizon.end
    return Mark(standing.target.aim, standing.target.aim) if inside and standing.manner in _LEVELS else None
