"""What a rule watches a figure for, and what it may see."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from kpi_engine.figure import Direction, Unit
from kpi_engine.periods import Grain
from kpi_engine.scope import COMPANY, Scope

ENOUGH = 30
"""The smallest denominator of a rate that is judged, unless a rule says otherwise."""

_GAP = 0.02  # of the threshold
_HIGHEST_SCORE = 100.0
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
    OFF_THE_SCALE = "off_the_scale"  # no figure lies beyond the threshold, or none on its good side
    RECOVERY_OFF_THE_SCALE = "recovery_off_the_scale"  # no figure is ever as good as `recover_at`


def recovery(condition: Condition, threshold: float, unit: Unit, *, capped: bool = True) -> float:
    """Where a breach is over unless a rule says otherwise: 2 % of the threshold away from it, of a rate one point.

    Never beyond the end of the scale: below 99.5 % is over at 100 %.
    """
    gap = _POINT.get(unit) or max(abs(threshold) * _GAP, 1.0 if unit in _WHOLE else 0.0)
    low, high = _ends(unit, capped=capped)
    if condition is Condition.BELOW:
        return min(threshold + gap, max(threshold, high))
    return max(threshold - gap, min(threshold, low))


def _ends(unit: Unit, *, capped: bool) -> tuple[float, float]:
    """The least and the most that a figure of this unit can be."""
    if unit is Unit.SCORE:
        return -_HIGHEST_SCORE, _HIGHEST_SCORE
    return 0.0, 1.0 if unit is Unit.SHARE and capped else inf


def volume(unit: Unit) -> int:
    """The minimum volume unless a rule says otherwise: only rates have one."""
    return ENOUGH if unit is Unit.SHARE else 0


def problem_of(watch: Watch, unit: Unit, *, capped: bool = True) -> WatchProblem | None:
    """Tell why a rule could never fire, or never recover; None where it can do both.

    `capped`: a share ends at the whole.
    """
    if watch.condition in {Condition.CHANGE, Condition.UNUSUAL}:
        return None
    if watch.threshold is None:
        return WatchProblem.NO_THRESHOLD
    if watch.condition is Condition.BELOW and watch.threshold <= 0 and unit is not Unit.SCORE:
        return WatchProblem.NOTHING_TO_FALL_BELOW
    if watch.condition not in THRESHOLDS or watch.recover_at is None:
        return None
    return _unrecovered(watch.condition, watch.threshold, watch.recover_at, _ends(unit, capped=capped))


def _unrecovered(
    condition: Condition, threshold: float, recover_at: float, ends: tuple[float, float]
) -> WatchProblem | None:
    low, high = ends
    if not low < threshold < high:
        return WatchProblem.OFF_THE_SCALE
    if not (recover_at > threshold if condition is Condition.BELOW else recover_at < threshold):
        return WatchProblem.NO_RECOVERY
    return None if low <= recover_at <= high else WatchProblem.RECOVERY_OFF_THE_SCALE


def worse(watch: Watch, better: Direction) -> frozenset[int]:
    """The signs of the changes that are told of: -1 a fall, 1 a rise."""
    if watch.side is Side.BOTH or better is Direction.NEITHER:
        return frozenset({-1, 1})
    return frozenset({-1 if better is Direction.UP else 1})
