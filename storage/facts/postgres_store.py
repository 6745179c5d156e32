"""Facts in PostgreSQL: one schema per version, and one row that says which version is in force.

A version is written and put in force in one transaction: a crash leaves nothing. Readers keep the schema they began.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from psycopg.errors import LockNotAvailable, UndefinedTable
from sqlalchemy import Column, Connection, Integer, MetaData, Table, create_engine, func, inspect, make_url, select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.schema import CreateSchema, DropSchema

from storage.errors import FactsUnreadable, NoFacts, PublisherBusy, VersionGone
from storage.facts.journal import ImportRecord
from storage.facts.postgres_facts import PostgresFacts, schema_of
from storage.facts.postgres_version import NextSchema, load_before
from storage.facts.store import KEPT
from storage.facts.tables import NEXT
from storage.facts.workbench import Workbench

BEING_READ = 1  # versions beyond those kept that stay for whoever began to read them
PATIENCE = 120.0  # seconds to wait for another publisher
PUBLISHER = 7_302_619_041  # the advisory lock of publishers: a number that nobody else uses

IN_FORCE = Table("in_force", MetaData(), Column("number", Integer, nullable=False), schema="kpi_facts")


class PostgresStore:
    """Publishes into a database and opens what it holds."""

    def __init__(self, url: str, rejects: Path, kept: int = KEPT, patience: float = PATIENCE) -> None:
        self.place = make_url(url).render_as_string(hide_password=True)
        self.rejects = rejects
        self._engine = create_engine(url, pool_pre_ping=True)
        self._kept = kept
        self._patience = patience
        self._opened: tuple[int, PostgresFacts] | None = None
        self._opening = Lock()

    def current(self) -> PostgresFacts:
        """The version in force at this moment. Raises NoFacts."""
        with self._opening:
            number = self._number()
            if number is None:
                raise NoFacts(self.place)
            if self._opened is None or self._opened[0] != number:
                self._opened = number, PostgresFacts(self._engine, number)
            return self._opened[1]

    def at(self, version: str) -> PostgresFacts:
        """The version of this name, if it is one of the last. Raises VersionGone."""
        number, newest = int(version.partition("-")[0]), self._number() or 0
        if newest - self._kept < number <= newest:
            facts = PostgresFacts(self._engine, number)
            if facts.version == version:
                return facts
        raise VersionGone(self.place, version)

    def journal(self) -> Sequence[ImportRecord]:
        """Imports up to the current version, oldest first."""
        return self.current().imports if self._number() else ()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder of the system's."""
        with TemporaryDirectory(prefix="kpi-import-") as folder:
            yield Path(folder)

    @contextmanager
    def next_version(self, bench: Workbench) -> Iterator[NextSchema]:
        """Begin the next schema; it is in force when this ends without an error. Raises PublisherBusy."""
        with self._engine.begin() as connection:
            self._take(connection)
            connection.execute(CreateSchema(str(IN_FORCE.schema), if_not_exists=True))
            IN_FORCE.create(connection, checkfirst=True)
            number = connection.scalar(select(IN_FORCE.c.number)) or 0
            held = load_before(bench, connection, number) if number else frozenset()
            bench.attach(None, NEXT)
            yield NextSchema(bench, connection, IN_FORCE, number + 1, held)
            bench.detach(NEXT)
        self._prune()

    def keep_current_only(self) -> None:
        """Drop every version but the one in force. Raises PublisherBusy where one is still being read."""
        newest = self._number() or 0
        with self._engine.connect() as connection:
            there = set(inspect(connection).get_schema_names())
        for number in range(1, newest):
            if schema_of(number) in there and not self._drop(number):
                raise PublisherBusy(self.place)

    def _number(self) -> int | None:
        try:
            with self._engine.connect() as connection:
                return connection.scalar(select(IN_FORCE.c.number))
        except ProgrammingError as error:
            if isinstance(error.orig, UndefinedTable):
                return None
            raise
        except OperationalError as error:
            raise FactsUnreadable(self.place, str(error.orig).splitlines()[0]) from error

    def _take(self, connection: Connection) -> None:
        try:
            connection.execute(select(func.set_config("lock_timeout", f"{int(self._patience * 1000)}ms", True)))
            connection.execute(select(func.pg_advisory_xact_lock(PUBLISHER)))
        except OperationalError as error:
            if isinstance(error.orig, LockNotAvailable):
                raise PublisherBusy(self.place) from None
            raise

    def _prune(self) -> None:
        """Drop old versions.

        The one that has just gone out of keeping stays for those who read it at this moment, several statements an
        answer. An older one that is still being read waits for a later import, so that no publisher waits for it.
        """
        newest = self._number() or 0
        with self._engine.connect() as connection:
            there = set(inspect(connection).get_schema_names())
        for number in range(newest - self._kept - BEING_READ, 0, -1):
            if schema_of(number) not in there:
                break
            self._drop(number)

    def _drop(self, number: int) -> bool:
        """Whether a version could be dropped: not while somebody reads it."""
        try:
            with self._engine.begin() as connection:
                connection.execute(select(func.set_config("lock_timeout", "1s", True)))
                connection.execute(DropSchema(schema_of(number), cascade=True))
        except OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable):
                raise
            return False
        return True
