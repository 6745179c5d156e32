"""Wrong numbers that raise no error. The suite borrows the builder and the questions of the engine's tests."""

import pytest
from sqlalchemy import Engine

from tests.kpi_engine.facts_builder import duckdb


@pytest.fixture(scope="session")
def database() -> Engine:
    """One DuckDB in memory; each test fills it anew."""
    return duckdb()
