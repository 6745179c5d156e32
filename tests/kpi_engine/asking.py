"""Short ways to put a question in a test."""

from datetime import date
from typing import Any

from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Value
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Question
from tests.kpi_engine.facts_builder import BuiltFacts

PARIS = Calendar("Europe/Paris")


def month(year: int, number: int) -> Period:
    return PARIS.containing(date(year, number, 1), Grain.MONTH)


def quarter(year: int, number: int) -> Period:
    return PARIS.containing(date(year, 3 * number - 2, 1), Grain.QUARTER)


def ask(
    facts: BuiltFacts,
    kpi: str,
    period: Period,
    *,
    calendar: Calendar = PARIS,
    currency: str | None = "EUR",
    **more: Any,
) -> Answer:
    return engine.answer(Question(kpi, period, **more), facts, catalog=CATALOG, calendar=calendar, currency=currency)


def value_of(answer: Answer) -> Value:
    assert isinstance(answer.headline, Value), answer.headline
    return answer.headline
