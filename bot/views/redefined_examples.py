"""Figures whose definition changed inside their series, from invented answers."""

from dataclasses import replace
from datetime import date

from kpi_engine.answer import Answer, Break, Point
from kpi_engine.figure import Interval, Value

_SINCE = date(2026, 4, 1)


def redefined(answer: Answer, since: date = _SINCE) -> Answer:
    """The same answer by version 2; version 1 gave a fifth more in the periods that were over by then."""
    over = (point for point in answer.series if point.period.end <= since)
    before = tuple(Point(each.period, _more(each.figure)) for each in over if isinstance(each.figure, Value))
    return replace(_by_version_2(answer), broken=Break(since, 1, before))


def measured_otherwise(answer: Answer) -> Answer:
    """By version 2; version 1 counted in another unit, so that it gives no points."""
    return replace(_by_version_2(answer), broken=Break(_SINCE, 1))


def _by_version_2(answer: Answer) -> Answer:
    return replace(answer, receipt=replace(answer.receipt, definition_version=2))


def _more(figure: Value) -> Value:
    value = figure.value * 1.2
    return Value(value, figure.n, figure.unit, interval=Interval(value * 0.9, value * 1.1))
