"""What of a week's figures matters: what moved beyond noise, what falls behind its target, what was won."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kpi_engine.answer import Answer
from kpi_engine.figure import Change, Direction, Interval
from kpi_engine.pace import Progress, Verdict
from kpi_engine.periods import Period


class NewsKind(StrEnum):
    """Why something is told."""

    MOVED = "moved"  # a change whose interval excludes 0
    AT_RISK = "at_risk"  # behind its target, or beyond reach of it
    REACHED = "reached"  # a target


@dataclass(frozen=True, slots=True)
class News:
    """One thing that matters about a KPI. `better`: whether it moved the way that is better; None where neither is."""

    kpi: str
    kind: NewsKind
    better: bool | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of the week and where its target stands."""

    answer: Answer
    progress: Progress | None = None

    @property
    def kpi(self) -> str:
        """Its key."""
        return self.answer.question.kpi


def news_of(told: Sequence[Told], week: Period) -> tuple[News, ...]:  # noqa: ARG001
    """At most one piece of news of each kind, the weightiest."""
    return tuple(each for each in (_moved(told), _at_risk(told)) if each)


def _moved(told: Sequence[Told]) -> News | None:
    moved = [each for each in told if _strength(each) > 1]
    if not moved:
        return None
    furthest = max(moved, key=_strength)
    change = _change(furthest)
    up = change is not None and change.absolute > 0
    better = furthest.answer.better
    return News(furthest.kpi, NewsKind.MOVED, None if better is Direction.NEITHER else up is (better is Direction.UP))


def _at_risk(told: Sequence[Told]) -> News | None:
    risky = [each for each in told if each.progress and each.progress.verdict in {Verdict.BEHIND, Verdict.OUT_OF_REACH}]
    return News(risky[0].kpi, NewsKind.AT_RISK) if risky else None


def _strength(each: Told) -> float:
    """How many times its margin of error a change is; at most 1 is noise."""
    change = _change(each)
    match change.interval if change else None:
        case Interval(low, high) if change and high > low:
            return abs(change.absolute) * 2 / (high - low) if change.beyond_noise else 0.0
    return 0.0


def _change(each: Told) -> Change | None:
    return each.answer.comparison.change if each.answer.comparison else None
