"""Which picture an answer has: that of its detail's kind, or its series."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.charts import twin
from bot.charts.cohort_picture import cohort_picture
from bot.charts.friction import friction_picture
from bot.charts.native import over_time
from bot.charts.picture import Maker, Picture
from bot.charts.points import worth_drawing
from bot.text import Text
from kpi_engine.answer import Answer
from kpi_engine.cohorts import CohortGrid
from kpi_engine.detail import Detail
from kpi_engine.friction import Friction
from kpi_engine.progress import Mark


def _paint_series(answer: Answer, name: str, text: Text, mark: Mark | None) -> bytes:
    from bot.charts.png import draw  # noqa: PLC0415

    return draw(answer, name, text, mark)


def series(answer: Answer, name: str, text: Text, mark: Mark | None = None) -> Picture | None:
    """The course of the figure over time."""
    if not worth_drawing(answer):
        return None
    title, alt_text = over_time(answer, name, text), twin.alt_text(answer, name, text, mark)
    return Picture(_paint_series, (answer, name, text, mark), answer.question.kpi, title, alt_text)


PICTURES: Mapping[type[Detail], Maker] = MappingProxyType({CohortGrid: cohort_picture, Friction: friction_picture})
"""Who makes the picture of an answer that holds such a detail; all others show their series."""


def picture_of(answer: Answer, name: str, text: Text, mark: Mark | None = None) -> Picture | None:
    """The picture of an answer; None where there is nothing to see. `name` is the KPI's, `mark` its target's place."""
    maker = PICTURES.get(type(answer.detail))  # type: ignore[arg-type]
    return maker(answer, name, text) if maker else series(answer, name, text, mark)
