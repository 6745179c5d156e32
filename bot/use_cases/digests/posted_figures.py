"""The figures that a digest posted: kept with its edition, to find out later whether they still hold.

A figure is restated where it reads differently and has moved by more than the tolerance: a tenth of half its 95 %
interval's width or, where it has none, a hundredth of itself (docs/decisions/098). The question names the last day
that the answer may know of, so that only what was recorded late can move it, never what happened since.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from bot.office import Office
from bot.text import Text
from bot.use_cases.digests.content import DigestContent
from bot.use_cases.digests.edition_news import Revised, Stated
from kpi_engine.answer import Answer
from kpi_engine.figure import Value
from kpi_engine.question import Question

OF_INTERVAL = 0.1
"""Part of half the interval's width that a figure may move by before it is restated."""

OF_VALUE = 0.01
"""The same where there is no interval: part of the figure itself."""


@dataclass(frozen=True, slots=True)
class PostedFigure:
    """A figure of a digest as it was posted, and as its channel was last told of it; `definition` is its version."""

    question: Question
    posted: Stated
    told: Stated
    definition: int = 1


_KEPT = TypeAdapter(PostedFigure)


def load(figures: Sequence[Mapping[str, object]]) -> list[PostedFigure]:
    """The figures that an edition kept."""
    return [_KEPT.validate_python(dict(each)) for each in figures]


def dump(figures: Sequence[PostedFigure]) -> list[dict[str, Any]]:
    """The figures as JSON values."""
    return [_KEPT.dump_python(each, mode="json") for each in figures]


def figures_posted(content: DigestContent, office: Office) -> list[dict[str, Any]]:
    """The figures of a digest that goes out, as an edition keeps them."""
    text = Text(content.digest.language, office.calendar)
    return dump([_posted(each.answer, state(each.answer, text)) for each in content.entries])


def _posted(answer: Answer, stated: Stated) -> PostedFigure:
    return PostedFigure(answer.question, stated, stated, answer.receipt.definition_version)


def state(answer: Answer, text: Text) -> Stated:
    """A figure as a channel reads it."""
    figure = answer.headline
    if not isinstance(figure, Value):
        return Stated(None, 0, "", answer.receipt.id)
    written = text.value(figure.value, figure.unit, answer.currency)
    half = (figure.interval.high - figure.interval.low) / 2 if figure.interval else None
    return Stated(figure.value, figure.n, written, answer.receipt.id, half)


def revised(figure: PostedFigure, answer: Answer, text: Text) -> Revised | None:
    """How the figure reads now, if its channel has to be told."""
    now = state(answer, text)
    if not has_moved(figure.told, now):
        return None
    return Revised(answer.question.kpi, answer.unit, answer.receipt.table, figure.told, now)


def has_moved(told: Stated, now: Stated) -> bool:
    """Whether a figure reads differently and is beyond the tolerance of what was told."""
    if told.value is None or now.value is None:
        return (told.value is None) != (now.value is None)
    tolerance = OF_INTERVAL * told.half_width if told.half_width else OF_VALUE * abs(told.value)
    return told.written != now.written and abs(now.value - told.value) > tolerance
