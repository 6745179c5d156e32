"""Whoever takes the next message looks at that one, however many wait behind it.

When all that waited was sorted for each claim, one of 100,000 took 30 (PostgreSQL) to 130 times (SQLite) as long as one
of 1,000.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter

import pytest
from sqlalchemy import text

from storage.database import WRITING, open_engine
from storage.models import DeliveryRow
from storage.unit_of_work import Records, UnitOfWork
from tests.statements import Asked, statements
from tests.storage.records.delivery_office import DUE, TERMS, queue

FEW, MANY = 1_000, 100_000
TRIES = 12
HOUR = timedelta(hours=1)

Take = Callable[[UnitOfWork], object]


@dataclass
class Queue:
    """A queue that can be made longer."""

    records: Records
    url: str

    def __post_init__(self) -> None:
        self._engine = open_engine(self.url).execution_options(**WRITING)
        self._length = 0

    def fill(self, many: int, **columns: str) -> None:
        """Queue messages until there are so many, each to a channel of its own; `columns` as SQL over the number i."""
        queue(self.records, number=self._length, channel=f"first-{self._length}")
        own = {"dedup_key": "'k' || i", "slack_key": "'s' || i", "channel_id": "'C' || i"} | columns
        names = [each.name for each in DeliveryRow.__table__.columns if each.name != "id"]
        values = ", ".join(own.get(each, each) for each in names)
        numbers = (
            "WITH RECURSIVE n(i) AS (SELECT CAST(:first AS integer) UNION ALL SELECT i + 1 FROM n WHERE i < :last)"
        )
        like = "SELECT * FROM deliveries ORDER BY id DESC LIMIT 1"
        told = f"INSERT INTO deliveries ({', '.join(names)}) {numbers} SELECT {values} FROM ({like}) AS one, n"
        with self._engine.begin() as connection:
            connection.execute(text(told), {"first": self._length + 1, "last": many})
            if self._engine.dialect.name != "sqlite":
                connection.execute(text("ANALYZE deliveries"))  # as PostgreSQL does by itself, a minute later
        self._length = many

    def plan(self, asked: Asked) -> str:
        """How the database would go about a statement."""
        how = "EXPLAIN QUERY PLAN " if self._engine.dialect.name == "sqlite" else "EXPLAIN "
        with self._engine.connect() as connection:
            return "\n".join(str(line[-1]) for line in connection.exec_driver_sql(how + asked.statement, asked.values))

    def seconds(self, take: Take) -> float:
        """The shortest time that taking one took."""
        spent = []
        for _ in range(TRIES):
            with self.records.writing() as work:
                began = perf_counter()
                assert take(work)
                spent.append(perf_counter() - began)
        return min(spent)

    def close(self) -> None:
        """Empty what is long to empty row by row."""
        if self._engine.dialect.name != "sqlite":
            with self._engine.begin() as connection:
                connection.execute(text("TRUNCATE deliveries CASCADE"))
        self._engine.dispose()


@pytest.fixture
def waiting(records: Records, migrated_url: str) -> Iterator[Queue]:
    made = Queue(records, migrated_url)
    yield made
    made.close()


def claim(work: UnitOfWork) -> object:
    return work.claims.take(TERMS, DUE + HOUR)


def edit(work: UnitOfWork) -> object:
    return work.delivery_edits.take(DUE + HOUR, HOUR)


def asked_by(take: Take, records: Records) -> Asked:
    """The statement that takes one."""
    with statements() as asked, records.writing() as work:
        assert take(work)
    return next(each for each in asked if each.statement.startswith("UPDATE deliveries"))


def test_one_of_a_hundred_thousand_messages_is_claimed_as_fast_as_one_of_a_thousand(waiting, records):
    waiting.fill(FEW)
    among_few = waiting.seconds(claim)
    waiting.fill(MANY)
    among_many = waiting.seconds(claim)
    assert among_many < 10 * among_few
    plan = waiting.plan(asked_by(claim, records))
    assert "ix_deliveries_to_send" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
    assert "Seq Scan on deliveries" not in plan


def test_an_edit_is_found_at_once_among_all_that_was_ever_sent(waiting, records):
    waiting.fill(FEW, state="'sent'", edit_number="CASE WHEN i > 900 THEN 1 ELSE 0 END")
    among_few = waiting.seconds(edit)
    waiting.fill(MANY, state="'sent'", edit_number="CASE WHEN i > 99900 THEN 1 ELSE 0 END")
    among_many = waiting.seconds(edit)
    assert among_many < 10 * among_few
    assert "ix_deliveries_to_edit" in waiting.plan(asked_by(edit, records))
