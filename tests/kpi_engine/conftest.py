"""The databases on which the engine's tests run: each test that asks facts runs once on every one of them."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, create_engine

from kpi_engine.facts import contract
from tests.conftest import PostgresServer
from tests.kpi_engine.facts_builder import duckdb


@pytest.fixture(scope="session")
def embedded() -> Engine:
    """DuckDB in memory."""
    return duckdb()


@pytest.fixture(scope="session")
def on_postgresql(postgres_server: PostgresServer) -> Iterator[Engine]:
    """A PostgreSQL database with the contract's tables."""
    with postgres_server.database() as url:
        engine = create_engine(url)
        contract.create_all(engine)
        yield engine
        engine.dispose()


@pytest.fixture(params=["duckdb", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest) -> Engine:
    """An engine with the contract's tables, whatever they hold: `facts_builder.build` fills them anew."""
    engine: Engine = request.getfixturevalue("embedded" if request.param == "duckdb" else "on_postgresql")
    return engine
