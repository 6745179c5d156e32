"""A target and its progress as the JSON that docs/answer-json.md promises."""

from typing import Any

from bot.views.answer_json import figure_json
from kpi_engine.figure import Interval
from kpi_engine.progress import Allowance, Needed, Progress, Remainder, Rest
from kpi_engine.target import Baseline

Json = dict[str, Any]


def targets_json(progress: tuple[Progress, ...]) -> list[Json]:
    """All targets that bear on an answer."""
    return [_target(each) for each in progress]


def _target(progress: Progress) -> Json:
    target = progress.target
    return {
        "start": target.horizon.start.isoformat(),
        "end": target.horizon.end.isoformat(),
        "kind": target.kind.value,
        "amount": target.amount,
        "aim": target.aim,
        "baseline": _baseline(target.baseline) if target.baseline else None,
        "now": figure_json(progress.now),
        "expected": progress.expected,
        "projected": progress.projected,
        "way": progress.way,
        "course": {"line": progress.course.line.value, "done": progress.course.done},
        "verdict": progress.verdict.value,
        "needed": _needed(progress.needed),
        "days_left": progress.days_left,
    }


def _baseline(baseline: Baseline) -> Json:
    return {
        "start": baseline.period.start.isoformat(),
        "end": baseline.period.end.isoformat(),
        "value": baseline.value,
        "interval": _interval(baseline.interval),
        "n": baseline.n,
        "as_of": baseline.as_of.isoformat(),
        "facts_version": baseline.facts_version,
        "definition_version": baseline.definition_version,
    }


def _needed(needed: Needed | None) -> Json | None:
    match needed:
        case Remainder():
            return {"kind": "remainder", "amount": needed.amount, "days": needed.days, "per_week": needed.per_week}
        case Rest():
            return {"kind": "rest", "value": needed.value, "volume": needed.volume}
        case Allowance():
            allowed = {"listed": needed.listed, "lost": needed.lost, "allowed": needed.allowed, "left": needed.left}
            return {"kind": "allowance", **allowed}
        case None:
            return None


def _interval(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None
