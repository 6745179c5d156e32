"""What an answer holds beyond its figures: each kind of detail as blocks, and as JSON."""

from typing import Any

from bot.text import Text
from bot.views import cohorts, factors, friction, opened
from bot.views.friction_json import friction_json
from bot.views.kit import Block
from bot.views.mrkdwn import Markup
from kpi_engine.answer import Answer
from kpi_engine.cohorts import CohortGrid
from kpi_engine.detail import Detail
from kpi_engine.factors import Factors
from kpi_engine.friction import Friction
from kpi_engine.needed import Needed

Json = dict[str, Any]


def detail_blocks(answer: Answer, text: Text) -> tuple[Block, ...]:
    """The blocks that show it; none where there is no detail."""
    match answer.detail:
        case Needed() as needed:
            return opened.coverage(answer, needed, text)
        case Factors() as parts:
            return factors.factors(answer, parts, text)
        case Friction() as stages:
            return friction.friction(answer, stages, text)
        case CohortGrid() as grid:
            return cohorts.cohorts(answer, grid, text)
        case _:
            return ()


def detail_finding(answer: Answer, text: Text) -> Markup:
    """The one sentence that a detail is about; nothing where its figures speak for themselves."""
    detail = answer.detail
    return friction.finding(answer, detail, text) if isinstance(detail, Friction) else Markup()


def detail_in_short(answer: Answer, text: Text) -> Markup:
    """The same in one breath, for notifications and screen readers."""
    detail = answer.detail
    return friction.sentence(answer, detail, text) if isinstance(detail, Friction) else cohorts.in_short(answer, text)


def detail_json(detail: Detail | None) -> Json | None:
    """The detail as docs/answer-json.md documents it; null where there is none."""
    match detail:
        case Needed():
            return {
                "kind": "needed",
                "times": detail.times,
                "win_rate": detail.win_rate.value,
                "won": int(detail.win_rate.numerator or 0),
                "closed": detail.win_rate.n,
                "period": {"start": detail.period.start.isoformat(), "end": detail.period.end.isoformat()},
            }
        case Factors():
            then = detail.then
            return {
                "kind": "factors",
                "then": then and {"start": then.start.isoformat(), "end": then.end.isoformat()},
                "factors": [
                    {"name": each.name.value, "unit": each.unit.value, "now": each.now, "n": each.n}
                    | {"then": each.then, "effect": each.effect}
                    for each in detail.factors
                ],
            }
        case Friction():
            return friction_json(detail)
        case CohortGrid():
            return cohorts.cohorts_json(detail)
        case _:
            return None
