"""Each KPI against plain Python, on facts and questions that hypothesis makes up."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from kpi_engine import engine
from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import contract
from kpi_engine.figure import Figure, NoData, NotComputable, TooLittle, Value
from tests.kpi_engine import generated_facts as generated
from tests.kpi_engine import kpi_oracle as oracle
from tests.kpi_engine.facts_builder import build

LAST = generated.FIRST + timedelta(days=generated.SPAN)
EXAMPLES = {"duckdb": 12, "postgresql": 4, "hive": 4}  # of each KPI; Spark takes a second for what others do in a blink


def told(figure: Figure) -> tuple[Any, ...]:
    match figure:
        case Value():
            return ("value", figure.value, figure.n, figure.numerator, figure.denominator)
        case NoData():
            return ("no_data", figure.reason)
        case TooLittle():
            return ("too_little", figure.n)
        case NotComputable():
            return ("not_computable", figure.reason, figure.subject)


def close(expected: Any) -> Any:
    """Numbers to the last digits, everything else exactly, however deep."""
    if isinstance(expected, float):
        return pytest.approx(expected, rel=1e-12, abs=1e-9)
    if isinstance(expected, tuple):
        return tuple(map(close, expected))
    return {key: close(each) for key, each in expected.items()} if isinstance(expected, dict) else expected


def retold(answer: Answer) -> oracle.Expected:
    beside, cut = answer.comparison, answer.breakdown
    return oracle.Expected(
        headline=told(answer.headline),
        comparison=beside
        and (
            beside.period.start,
            beside.period.end,
            told(beside.figure),
            beside.change and beside.change.absolute,
            beside.facts_from,
        ),
        series=tuple((point.period.start, point.period.end, told(point.figure)) for point in answer.series),
        groups={each.value: told(each.figure) for each in cut.groups} if cut and not cut.refusal else None,
        refusal=cut.refusal.reason if cut and cut.refusal else None,
        left_out={each.reason.value: each.count for each in answer.left_out},
        facts_from=answer.facts_from,
    )


@pytest.mark.parametrize("kpi", list(CATALOG))
def test_every_database_answers_what_plain_python_answers(kpi: str, database: Engine) -> None:
    @settings(max_examples=EXAMPLES[database.dialect.name], deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(drawn=st.data())
    def holds(drawn: st.DataObject) -> None:
        check(kpi, database, drawn)

    holds()


def check(kpi: str, database: Engine, drawn: st.DataObject) -> None:
    calendar = drawn.draw(generated.calendars, "calendar")
    tables = drawn.draw(generated.tables(kpi), "tables")
    as_of = drawn.draw(st.dates(LAST - timedelta(days=150), LAST), "as of")
    facts = build(database, as_of, **tables)
    rows = {
        name: [{**dict.fromkeys(contract.tables[name].c.keys()), **row} for row in held]
        for name, held in tables.items()
    }
    for _ in range(3):
        question = drawn.draw(generated.questions(kpi, calendar, next(iter(tables))), "question")
        if question.by and question.by not in CATALOG[kpi].dimensions:
            continue
        answer = engine.answer(question, facts, catalog=CATALOG, calendar=calendar, currency="EUR")
        expected = oracle.expect(question, rows, as_of, calendar)
        found = retold(answer)
        for part in oracle.Expected.__dataclass_fields__:
            assert getattr(found, part) == close(getattr(expected, part)), part
