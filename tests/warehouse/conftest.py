"""A warehouse that is not ours: PostgreSQL and Spark, where a data team offers views."""

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import create_engine

from storage.facts.warehouse import connect
from tests.databases import ON_SPARK
from tests.terminal.conftest import kpi
from tests.warehouse.offering import Offering

__all__ = ["kpi", "offering"]

_numbers = count(1)


@pytest.fixture(params=[pytest.param("postgresql", marks=pytest.mark.postgres), pytest.param("spark", marks=ON_SPARK)])
def offering(request: pytest.FixtureRequest) -> Iterator[Offering]:
    """An empty schema of a data team."""
    schema = f"offered_{next(_numbers)}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
        place, team = f"warehouse+{url}&schema={schema}", create_engine(url)
    else:
        address = request.getfixturevalue("spark_address")
        place, team = f"hive://{address}/{schema}", connect(f"hive://{address}/default")
    with team.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    yield Offering(place, team, schema)
    with team.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    team.dispose()
