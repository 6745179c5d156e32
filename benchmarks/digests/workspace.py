"""A workspace in which many channels get a digest at the same minute: records, digests, and a clock that shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.speed.asked import CURRENCY
from bot.clock import SystemClock
from bot.office import Office
from kpi_engine.definitions import CATALOG
from kpi_engine.periods import Calendar
from kpi_engine.question import Compare
from kpi_engine.scope import Level, Scope
from storage.facts.duckdb_store import DuckdbStore
from storage.migrations import migrate
from storage.repositories.digest_records import Digest, DigestState, Look, Schedule
from storage.repositories.records import Member, Role, Workspace
from storage.unit_of_work import Records

KPIS = ("leads", "conversion", "transformation", "cycle", "revenue")
PERIOD = "2025-W52"  # the last whole week of the drawn company
ZONE = "Europe/Paris"
DUE = datetime(2025, 12, 29, 7, tzinfo=UTC)  # Monday, 8:00 in Paris
WORKSPACE, OWNER = "T1", "U1"


class MondayMorning(SystemClock):
    """The machine's clock, moved so that all digests are due when it is made."""

    def __init__(self) -> None:
        self._offset = DUE - datetime.now(UTC)

    def now(self) -> datetime:
        """Eight o'clock, and what has gone by since."""
        return self.moved(datetime.now(UTC))

    def moved(self, moment: datetime) -> datetime:
        """An instant by the database's clock, moved as far."""
        return moment + self._offset


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is to do: leads in the facts, channels with a digest each, and teams that they are about."""

    leads: int
    channels: int
    teams: int


def digests(size: Size) -> tuple[Digest, ...]:
    """One for each channel, of one team each: where teams are fewer than channels, several channels read the same."""
    return tuple(_digest(number, f"Team {number % size.teams:03}") for number in range(size.channels))


@contextmanager
def office_of(facts: Path, records_url: str, size: Size) -> Iterator[Office]:
    """An installation over published facts, with these digests in its records."""
    migrate(records_url)
    records = Records(records_url)
    with records.writing() as work:
        work.workspaces.put(Workspace(WORKSPACE, "Bench", "UBOT"))
        work.members.put(Member(WORKSPACE, OWNER, None, "Owner", DUE, role=Role.ADMIN))
        for digest in digests(size):
            work.digests.put(digest)
    yield Office(
        definitions=CATALOG,
        calendar=Calendar(ZONE),
        currency=CURRENCY,
        language="en",
        admins=(),
        facts=DuckdbStore(facts.parent),
        records=records,
        clock=MondayMorning(),
    )
    records.close()


def _digest(number: int, team: str) -> Digest:
    return Digest(
        team_id=WORKSPACE,
        id=f"D{number:05}",
        channel_id=f"C{number:05}",
        owner=OWNER,
        scope=Scope(Level.TEAM, team),
        kpis=KPIS,
        schedule=Schedule(ZONE),
        language=("en", "fr")[number % 2],
        compare=Compare.PREVIOUS,
        fresher_than=None,
        look=Look.PANEL,
        state=DigestState.ACTIVE,
        reason=None,
        active_since=datetime(2025, 12, 28, tzinfo=UTC),
        created_at=datetime(2025, 12, 28, tzinfo=UTC),
        changed_at=datetime(2025, 12, 28, tzinfo=UTC),
    )
