"""One scenario's stage: migrated records, the teams' playgrounds, and what both say happened."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from sqlalchemy import Engine, Select, func, select

from storage.database import open_engine
from storage.migrations import migrate
from storage.models import DeliveryRow
from storage.repositories.delivery_records import ON_ITS_WAY, DeliveryState
from storage.unit_of_work import Records
from tests.chaos.fleet import Fleet, a_fleet
from tests.chaos.ledger import Line
from tests.chaos.orders import Orders
from tests.chaos.queueing import Load, know, queue
from tests.chaos.teams import Team, serve_teams

LOOK_EVERY = 0.1
_ON_ITS_WAY = DeliveryRow.state.in_(ON_ITS_WAY)


@dataclass(frozen=True)
class Outcome:
    """What the auditors counted, beside what the records say; every message by its key.

    `recorded` is the `ts` that the records hold, `standing` those that people can read.
    """

    states: Counter[str]
    recorded: Mapping[str, str | None]
    accepted: Counter[str]
    standing: Mapping[str, Sequence[str]]

    @property
    def posted_twice(self) -> int:
        """Messages that were ever accepted more than once."""
        return sum(times > 1 for times in self.accepted.values())

    @property
    def duplicates(self) -> int:
        """Messages that stand more than once."""
        return sum(len(found) > 1 for found in self.standing.values())

    @property
    def missing(self) -> int:
        """Messages that do not stand at all."""
        return sum(key not in self.standing for key in self.recorded)

    @property
    def exactly_once(self) -> int:
        """Messages that stand once."""
        return sum(len(self.standing.get(key, ())) == 1 for key in self.recorded)

    @property
    def overwritten(self) -> int:
        """Messages of which the records hold a `ts` that nobody can read: a worker wrote that no longer had the row."""
        return sum(ts is not None and ts not in self.standing.get(key, ()) for key, ts in self.recorded.items())


@dataclass
class Scene:
    """Queue, let workers loose, harm them, look."""

    records: Records
    engine: Engine
    teams: tuple[Team, ...]
    fleet: Fleet
    folder: Path
    began: float = field(default_factory=monotonic)
    queued: int = 0

    def queue(self, messages: int, **more: Any) -> None:
        """Decide on so many new messages."""
        load = Load(messages, first=self.queued, **more)
        assert queue(self.records, self.teams, load) == messages
        self.queued += messages

    @property
    def seconds(self) -> float:
        """How long the scenario has lasted."""
        return monotonic() - self.began

    @staticmethod
    def now() -> datetime:
        """The machine's time, which the playgrounds go by too."""
        return datetime.now(UTC)

    def count(self, *conditions: object) -> int:
        """How many deliveries are so."""
        return int(self.ask(select(func.count()).select_from(DeliveryRow).where(*conditions))[0][0])  # type: ignore[arg-type]

    def ask(self, question: Select) -> Sequence:  # type: ignore[type-arg]
        """Rows of the records."""
        with self.engine.connect() as connection:
            return connection.execute(question).all()

    def finished(self) -> int:
        """How many deliveries have ended."""
        return self.count(~_ON_ITS_WAY)

    def sent(self) -> int:
        """How many deliveries are sent."""
        return self.count(DeliveryRow.state == DeliveryState.SENT)

    async def until(self, so: Callable[[], bool], within: float) -> None:
        """Look at the records until it is so. Raises TimeoutError, which says what the records show."""
        try:
            async with asyncio.timeout(within):
                while not so():
                    await asyncio.sleep(LOOK_EVERY)
        except TimeoutError:
            raise TimeoutError(f"after {within} s: {self.states()}; logs in {self.folder}") from None

    async def until_all_ended(self, within: float) -> None:
        """Wait until nothing is on its way."""
        await self.until(lambda: self.count(_ON_ITS_WAY) == 0, within)

    async def until_swept(self, within: float) -> None:
        """Wait until no row waits for a sweep that is due now, be it because of a worker frozen long ago."""
        await self.until(lambda: self.count(DeliveryRow.sweep_at <= self.now()) == 0, within)

    def states(self) -> Counter[str]:
        """How many deliveries are in which state."""
        counted = select(DeliveryRow.state, func.count()).group_by(DeliveryRow.state)
        return Counter({str(state): int(number) for state, number in self.ask(counted)})

    async def outcome(self) -> Outcome:
        """What really happened."""
        recorded = {str(key): ts for key, ts in self.ask(select(DeliveryRow.slack_key, DeliveryRow.slack_ts))}
        accepted: Counter[str] = Counter()
        standing: dict[str, list[str]] = {}
        for team in self.teams:
            accepted += await team.accepted()
            standing |= await team.standing()
        return Outcome(self.states(), recorded, accepted, standing)

    def line(self, scenario: str, runs: int, outcome: Outcome, remarks: str = "") -> Line:
        """The scenario's line in the table of results."""
        return self.plain_line(scenario, runs, outcome.posted_twice, outcome.missing, remarks)

    def plain_line(self, scenario: str, runs: int, duplicates: int, misses: int, remarks: str) -> Line:
        """The same, of a scenario that counts something else than messages."""
        return Line(scenario, self.engine.dialect.name, runs, duplicates, misses, self.seconds, remarks)


@dataclass(frozen=True, slots=True)
class Stage:
    """An empty database and folder for one scenario, its seed, and where its line goes."""

    database_url: str
    folder: Path
    seed: int
    tell: Callable[[Line], None]

    @property
    def chance(self) -> Random:
        """The dice of the scenario, from their first throw on."""
        return Random(self.seed)

    @asynccontextmanager
    async def scene(self, teams: int = 1, channels: int = 100, **orders: Any) -> AsyncIterator[Scene]:
        """Set the scene; orders are what workers are told beyond where everything is."""
        migrate(self.database_url)
        records = Records(self.database_url, connections=4, patience=10)
        engine = open_engine(self.database_url, connections=4, patience=10)
        async with serve_teams(teams, channels, self.folder) as served:
            know(records, served)
            addresses = {team.id: team.api_url for team in served}
            told = Orders("worker", self.database_url, addresses, str(self.folder), **orders)
            async with a_fleet(told) as fleet:
                yield Scene(records, engine, served, fleet, self.folder)
        engine.dispose()
        records.close()
