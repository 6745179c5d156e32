"""The only commit. Everything that belongs together happens in one unit, or none of it does."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.database import CONNECTIONS, PATIENCE, WRITING, open_engine
from storage.outage import told_as_outage
from storage.repositories.asking import AskedQuestions, Inbound
from storage.repositories.audit import Audit
from storage.repositories.deliveries import Deliveries
from storage.repositories.digests import Digests
from storage.repositories.editions import Editions
from storage.repositories.members import Members
from storage.repositories.receipts import Receipts
from storage.repositories.targets import Targets
from storage.repositories.teams import Teams
from storage.repositories.workspaces import Workspaces


class UnitOfWork:
    """One transaction, with the repositories that take part in it."""

    def __init__(self, session: Session) -> None:
        self.workspaces = Workspaces(session)
        self.teams = Teams(session)
        self.members = Members(session)
        self.asked_questions = AskedQuestions(session)
        self.receipts = Receipts(session)
        self.targets = Targets(session)
        self.inbound = Inbound(session)
        self.deliveries = Deliveries(session)
        self.digests = Digests(session)
        self.editions = Editions(session)
        self.audit = Audit(session)


class Records:
    """The operational records. Synchronous: for threads; never hold a unit across a network call."""

    def __init__(self, url: str, *, connections: int = CONNECTIONS, patience: float = PATIENCE) -> None:
        self._engine = open_engine(url, connections=connections, patience=patience)
        self._writer = self._engine.execution_options(**WRITING)

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Read; the database refuses to write. Raises RecordsUnavailable."""
        with _unit(self._engine) as unit:
            yield unit

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """Write, and commit at the end unless an error leaves the block. Raises RecordsUnavailable."""
        with _unit(self._writer) as unit:
            yield unit

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


@contextmanager
def _unit(engine: Engine) -> Iterator[UnitOfWork]:
    with told_as_outage(), Session(engine) as session, session.begin():
        yield UnitOfWork(session)
