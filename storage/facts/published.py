"""One published version of the facts, whatever database serves it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Engine, FromClause, Select, Table, func, select
from sqlalchemy.exc import OperationalError

from kpi_engine.errors import FactsError
from kpi_engine.facts import Coverage, contract, reps
from storage.facts.books import CONTENTS, EDITION, IMPORTS, PUBLISHED
from storage.facts.journal import ImportRecord

Checksum = Callable[[Table, FromClause], ColumnElement[Any]]  # over all rows, whatever their order


@dataclass(frozen=True, slots=True)
class RepRow:
    """A rep as the sources know her."""

    rep: str
    name: str | None
    email: str | None
    team: str | None
    manager: str | None


class PublishedFacts:
    """Implements kpi_engine.facts.Facts. Immutable: what was read once stays true, so it is read once."""

    def __init__(self, engine: Engine, checksum: Checksum) -> None:
        self._engine = engine
        self._checksum = checksum
        (self._edition,) = self.fetch(select(EDITION))
        self._values: dict[tuple[str, str], tuple[str | None, ...]] = {}

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

    def fetch(self, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        """Run one SELECT and give all its rows. Raises FactsError where the database does not answer."""
        try:
            with self._engine.connect() as connection:
                return connection.execute(statement).all()
        except OperationalError as error:
            raise FactsError(str(error.orig)) from error

    def values(self, table_name: str, dimension: str) -> tuple[str | None, ...]:
        """The values of a dimension, most frequent first; None where it is unknown on some row."""
        known = self._values.get((table_name, dimension))
        if known is None:
            value = contract.tables[table_name].c[dimension]
            counted = select(value).group_by(value).order_by(func.count().desc(), value)
            known = self._values[table_name, dimension] = tuple(row[0] for row in self.fetch(counted))
        return known

    def reps(self) -> tuple[RepRow, ...]:
        """All reps, by the word that names them."""
        return tuple(RepRow(*row) for row in self.fetch(select(*reps.columns).order_by(reps.c.rep)))

    def integrity(self) -> Mapping[str, bool]:
        """By table: whether it holds exactly the rows that were published."""
        told = {row.table_name: (row.rows, row.checksum) for row in self.fetch(select(CONTENTS))}
        return {facts.name: self._counted(facts) == told.get(facts.name) for facts in PUBLISHED}

    def _counted(self, facts: Table) -> tuple[int, str]:
        (row,) = self.fetch(select(func.count(), self._checksum(facts, facts)).select_from(facts))
        return row[0], str(row[1])
