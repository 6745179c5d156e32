"""What every use case works with: catalogue, calendar, facts, records, time. Built once, in wiring.py."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.catalogue import Definitions
from bot.clock import Clock
from bot.retention import USUAL, Retention
from kpi_engine.kpi import Catalog
from kpi_engine.periods import Calendar
from storage.ballot_keys import BallotKeys
from storage.facts.store import FactsShelf
from storage.unit_of_work import Records


@dataclass(frozen=True, slots=True)
class Office:
    """The installation, as use cases see it."""

    definitions: Definitions
    calendar: Calendar
    currency: str
    language: str
    admins: tuple[str, ...]
    facts: FactsShelf
    records: Records
    clock: Clock
    retention: Retention = USUAL
    ballot_keys: BallotKeys | None = None  # None where the records are not on one machine

    @property
    def catalog(self) -> Catalog:
        """The catalogue in force today."""
        return self.definitions.in_force(self.today())

    def now(self) -> datetime:
        """The present instant in the house's zone."""
        return self.clock.now().astimezone(ZoneInfo(self.calendar.zone))

    def today(self) -> date:
        """The calendar day in the house's zone."""
        return self.now().date()
