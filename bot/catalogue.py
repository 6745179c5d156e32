"""The catalogue in force: the KPIs that come with the product, as the house has changed them since."""

from datetime import date
from threading import Lock
from time import monotonic
from typing import Protocol

import structlog

from bot.use_cases.adoption.versions import Versions
from kpi_engine.kpi import Catalog
from storage.outage import RecordsUnavailable
from storage.unit_of_work import Records

log = structlog.stdlib.get_logger(__name__)

EVERY = 2.0
"""Seconds after which the records are asked whether another process has adopted something."""


class Definitions(Protocol):
    """Says which definitions rule on a day. A `Catalog` by itself says the same of any day."""

    def in_force(self, on: date, /) -> Catalog:
        """The catalogue of that day."""
        ...


class AdoptedDefinitions:
    """Definitions as the records have them, looked up again when they were added to; safe to share between threads.

    While the records are away, the last ones known rule: in the beginning those that come with the product.
    """

    def __init__(self, records: Records, built_in: Catalog, *, every: float = EVERY) -> None:
        self._records = records
        self._built_in = built_in
        self._every = every
        self._versions = Versions(built_in)
        self._count = 0  # of what was adopted
        self._looked: float | None = None  # None: at once
        self._drawn: tuple[Versions, date, Catalog] | None = None
        self._looking = Lock()

    def in_force(self, on: date, /) -> Catalog:
        """The catalogue of a day; the same one, with the same KPIs in it, until something is adopted."""
        versions = self.versions()
        drawn = self._drawn
        if drawn is None or drawn[:2] != (versions, on):
            drawn = self._drawn = (versions, on, versions.on(on))
        return drawn[2]

    def versions(self) -> Versions:
        """All versions of all KPIs; those who ask while somebody looks them up get the last ones."""
        due = self._looked is None or monotonic() - self._looked >= self._every
        if due and self._looking.acquire(blocking=self._looked is None):
            try:
                self._look()
            finally:
                self._looking.release()
        return self._versions

    def refresh(self) -> None:
        """Have the next who asks look again: something was adopted here."""
        with self._looking:
            self._looked = None

    def _look(self) -> None:
        now = monotonic()
        try:
            with self._records.reading() as work:
                count = work.definitions.count()
                adopted = work.definitions.all() if count != self._count else None
        except RecordsUnavailable:
            self._looked = now
            return
        if adopted is not None:
            self._versions, self._count = Versions(self._built_in, adopted), len(adopted)
            for each in self._versions.unreadable():
                log.error("definition_unreadable", kpi=each.kpi, version=each.version)
        self._looked = now
