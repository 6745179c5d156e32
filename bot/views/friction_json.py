"""Friction as the JSON that docs/answer-json.md documents."""

from typing import Any

from kpi_engine.figure import Change, Figure, Value
from kpi_engine.friction import Cohort, Friction, Stage
from kpi_engine.periods import Period

Json = dict[str, Any]


def friction_json(detail: Friction) -> Json:
    """The stages in the order of the process; null for a figure that cannot be told."""
    slowest = detail.slowest
    return {
        "kind": "friction",
        "then": _period(detail.then) if detail.then else None,
        "slowest": slowest.name if slowest else None,
        "stages": [_stage(stage) for stage in detail.stages],
        "periods": [period.start.isoformat() for period in detail.periods],
    }


def _stage(stage: Stage) -> Json:
    return {
        "stage": stage.name,
        "now": _cohort(stage.now),
        "then": _cohort(stage.then) if stage.then else None,
        "median_change": _change(stage.change),
        "advanced_change": _change(stage.went_on),
        "medians": [_number(figure) for figure in stage.course],
    }


def _cohort(cohort: Cohort) -> Json:
    return {
        "entered": cohort.entered,
        "median_days": _number(cohort.median),
        "interval": _interval(cohort.median),
        "advanced": _number(cohort.advanced),
        "advanced_interval": _interval(cohort.advanced),
        "within": cohort.within,
        "standing": cohort.standing,
        "stalled": cohort.stalled,
    }


def _change(change: Change | None) -> Json | None:
    if change is None:
        return None
    return {
        "absolute": change.absolute,
        "interval": change.interval and [change.interval.low, change.interval.high],
        "beyond_noise": change.beyond_noise,
    }


def _number(figure: Figure) -> float | None:
    return figure.value if isinstance(figure, Value) else None


def _interval(figure: Figure) -> list[float] | None:
    found = figure.interval if isinstance(figure, Value) else None
    return [found.low, found.high] if found else None


def _period(period: Period) -> Json:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}
