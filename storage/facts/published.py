"""One published version of the facts, whatever database serves it."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Engine, FromClause, Table, func, select

from kpi_engine.facts import Coverage
from storage.facts.books import CONTENTS, EDITION, IMPORTS, PUBLISHED
from storage.facts.journal import ImportRecord
from storage.facts.served import ServedFacts

Checksum = Callable[[Table, FromClause], ColumnElement[Any]]  # over all rows, whatever their order


class PublishedFacts(ServedFacts):
    """Facts that an import made: immutable, with their books beside them."""

    def __init__(self, engine: Engine, checksum: Checksum) -> None:
        super().__init__(engine)
        self._checksum = checksum
        (self._edition,) = self.fetch(select(EDITION))

    @property
    def version(self) -> str:
        """Names this content; never reused."""
        return str(self._edition.version)

    @property
    def as_of(self) -> date:
        """The last day on which a source recorded anything, or the day it declared."""
        day: date = self._edition.as_of
        return day

    @property
    def loaded_at(self) -> datetime:
        """When this version was published (aware, UTC)."""
        moment: datetime = self._edition.loaded_at
        return moment.replace(tzinfo=UTC)

    @property
    def spells_from(self) -> str | None:
        """Which table customer_spells were derived from: contracts, orders, or None."""
        name: str | None = self._edition.spells_from
        return name

    @property
    def inactivity_days(self) -> int:
        """How long an order keeps its account a customer, where spells come from orders."""
        days: int = self._edition.inactivity_days
        return days

    @cached_property
    def coverage(self) -> Mapping[str, Coverage]:
        """Tables that hold rows, by name."""
        contents = self.fetch(select(CONTENTS).where(CONTENTS.c.rows > 0))
        return {row.table_name: Coverage(row.rows, row.first_day, row.last_day) for row in contents}

    @cached_property
    def imports(self) -> tuple[ImportRecord, ...]:
        """Imports up to this version, oldest first."""
        return tuple(ImportRecord.of_row(row) for row in self.fetch(select(IMPORTS).order_by(IMPORTS.c.number)))

    def integrity(self) -> Mapping[str, bool]:
        """By table: whether it holds exactly the rows that were published."""
        told = {row.table_name: (row.rows, row.checksum) for row in self.fetch(select(CONTENTS))}
        return {facts.name: self._counted(facts) == told.get(facts.name) for facts in PUBLISHED}

    def _counted(self, facts: Table) -> tuple[int, str]:
        (row,) = self.fetch(select(func.count(), self._checksum(facts, facts)).select_from(facts))
        return row[0], str(row[1])
