"""The cluster on which `pytest --spark` asks its questions is one."""

import time

import pytest
from sqlalchemy import create_engine, text

from storage.facts.spark import know_spark

pytestmark = [pytest.mark.spark, pytest.mark.timeout(600)]


PATIENCE = 60.0  # seconds until the second worker has come forward


def test_rows_are_worked_on_by_two_processes(spark_address: str) -> None:
    engine = create_engine(f"{know_spark()}://{spark_address}/default")
    itself = "java_method('java.lang.ProcessHandle', 'current')"
    workers: set[str] = set()
    end = time.monotonic() + PATIENCE
    with engine.connect() as connection:
        while len(workers) < 2 and time.monotonic() < end:
            workers |= set(connection.scalars(text(f"SELECT DISTINCT {itself} FROM range(0, 100000, 1, 8)")))
    engine.dispose()
    assert len(workers) == 2
