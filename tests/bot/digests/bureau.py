"""A workspace with subscribed channels over facts of a test's own, at an instant of its own."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import Engine, create_engine, select, update
from sqlalchemy.pool import StaticPool

from bot.charts.painter import Painter
from bot.jobs.digests import decide_digests, restate
from bot.office import Office
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import contract
from kpi_engine.periods import Calendar
from kpi_engine.scope import Level, Scope
from storage.database import WRITING, open_engine
from storage.errors import NoFacts
from storage.models import DeliveryRow
from storage.repositories.delivery_records import DeliveryKind
from storage.repositories.digest_records import Digest, Edition, Look
from storage.repositories.records import Member, Role, Workspace
from storage.unit_of_work import Records
from tests import digests
from tests.kpi_engine.facts_builder import BuiltFacts, build

NORD = Scope(Level.TEAM, "Nord")
PARIS = "Europe/Paris"
MONDAY = datetime(2026, 11, 23, 7, tzinfo=UTC)  # eight o'clock in Paris, when 2026-W47 is told of
SUNDAY = date(2026, 11, 22)
LONG_AGO = datetime(2026, 9, 1, tzinfo=UTC)


@dataclass
class StillClock:
    """Stands until it is set; so does the database's."""

    at: datetime = MONDAY

    def now(self) -> datetime:
        return self.at

    def moved(self, _moment: datetime) -> datetime:
        return self.at


@dataclass
class Shelf:
    """Facts as a test publishes them."""

    place: str = "test"
    facts: Any = None

    def current(self) -> Any:
        if self.facts is None:
            raise NoFacts(self.place)
        return self.facts

    def at(self, _version: str) -> Any:
        return self.facts


OWNER = Member(
    "T1", "U000000001", None, "Hélène", LONG_AGO, locale="en-GB", role=Role.MANAGER, manages=("Nord", "Sud"), reports=()
)


def a_digest(number: int = 1, **other: Any) -> Digest:
    """Team Nord's, in words."""
    habits = {
        "id": f"D{number}",
        "channel_id": f"C{number:09}",
        "owner": OWNER.user_id,
        "scope": NORD,
        "kpis": ("transformation", "leads"),
        "look": Look.WORDS,
        "active_since": MONDAY - timedelta(days=1),
    }
    return digests.a_digest(**(habits | other))


def closed(won: int, lost: int, day: date = date(2026, 11, 18)) -> list[dict[str, Any]]:
    """Opportunities of team Nord, closed on one day."""
    row = {"created_on": day - timedelta(days=30), "closed_on": day, "amount": 100.0, "team": "Nord"}
    return [row | {"outcome": outcome} for outcome, many in (("won", won), ("lost", lost)) for _ in range(many)]


def created(many: int, day: date = date(2026, 11, 18)) -> list[dict[str, Any]]:
    """Leads of team Nord, created on one day."""
    return [{"created_on": day, "team": "Nord"} for _ in range(many)]


@dataclass
class Bureau:
    """The office, what it publishes, and what comes of it."""

    records: Records
    url: str
    clock: StillClock = field(default_factory=StillClock)
    shelf: Shelf = field(default_factory=Shelf)

    def __post_init__(self) -> None:
        with self.records.writing() as work:
            work.workspaces.put(Workspace("T1", "Acme", "B1"))
            work.teams.replace("T1", {"Nord": 6, "Sud": 5})
            work.members.put(OWNER)

    @cached_property
    def facts_engine(self) -> Engine:
        """Opened at the first publication: most who work here never publish."""
        engine = create_engine("duckdb:///:memory:", poolclass=StaticPool)
        contract.create_all(engine)
        return engine

    @property
    def office(self) -> Office:
        """One process's office."""
        shelf: Any = self.shelf
        return Office(CATALOG, Calendar(PARIS), "EUR", "en", (), shelf, self.records, self.clock)

    def publish(
        self,
        opportunities: Iterable[dict[str, Any]] = (),
        leads: Iterable[dict[str, Any]] = (),
        *,
        as_of: date = SUNDAY,
        at: datetime = MONDAY - timedelta(hours=3),
    ) -> BuiltFacts:
        """A new version of the facts."""
        built = build(self.facts_engine, as_of, opportunities=list(opportunities), leads=list(leads))
        built.loaded_at = at
        self.shelf.facts = built
        return built

    def publish_a_week(self, **other: Any) -> BuiltFacts:
        """67 of 300 opportunities won, and 40 leads."""
        return self.publish(closed(67, 233), created(40), **other)

    def publish_a_quarter(self) -> BuiltFacts:
        """Such weeks since September, up to the end of January."""
        days = [date(2026, 11, 18) + timedelta(weeks=week) for week in range(-10, 11)]
        won = [row for day in days for row in closed(7, 13, day)]
        return self.publish(won, [row for day in days for row in created(9, day)], as_of=date(2027, 1, 31))

    def subscribe(self, *digests: Digest) -> None:
        with self.records.writing() as work:
            for each in digests or (a_digest(),):
                work.digests.put(each)

    def tick(self, at: datetime | None = None) -> None:
        """What the timetable does every few seconds."""
        self.clock.at = at or self.clock.at
        asyncio.run(decide_digests(self.office, Painter()))
        restate(self.office)

    def sent_all(self) -> None:
        """All messages have reached Slack."""
        with open_engine(self.url).execution_options(**WRITING).begin() as connection:
            connection.execute(update(DeliveryRow).values(state="sent"))

    def editions(self, digest_id: str = "D1") -> Sequence[Edition]:
        with self.records.reading() as work:
            return work.editions.of_digest("T1", digest_id)

    def states(self, digest_id: str = "D1") -> dict[str, str]:
        """How each week of a digest stands."""
        return {each.period: str(each.state) for each in self.editions(digest_id)}

    def queued(self, kind: DeliveryKind = DeliveryKind.DIGEST) -> list[Any]:
        """The messages of a kind, in the order in which they were decided."""
        with open_engine(self.url).connect() as connection:
            rows = select(DeliveryRow.__table__).where(DeliveryRow.kind == kind).order_by(DeliveryRow.id)
            return list(connection.execute(rows))


def written(row: Any) -> str:
    """All that a queued message says, with ordinary blanks."""
    return (
        str(row.payload_text)
        .replace("\u00a0", " ")
        .replace("\u202f", " ")
        .replace("\\xa0", " ")
        .replace("\\u202f", " ")
    )
