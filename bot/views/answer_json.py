"""An Answer as the JSON that docs/answer-json.md promises: exactly these keys, null where one does not apply."""

from collections.abc import Sequence
from typing import Any

from bot.text import Text
from bot.views.definition_words import definition_words
from bot.views.details import detail_json
from kpi_engine.answer import Answer, Break, Breakdown, Comparison, Incomparable, Point
from kpi_engine.detail import Maturity, Spread
from kpi_engine.figure import Change, Figure, Interval, NoData, NotComputable, TooLittle, Value
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Period

Json = dict[str, Any]


def answer_json(answer: Answer, kpi: Kpi, text: Text) -> Json:
    """The whole answer, in the order in which the page documents it."""
    return {
        "kpi": kpi.key,
        "definition": {
            "text": definition_words(kpi, answer.question.basis, text, answer.currency),
            "version": kpi.version,
        },
        "period": _period(answer.question.period, text, partial=answer.partial),
        "as_of": answer.as_of.isoformat(),
        "zone": answer.zone,
        "headline": figure_json(answer.headline),
        "comparison": _comparison(answer.comparison, text),
        "series": _series(answer.series),
        "incomparable": _incomparable(answer.incomparable),
        "former": _former(answer.broken),
        "maturity": _maturity(answer.maturity),
        "breakdown": _breakdown(answer.breakdown),
        "detail": detail_json(answer.detail),
        "left_out": [{"reason": left.reason.value, "count": left.count} for left in answer.left_out],
        "receipt": answer.receipt.id,
    }


def figure_json(figure: Figure) -> Json:
    """One figure, whatever its outcome."""
    blank: Json = dict.fromkeys(("outcome", "reason", "value", "numerator", "denominator", "n", "interval", "unit"))
    blank["unit"] = figure.unit.value
    match figure:
        case Value():
            return blank | {
                "outcome": "value",
                "value": _number(figure.value),
                "numerator": _number(figure.numerator),
                "denominator": _number(figure.denominator),
                "n": figure.n,
                "interval": _interval(figure.interval),
            }
        case NoData():
            return blank | {"outcome": "no_data", "reason": figure.reason.value, "n": 0}
        case TooLittle():
            return blank | {"outcome": "too_little", "reason": figure.reason.value, "n": figure.n}
        case NotComputable():
            return blank | {"outcome": "not_computable", "reason": f"{figure.reason.value}: {figure.subject}"}


def _period(period: Period, text: Text, *, partial: bool) -> Json:
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "label": text.period(period),
        "partial": partial,
    }


def _comparison(comparison: Comparison | None, text: Text) -> Json | None:
    if comparison is None:
        return None
    return {
        "kind": comparison.kind.value,
        "period": _period(comparison.period, text, partial=comparison.cut or comparison.facts_from is not None),
        "figure": figure_json(comparison.figure),
        "change": _change(comparison.change),
    }


def _change(change: Change | None) -> Json | None:
    if change is None:
        return None
    return {
        "absolute": change.absolute,
        "relative": change.relative,
        "interval": _interval(change.interval),
        "beyond_noise": change.beyond_noise,
    }


def _series(points: Sequence[Point]) -> list[Json]:
    return [{"start": point.period.start.isoformat(), "figure": figure_json(point.figure)} for point in points]


def _former(broken: Break | None) -> Json | None:
    if broken is None:
        return None
    return {"since": broken.since.isoformat(), "version": broken.version, "series": _series(broken.points)}


def _incomparable(found: Incomparable | None) -> Json | None:
    if found is None:
        return None
    return {
        "starts": [period.start.isoformat() for period in found.periods],
        "since": found.since.isoformat(),
        "late_event": found.late_event,
    }


def _maturity(found: Maturity | None) -> Json | None:
    if found is None:
        return None
    return {
        "horizon": found.horizon,
        "so_far": found.so_far,
        "eventual": {"value": found.eventual, "interval": _interval(found.eventual_interval)},
        "projected": {"value": found.projected, "interval": _interval(found.projected_interval)},
        "cohorts": found.cohorts,
        "n": found.n,
    }


def _breakdown(breakdown: Breakdown | None) -> Json | None:
    if breakdown is None:
        return None
    groups = [{"value": group.value, "figure": figure_json(group.figure)} for group in breakdown.groups]
    if breakdown.refusal:
        groups = [{"value": None, "figure": figure_json(breakdown.refusal)}]
    return {"dimension": breakdown.dimension.value, "groups": groups, "spread": _spread(breakdown.spread)}


def _spread(spread: Spread | None) -> Json | None:
    if spread is None:
        return None
    return {
        "p_value": spread.p_value,
        "test": spread.test.value,
        "groups": spread.groups,
        "within_chance": spread.within_chance,
        "apart": [{"value": each.value, "above": each.above} for each in spread.apart],
    }


def _interval(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value
