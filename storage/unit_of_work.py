"""The only commit. Everything that belongs together happens in one unit, or none of it does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from storage.database import CONNECTIONS, PATIENCE, WRITING, open_engine
from storage.outage import RecordsBusy, RecordsUnavailable, told_as_outage
from storage.repositories.alerts import Alerts
from storage.repositories.asking import AskedQuestions, Inbound
from storage.repositories.audit import Audit
from storage.repositories.ballot_boxes import BallotBoxes
from storage.repositories.claims import Claims
from storage.repositories.definitions import Definitions
from storage.repositories.deliveries import Deliveries
from storage.repositories.delivery_edits import DeliveryEdits
from storage.repositories.delivery_reports import DeliveryReports
from storage.repositories.digests import Digests
from storage.repositories.editions import Editions
from storage.repositories.erasure import Erasure
from storage.repositories.feedback import FeedbackItems
from storage.repositories.hosts import Hosts
from storage.repositories.members import Members
from storage.repositories.paces import Paces
from storage.repositories.personal import PersonalRows
from storage.repositories.poll_voters import PollVoters
from storage.repositories.polls import Polls
from storage.repositories.preparations import Preparations
from storage.repositories.proposals import Proposals
from storage.repositories.receipts import Receipts
from storage.repositories.reminders import Reminders
from storage.repositories.spent_files import SpentFiles
from storage.repositories.sweeps import Sweeps
from storage.repositories.targets import Targets
from storage.repositories.teams import Teams
from storage.repositories.themes import Themes
from storage.repositories.triage import Triage
from storage.repositories.triage_places import TriagePlaces
from storage.repositories.weak_signals import WeakSignals
from storage.repositories.workspaces import Workspaces
from storage.scrubbing import scrub
from storage.turns import Turns


class UnitOfWork:
    """One transaction, with the repositories that take part in it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.workspaces = Workspaces(session)
        self.teams = Teams(session)
        self.members = Members(session)
        self.asked_questions = AskedQuestions(session)
        self.receipts = Receipts(session)
        self.targets = Targets(session)
        self.inbound = Inbound(session)
        self.deliveries = Deliveries(session)
        self.claims = Claims(session)
        self.preparations = Preparations(session)
        self.delivery_edits = DeliveryEdits(session)
        self.sweeps = Sweeps(session)
        self.spent_files = SpentFiles(session)
        self.paces = Paces(session)
        self.hosts = Hosts(session)
        self.delivery_reports = DeliveryReports(session)
        self.digests = Digests(session)
        self.editions = Editions(session)
        self.alerts = Alerts(session)
        self.polls = Polls(session)
        self.voters = PollVoters(session)
        self.ballots = BallotBoxes(session)
        self.reminders = Reminders(session, self.deliveries)
        self.themes = Themes(session)
        self.triage = Triage(session)
        self.triage_places = TriagePlaces(session)
        self.weak_signals = WeakSignals(session)
        self.feedback = FeedbackItems(session)
        self.proposals = Proposals(session)
        self.definitions = Definitions(session)
        self.audit = Audit(session)
        self.erasure = Erasure(session)
        self.personal = PersonalRows(session)

    def now(self) -> datetime:
        """The instant by the clock that all workers share: PostgreSQL's, or with SQLite that of the one machine."""
        if self._session.get_bind().dialect.name == "sqlite":
            return datetime.now(UTC)
        told: datetime = self._session.execute(select(func.clock_timestamp())).scalar_one()
        return told.astimezone(UTC)


class Records:
    """The operational records. Synchronous: for threads; never hold a unit across a network call."""

    def __init__(
        self, url: str, *, connections: int = CONNECTIONS, patience: float = PATIENCE, shaped: bool = True
    ) -> None:
        """`shaped`: the database has the tables that this version expects; without them nothing is asked of it.

        `outages` counts the units that failed because the database was away or full, `adoptions` those in which a
        definition was adopted.
        """
        self.shaped = shaped
        self.outages = 0
        self.adoptions = 0
        self._engine = open_engine(url, connections=connections, patience=patience)
        self._writer = self._engine.execution_options(**WRITING)
        self._patience = patience
        self._turns = Turns() if self._engine.dialect.name == "sqlite" else None
        self._when_queued: Callable[[], None] = _nobody_waits

    @contextmanager
    def reading(self) -> Iterator[UnitOfWork]:
        """Read; the database refuses to write. Raises RecordsUnavailable."""
        with self._unit(self._engine) as unit:
            yield unit

    @contextmanager
    def writing(self) -> Iterator[UnitOfWork]:
        """Write, and commit at the end unless an error leaves the block. Raises RecordsUnavailable."""
        with self._turn(), self._unit(self._writer) as unit:
            yield unit
        if unit.definitions.has_news:
            self.adoptions += 1
        if unit.deliveries.has_news:
            self._when_queued()

    def when_queued(self, wake: Callable[[], None]) -> None:
        """Have `wake` called, in whatever thread, each time that a message was queued or edited here."""
        self._when_queued = wake

    def scrub(self) -> bool:
        """Remove what is left of ballots and feedback that were deleted; False where somebody still reads them."""
        if not self.shaped:
            raise RecordsUnavailable
        try:
            with self._turn(), told_as_outage():
                return scrub(self._engine)
        except RecordsBusy:
            return False

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Queue up where only one can write: SQLite lets those who wait ask again and again, and some wait long."""
        if self._turns is None:
            yield
            return
        with self._turns.take(self._patience) as ours:
            if not ours:
                raise RecordsBusy
            yield

    @contextmanager
    def _unit(self, engine: Engine) -> Iterator[UnitOfWork]:
        if not self.shaped:
            raise RecordsUnavailable
        try:
            with told_as_outage(), Session(engine) as session, session.begin():
                yield UnitOfWork(session)
        except RecordsBusy:
            raise
        except RecordsUnavailable:
            self.outages += 1
            raise


def _nobody_waits() -> None:
    """The senders are in another process: they look by themselves."""
