"""Wrong numbers that raise no error. The suite borrows the builder and the questions of the engine's tests."""

import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine

sys.path.insert(0, str(Path(__file__).parents[1] / "kpi_engine"))

from facts_builder import duckdb


@pytest.fixture(scope="session")
def database() -> Engine:
    """One DuckDB in memory; each test fills it anew."""
    return duckdb()
