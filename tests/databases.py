"""The databases on which tests of facts run: each such test runs once on every one of them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from kpi_engine.facts import contract
from storage.facts.spark import know_spark
from tests.spark.views import fill_view

ON_SPARK = [pytest.mark.spark, pytest.mark.timeout(600)]
EVERY_DATABASE = [
    "duckdb",
    pytest.param("postgresql", marks=pytest.mark.postgres),
    pytest.param("spark", marks=ON_SPARK),
]


@pytest.fixture(scope="session", params=EVERY_DATABASE)
def database(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine with the contract's tables, whatever they hold: `facts_builder.build` fills them anew."""
    openers = {"duckdb": _duckdb, "postgresql": _postgresql, "spark": _spark}
    yield from openers[request.param](request)


def _duckdb(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = create_engine("duckdb:///:memory:", poolclass=StaticPool)
    contract.create_all(engine)
    yield engine
    engine.dispose()


def _postgresql(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with request.getfixturevalue("postgres_server").database() as url:
        engine = create_engine(url)
        contract.create_all(engine)
        yield engine
        engine.dispose()


def _spark(request: pytest.FixtureRequest) -> Iterator[Engine]:
    address: str = request.getfixturevalue("spark_address")
    engine = create_engine(f"{know_spark()}://{address}/default", poolclass=StaticPool)
    with engine.connect() as connection:
        for table in contract.tables.values():
            fill_view(connection, table, ())
    yield engine
    engine.dispose()
