"""Which picture an answer has: what draws it, of what, what it is called, and the words that say the same."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from bot.charts import twin
from bot.charts.native import over_time
from bot.charts.points import worth_drawing
from bot.text import Text
from kpi_engine.answer import Answer
from kpi_engine.detail import Detail


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be drawn: `paint(*of)` gives its PNG.

    `paint` is a function of a module, which a worker process finds by its name; it imports matplotlib itself, so that
    the bot never does. `of` can be pickled. `file` is the picture's name without `.png`.
    """

    paint: Callable[..., bytes]
    of: tuple[Any, ...]
    file: str
    title: str
    alt_text: str


Maker = Callable[[Answer, str, Text], Picture | None]
"""Gives an answer's picture, if there is anything to see; takes the KPI's name in the reader's language."""


def _paint_series(answer: Answer, name: str, text: Text) -> bytes:
    from bot.charts.png import draw  # noqa: PLC0415

    return draw(answer, name, text)


def series(answer: Answer, name: str, text: Text) -> Picture | None:
    """The course of the figure over time."""
    if not worth_drawing(answer):
        return None
    title, alt_text = over_time(answer, name, text), twin.alt_text(answer, name, text)
    return Picture(_paint_series, (answer, name, text), answer.question.kpi, title, alt_text)


PICTURES: Mapping[type[Detail], Maker] = MappingProxyType({})
"""Who makes the picture of an answer that holds such a detail; all others show their series."""


def picture_of(answer: Answer, name: str, text: Text) -> Picture | None:
    """The picture of an answer; None where there is nothing to see. `name` is the KPI's."""
    return PICTURES.get(type(answer.detail), series)(answer, name, text)  # type: ignore[arg-type]
