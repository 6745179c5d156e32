"""Ours: the engine as the assistant calls it, from a question to a complete answer with intervals and receipt."""

from pathlib import Path

from benchmarks.speed.asked import CALENDAR, CURRENCY, Asked, Cell, Found
from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Figure, Value
from storage.facts.duckdb_facts import DuckdbFacts


class EngineWay:
    """The published file, read through SQLAlchemy."""

    def __init__(self, facts: Path) -> None:
        self._facts = DuckdbFacts(facts)

    def find(self, asked: Asked) -> Found:
        answer = engine.answer(asked.question, self._facts, catalog=CATALOG, calendar=CALENDAR, currency=CURRENCY)
        periods = _periods(answer)
        windows = {number: _cell(periods[window.period]) for number, window in enumerate(asked.windows)}
        groups = answer.breakdown.groups if answer.breakdown else ()
        return Found(windows, {group.value: _cell(group.figure) for group in groups})


def _periods(answer: Answer) -> dict[object, Figure]:
    periods: dict[object, Figure] = {point.period: point.figure for point in answer.series}
    if answer.comparison:
        periods[answer.comparison.period] = answer.comparison.figure
    return periods


def _cell(figure: Figure) -> Cell:
    if not isinstance(figure, Value):
        raise TypeError(figure)
    return figure.value, figure.n
