"""A figure: what it counts, how sure it is, or why there is none. One of four outcomes, each its own type.

Unknown is never 0. Frozen, without sentences.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FLOOR = 5
"""The smallest named group whose figure is shown."""


class Unit(StrEnum):
    """What a value counts. A share lies in [0, 1], or on some bases above; money is in the answer's currency."""

    COUNT = "count"
    SHARE = "share"
    DAYS = "days"
    MONEY = "money"
    MONEY_PER_DAY = "money_per_day"
    RATIO = "ratio"  # how many times one thing holds another: 3.2 ×
    SCORE = "score"  # points of a scale of its own, such as NPS from -100 to 100


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"  # more is no better than less: a change is told without praise or blame


class Reason(StrEnum):
    """Why there is no value. Views turn each into a sentence."""

    EMPTY_DENOMINATOR = "empty_denominator"  # nothing to divide by in this period and group
    NO_ROWS = "no_rows"  # a mean or a median of nothing
    BEFORE_FACTS = "before_facts"  # the whole period lies before the first fact
    BEFORE_OUTCOME = "before_outcome"  # the whole period lies before the day from which its outcome is recorded
    AFTER_FACTS = "after_facts"  # the whole period lies after the as-of day
    BELOW_FLOOR = "below_floor"  # a named group smaller than the floor
    TABLE_MISSING = "table_missing"  # the organisation brought no such table
    OUTCOME_NOT_RECORDED = "outcome_not_recorded"  # a share whose other outcome never occurs in the facts
    DIMENSION_FOLLOWS_OUTCOME = "dimension_follows_outcome"  # the dimension is known only once the outcome is
    HISTORY_NOT_KEPT = "history_not_kept"  # what a dimension was on a past day is not recorded
    GOAL_NOT_SPLIT = "goal_not_split"  # measured against one target, which the groups do not share out
    NO_GOAL = "no_goal"  # measured against a target, and none is set for this period
    GOAL_REACHED = "goal_reached"  # nothing is left of the target: it is met
    TOO_YOUNG = "too_young"  # asked for at an age that not all of its rows have reached
    SEVERAL_CURRENCIES = "several_currencies"  # amounts in more than one currency do not add up
    KEPT_BACK = "kept_back"  # what the reader may not see could be worked out from what she may


@dataclass(frozen=True, slots=True)
class Interval:
    """95 % confidence interval, in the figure's own unit."""

    low: float
    high: float


class Companion(StrEnum):
    """Figures that stand beside the headline value, in the same unit."""

    MEAN = "mean"
    MEDIAN = "median"
    FIRST_QUARTILE = "first_quartile"
    THIRD_QUARTILE = "third_quartile"
    PROMOTERS = "promoters"  # their share in percent, as points of the score
    DETRACTORS = "detractors"
    PER_RESPONSE = "per_response"  # the score over all responses, whoever gave them


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, with `numerator` and `denominator` where it is a quotient; `n`: the rows it rests on."""

    value: float
    n: int
    unit: Unit
    numerator: float | None = None
    denominator: float | None = None
    interval: Interval | None = None
    beside: tuple[tuple[Companion, float], ...] = ()


@dataclass(frozen=True, slots=True)
class NoData:
    """Nothing to compute from: said in words, never 0.

    For the eye only: `first_day`, where the facts begin later, and `event`, what is recorded only from that day on.
    """

    reason: Reason
    unit: Unit
    first_day: date | None = field(default=None, compare=False)
    event: str | None = field(default=None, compare=False)
    last_day: date | None = field(default=None, compare=False)  # where the rows end before the period begins


@dataclass(frozen=True, slots=True)
class TooLittle:
    """A named group below the floor: its size is known, its value is kept back."""

    n: int
    unit: Unit
    reason: Reason = Reason.BELOW_FLOOR


@dataclass(frozen=True, slots=True)
class NotComputable:
    """The facts cannot carry this figure. `subject` names the table, dimension or outcome at fault.

    `preferred`, for the eye only: the table that would do as well as the missing one, and come first.
    """

    reason: Reason
    unit: Unit
    subject: str
    preferred: str | None = field(default=None, compare=False)


Figure = Value | NoData | TooLittle | NotComputable


@dataclass(frozen=True, slots=True)
class Change:
    """Now minus then, in the figure's unit. Beyond noise: the interval excludes 0."""

    absolute: float
    relative: float | None  # None where then is 0
    interval: Interval | None
    beyond_noise: bool | None  # None where no interval can be given
    too_few: bool = False  # no interval because one side rests on too few rows for one
