"""What a rule watches a figure for, and what it may see."""

from dataclasses import dataclass
from enum import StrEnum

from kpi_engine.figure import Direction, Unit
from kpi_engine.periods import Grain
from kpi_engine.scope import COMPANY, Scope

ENOUGH = 30
"""The smallest denominator of a rate that is judged, unless a rule says otherwise."""

_GAP = 0.02  # of the threshold
_POINT = {Unit.SHARE: 0.01, Unit.SCORE: 1.0}
_WHOLE = frozenset({Unit.COUNT, Unit.DAYS})


class Condition(StrEnum):
    """What is watched for."""

    BELOW = "below"  # a threshold: a target's aim, or an amount
    ABOVE = "above"
    CHANGE = "change"  # beyond noise, from the period before
    UNUSUAL = "unusual"  # outside the XmR limits of the figure's own past
    STALLED = "stalled"  # opportunities that stand in a stage longer than 1.5 times its median
    SILENT = "silent"  # no data for so many days


THRESHOLDS = frozenset({Condition.BELOW, Condition.ABOVE})


class Seen(StrEnum):
    """What one evaluation saw."""

    BREACH = "breach"
    GOOD = "good"  # beyond `recover_at`
    BETWEEN = "between"  # neither: on the good side of the threshold, not yet recovered
    TOO_FEW = "too_few"  # under the minimum volume: never a breach, never a recovery
    NO_DATA = "no_data"


UNTOLD = frozenset({Seen.TOO_FEW, Seen.NO_DATA})
"""What says nothing of the figure, either way."""


class Side(StrEnum):
    """Which changes are told of: those for the worse, or all."""

    WORSE = "worse"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched: a KPI of a scope, per whole period of `grain`, for a condition.

    `threshold` and `recover_at`: in the KPI's unit; opportunities for STALLED, days for SILENT. `min_volume`: the
    fewest rows that a figure is judged on, its denominator where it is a rate. `age`, for KPIs that ripen: the days
    that every row of a period has lived when it is judged. `breach_n` and `recover_n`: so many in a row open and
    close an episode.
    """

    kpi: str
    condition: Condition
    scope: Scope = COMPANY
    grain: Grain = Grain.WEEK
    threshold: float | None = None
    recover_at: float | None = None
    min_volume: int = 0
    age: int | None = None
    side: Side = Side.WORSE
    breach_n: int = 1
    recover_n: int = 1


class WatchProblem(StrEnum):
    """Why something cannot be watched."""

    NO_THRESHOLD = "no_threshold"
    NOTHING_TO_FALL_BELOW = "nothing_to_fall_below"  # below 0 of what is never negative
    NO_RECOVERY = "no_recovery"  # `recover_at` is not strictly on the good side


def recovery(condition: Condition, threshold: float, unit: Unit) -> float:
    """Where a breach is over unless a rule says otherwise: 2 % of the threshold away from it, of a rate one point."""
    gap = _POINT.get(unit) or max(abs(threshold) * _GAP, 1.0 if unit in _WHOLE else 0.0)
    return threshold + gap if condition is Condition.BELOW else threshold - gap


def volume(unit: Unit) -> int:
    """The minimum volume unless a rule says otherwise: only rates have one."""
    return ENOUGH if unit is Unit.SHARE else 0


def problem_of(watch: Watch, unit: Unit) -> WatchProblem | None:
    """Tell why a rule could never fire, or never recover; None where it can do both."""
    if watch.condition in {Condition.CHANGE, Condition.UNUSUAL}:
        return None
    if watch.threshold is None:
        return WatchProblem.NO_THRESHOLD
    if watch.condition is Condition.BELOW and watch.threshold <= 0 and unit is not Unit.SCORE:
        return WatchProblem.NOTHING_TO_FALL_BELOW
    if watch.condition not in THRESHOLDS or watch.recover_at is None:
        return None
    below = watch.condition is Condition.BELOW
    beyond = watch.recover_at > watch.threshold if below else watch.recover_at < watch.threshold
    return None if beyond else WatchProblem.NO_RECOVERY


def worse(watch: Watch, better: Direction) -> frozenset[int]:
    """The signs of the changes that are told of: -1 a fall, 1 a rise."""
    if watch.side is Side.BOTH or better is Direction.NEITHER:
        return frozenset({-1, 1})
    return frozenset({-1 if better is Direction.UP else 1})
