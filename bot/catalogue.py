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
    """Definitions as the records have them; safe to share between threads.

    What is adopted through the same records rules at once, what another process adopts after `every` seconds at most.
    While the records are away, the last definitions known rule: in the beginning those that come with the product.
    """

    def __init__(self, records: Records, built_in: Catalog, *, every: float = EVERY) -> None:
        self._records = records
        self._built_in = built_in
        self._every = every
        self._versions = Versions(built_in)
        self._count = 0  # of what was adopted
        self._seen: tuple[int, float] | None = None  # the records' adoptions at the last look, and its moment
        self._drawn: tuple[Versions, date, Catalog] | None = None
        self._looking = Lock()

    def in_force(self, on: date, /) -> Catalog:
        """The catalogue of a day; the same one, with the same KPIs in it, until something is adopted."""
        versions, drawn = self._latest(), self._drawn
        if drawn is None or drawn[:2] != (versions, on):
            drawn = self._drawn = (versions, on, versions.on(on))
        return drawn[2]

    def _latest(self) -> Versions:
        """All versions; who asks while somebody looks them up gets the last ones, unless there is news of here."""
        news = self._seen is None or self._seen[0] != self._records.adoptions
        if (news or self._is_long_ago()) and self._looking.acquire(blocking=news):
            try:
                self._look()
            finally:
                self._looking.release()
        return self._versions

    def _is_long_ago(self) -> bool:
        return self._seen is None or monotonic() - self._seen[1] >= self._every

    def _look(self) -> None:
        seen = self._records.adoptions, monotonic()
        try:
            with self._records.reading() as work:
                adopted = work.definitions.all() if work.definitions.count() != self._count else None
        except RecordsUnavailable:
            adopted = None
        if adopted is not None:
            self._versions, self._count = Versions(self._built_in, adopted), len(adopted)
            for each in self._versions.unreadable():
                log.error("definition_unreadable", kpi=each.kpi, version=each.version)
        self._seen = seen
