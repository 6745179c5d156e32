"""What the engine asks in every database's own words.

DuckDB, PostgreSQL and Spark are asked for real. What is written for the others is read by sqlglot, which knows their
grammars, turned into DuckDB's words, and must then give the same rows there.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest
import sqlglot
from sqlalchemy import Date, Double, Engine, Integer, Select, column, create_engine, func, literal, make_url, select
from sqlalchemy.engine import Dialect
from sqlalchemy.pool import StaticPool
from sqlglot import exp

from kpi_engine.definitions import CATALOG
from kpi_engine.dialects import days_between, median, relation
from kpi_engine.facts import contract
from kpi_engine.question import Basis, Compare, Dimension, Question
from kpi_engine.scope import Level, Scope
from kpi_engine.together import answers
from storage.facts.spark import know_spark
from tests.kpi_engine.asking import PARIS, ask, quarter
from tests.kpi_engine.facts_builder import build
from tests.kpi_engine.generated_facts import TABLES

GRAMMARS = {"spark": "spark", "trino": "trino", "snowflake": "snowflake", "bigquery": "bigquery"}
EVERY = [(key, basis) for key, kpi in CATALOG.items() for basis in kpi.bases]


@cache
def dialect(name: str) -> Dialect:
    driver = know_spark() if name == "spark" else name
    return make_url(f"{driver}://").get_dialect()()


def written(statement: Select[Any], name: str) -> str:
    return str(statement.compile(dialect=dialect(name), compile_kwargs={"literal_binds": True}))


@pytest.fixture(scope="module")
def here() -> Iterator[Engine]:
    engine = create_engine("duckdb:///:memory:", poolclass=StaticPool)
    contract.create_all(engine)
    yield engine
    engine.dispose()


def rows(engine: Engine, statement: Select[Any] | str) -> list[str]:
    """What comes back, whatever its order; numbers but for their last digits, which depend on the order of adding."""
    with engine.connect() as connection:
        if isinstance(statement, str):
            found = connection.exec_driver_sql(statement, execution_options={"no_parameters": True}).all()
        else:
            found = connection.execute(statement).all()
    return sorted(
        str([f"{float(cell):.12g}" if isinstance(cell, Decimal | float) else cell for cell in row]) for row in found
    )


def in_words_of(name: str, statement: Select[Any]) -> str:
    (sentence,) = sqlglot.transpile(written(statement, name), read=name, write="duckdb")
    return sentence


def asked(engine: Engine, kpi: str, basis: Basis) -> Sequence[Select[Any]]:
    """The statements of a KPI that differ in more than their days, over facts that hold every table."""
    chance = Random(kpi)
    facts = build(
        engine, date(2025, 1, 20), **{name: [row(chance) for _ in range(200)] for name, row in TABLES.items()}
    )
    for compare, by in product(Compare, (None, Dimension.SEGMENT)):
        ask(facts, kpi, quarter(2024, 4), compare=compare, by=by, basis=basis)
    of_regions = [Question(kpi, quarter(2024, 4), Scope(Level.REGION, name), basis=basis) for name in ("Nord", "Sud")]
    answers(of_regions, facts, catalog=CATALOG, calendar=PARIS, currency="EUR")
    return list({str(statement): statement for statement in facts.fetched}.values())


@pytest.mark.parametrize(("kpi", "basis"), EVERY)
def test_a_kpi_asks_the_same_in_the_words_of_every_warehouse(here: Engine, kpi: str, basis: Basis) -> None:
    for statement, name in product(asked(here, kpi, basis), GRAMMARS):
        assert rows(here, in_words_of(name, statement)) == rows(here, statement), written(statement, name)


SOME = ([3.0, 1.0, 2.0], [4.0, 1.0, 3.0, 2.0], [7.5], [None, 5.0, None, 6.0], [None, None])


def middle(numbers: Sequence[float | None]) -> Select[Any]:
    given = relation("given", (column("number", Double),), [(each,) for each in numbers])
    return select(median(given.c.number))


@pytest.mark.parametrize("numbers", SOME)
def test_a_median_is_the_middle_or_the_mean_of_both(database: Engine, numbers: Sequence[float | None]) -> None:
    known = sorted(each for each in numbers if each is not None)
    expected = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2 if known else None
    with database.connect() as connection:
        assert connection.scalar(middle(numbers)) == expected


@pytest.mark.parametrize("numbers", SOME)
@pytest.mark.parametrize("name", GRAMMARS)
def test_a_median_is_written_exactly_for_every_warehouse(
    here: Engine, name: str, numbers: Sequence[float | None]
) -> None:
    assert rows(here, in_words_of(name, middle(numbers))) == rows(here, middle(numbers))


@pytest.mark.parametrize("name", ["trino", "bigquery"])
def test_no_median_asks_for_an_aggregate_that_the_warehouse_lacks(name: str) -> None:
    told = sqlglot.parse_one(written(middle([1.0]), name), read=name)
    assert not list(told.find_all(exp.WithinGroup, exp.PercentileCont, exp.Median, exp.ApproxQuantile))


APART = select(days_between(literal(date(2024, 2, 1), Date), literal(date(2024, 3, 1), Date)))


def test_days_are_counted_from_the_first_date_to_the_second(database: Engine) -> None:
    with database.connect() as connection:
        assert connection.scalar(APART) == 29


@pytest.mark.parametrize("name", GRAMMARS)
def test_every_warehouse_counts_days_in_its_own_order_of_arguments(here: Engine, name: str) -> None:
    assert sqlglot.parse_one(written(APART, name), read=name).find(exp.DateDiff)
    assert rows(here, in_words_of(name, APART)) == ["[29]"]


def test_rows_that_stand_in_the_statement_keep_their_types(database: Engine) -> None:
    shape = (column("number", Integer), column("day", Date))
    windows = relation("windows", shape, [(0, date(2024, 2, 1)), (1, None), (2, date(2024, 3, 1))])
    with database.connect() as connection:
        (row,) = connection.execute(select(func.max(windows.c.number), func.min(windows.c.day)))
    assert row == (2, date(2024, 2, 1))
