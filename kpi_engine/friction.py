"""Where opportunities stick: how long they stay in each stage, how many move on, how many are stalled."""

from dataclasses import dataclass

from kpi_engine.detail import Detail
from kpi_engine.figure import Change, Figure, Value
from kpi_engine.periods import Period

STALLED_AFTER = 1.5
"""Times the stage's median: who has been in it longer is stalled."""

MATURE = 0.9
"""A cohort is mature once this share of its stays has ended: what it will come to is nearly all known."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """What became of those who entered a stage in a period, and who was in it on the last day.

    `median`: days, by Kaplan & Meier, so that those still in it count for as long as they are. `advanced`: the share
    that went on to a later stage or was won within `within` days of entering; None: whenever, as all have left.
    `standing`: in it at the end of the last day, whenever they entered; `stalled`: of them, for more than 1.5 medians.
    """

    entered: int
    median: Figure
    advanced: Figure
    within: int | None
    standing: int
    stalled: int | None  # None where the median is not known


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the process; `then` is the mature cohort it is set beside, up to the same age.

    `course`: the medians of the periods before, oldest first, and of this one.
    """

    name: str
    now: Cohort
    then: Cohort | None = None
    change: Change | None = None  # of the median
    went_on: Change | None = None  # of the share that advanced
    course: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Friction(Detail):
    """The stages in the order of the process; `then` is the period of the mature cohort, None where there is none."""

    stages: tuple[Stage, ...]
    then: Period | None = None
    periods: tuple[Period, ...] = ()  # those of the stages' courses

    @property
    def slowest(self) -> Stage | None:
        """The stage that holds opportunities longest, by its median; of two alike, that with more of them stalled."""
        known = [stage for stage in self.stages if isinstance(stage.now.median, Value)]
        return max(known, key=_friction, default=None)


def _friction(stage: Stage) -> tuple[float, int]:
    median = stage.now.median
    return (median.value if isinstance(median, Value) else 0.0, stage.now.stalled or 0)
