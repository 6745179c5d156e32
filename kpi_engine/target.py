"""A target: the value that a KPI is to reach in a period, drawn from what it was in another.

The figure that it starts from is kept as it was computed, with the versions that gave it: a later import or
definition moves neither where a team began nor what it promised.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil, floor

from kpi_engine.answer import Answer
from kpi_engine.figure import Direction, Interval, Unit, Value
from kpi_engine.periods import Period
from kpi_engine.scope import Scope

_HIGHEST_SCORE = 100.0
_NEAR = 1e-9  # what floats lose: 1.1 × 80 leads are 88, not 89


class TargetKind(StrEnum):
    """How a target was said."""

    RELATIVE = "relative"  # 80 % + 10 % = 88 %
    POINTS = "points"  # 80 % + 10 points = 90 %
    ABSOLUTE = "absolute"  # 25 %


@dataclass(frozen=True, slots=True)
class Baseline:
    """The figure that a target starts from, frozen; `n`: the rows it rests on."""

    period: Period
    value: float
    interval: Interval | None
    n: int
    as_of: date
    facts_version: str
    definition_version: int

    @classmethod
    def of(cls, answer: Answer) -> "Baseline | None":
        """Freeze the headline of an answer; None where it has no value."""
        figure, receipt = answer.headline, answer.receipt
        if not isinstance(figure, Value):
            return None
        return cls(
            period=answer.question.period,
            value=figure.value,
            interval=figure.interval,
            n=figure.n,
            as_of=answer.as_of,
            facts_version=receipt.facts_version,
            definition_version=receipt.definition_version,
        )


@dataclass(frozen=True, slots=True)
class Target:
    """What `kpi` is to be over `horizon`, for `scope`.

    `amount`: 0.1 for +10 %; for points and absolute targets, in the KPI's own unit (10 points of a share are 0.1).
    `aim` is the value to reach, in the KPI's unit.
    """

    kpi: str
    scope: Scope
    horizon: Period
    kind: TargetKind
    amount: float
    aim: float
    baseline: Baseline | None = None


class AimProblem(StrEnum):
    """Why an aim cannot be one."""

    NO_BASELINE = "no_baseline"  # a relative target, or points, of nothing
    NO_CHANGE = "no_change"  # plus nothing
    NOTHING = "nothing"  # none, where more is better: there from the start
    BEYOND_THE_WHOLE = "beyond_the_whole"  # a share above 1
    BELOW_NOTHING = "below_nothing"  # fewer than none
    OFF_THE_SCALE = "off_the_scale"  # a score beyond -100 or 100


def aim_of(kind: TargetKind, amount: float, baseline: Baseline | None) -> float | AimProblem:
    """Compute the value to reach: b (1 + a), b + a, or a."""
    if kind is TargetKind.ABSOLUTE:
        return amount
    if amount == 0:
        return AimProblem.NO_CHANGE
    if baseline is None:
        return AimProblem.NO_BASELINE
    if kind is TargetKind.POINTS:
        return baseline.value + amount
    return baseline.value + abs(baseline.value) * amount or AimProblem.NO_CHANGE


def countable(aim: float, unit: Unit, better: Direction) -> float:
    """The aim as a figure of this unit can reach it: counts are whole, rounded to the better side."""
    if unit is not Unit.COUNT:
        return aim
    return float(floor(aim + _NEAR) if better is Direction.DOWN else ceil(aim - _NEAR))


def problem_of(aim: float, unit: Unit, better: Direction, *, capped: bool = True) -> AimProblem | None:
    """Tell why no figure of this unit can ever reach the aim, or any does; None where it is one."""
    if unit is Unit.SCORE:
        return AimProblem.OFF_THE_SCALE if abs(aim) > _HIGHEST_SCORE else None
    if unit is Unit.SHARE and capped and aim > 1:
        return AimProblem.BEYOND_THE_WHOLE
    if aim == 0 and better is not Direction.DOWN:
        return AimProblem.NOTHING
    return AimProblem.BELOW_NOTHING if aim < 0 else None


def is_better(value: float, than: float, better: Direction) -> bool:
    """Tell whether a value is at least as good as another."""
    return value <= than if better is Direction.DOWN else value >= than
