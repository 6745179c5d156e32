"""An explanation as the JSON that docs/why.md promises: exactly these keys, null where one does not apply."""

from fractions import Fraction
from math import isfinite
from typing import Any

from bot.text import Text
from bot.use_cases.explain_change import WhyReply
from bot.views.answer_json import answer_json, figure_json
from kpi_engine.figure import Figure, Unit
from kpi_engine.why import Contribution, Split

Json = dict[str, Any]


def why_json(reply: WhyReply, text: Text) -> Json:
    """The answer's own head, then the splits: the dimension that explains most first."""
    explanation = reply.explanation
    answer = answer_json(explanation.answer, reply.kpi, text)
    kept = ("kpi", "definition", "period", "as_of", "zone", "headline", "comparison", "receipt")
    return {key: answer[key] for key in kept} | {
        "by_chance": explanation.by_chance,
        "reason": explanation.reason.value if explanation.reason else None,
        "splits": [_split(split, explanation.answer.unit) for split in explanation.splits],
        "unsplit": [{"dimension": each.value, "reason": why.value} for each, why in explanation.unsplit],
    }


def _split(split: Split, unit: Unit) -> Json:
    return {
        "dimension": split.dimension.value,
        "change": _number(split.change),
        "strength": split.strength if isfinite(split.strength) else None,
        "lead": {"value": split.lead.value} if split.lead else None,
        "shift": {"value": split.shift.value} if split.shift else None,
        "against_all": split.against is not None,
        "contributions": [_contribution(each, unit) for each in split.contributions],
    }


def _contribution(each: Contribution, unit: Unit) -> Json:
    return {
        "kind": each.kind.value,
        "value": each.value,
        "groups": each.groups,
        "then": _side(each.then(unit)),
        "now": _side(each.now(unit)),
        "rate": _number(each.effect.rate),
        "mix": _number(each.effect.mix),
        "total": _number(each.effect.total),
    }


def _side(figure: Figure) -> Json:
    told = figure_json(figure)
    return {key: told[key] for key in ("outcome", "value", "n")}


def _number(exact: Fraction | None) -> float | None:
    return None if exact is None else float(exact)
