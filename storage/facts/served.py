"""Facts that a database serves: asked, never written."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.exc import OperationalError

from kpi_engine.errors import FactsError
from kpi_engine.facts import Coverage, contract, reps
from kpi_engine.measures.process import stages_in_order


@dataclass(frozen=True, slots=True)
class RepRow:
    """A rep as the sources know her."""

    rep: str
    name: str | None
    email: str | None
    team: str | None
    manager: str | None


class ServedFacts(ABC):
    """Implements kpi_engine.facts.Facts. What was read once stays true, so it is read once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._values: dict[tuple[str, str], tuple[str | None, ...]] = {}
        self._stages: tuple[str, ...] | None = None

    @property
    @abstractmethod
    def version(self) -> str:
        """Names this content; never reused."""

    @property
    @abstractmethod
    def as_of(self) -> date:
        """The last day up to which the facts are complete."""

    @property
    @abstractmethod
    def loaded_at(self) -> datetime:
        """When this version came to be (aware, UTC)."""

    @property
    @abstractmethod
    def spells_from(self) -> str | None:
        """Which table customer_spells were derived from: contracts, orders, or None."""

    @property
    @abstractmethod
    def coverage(self) -> Mapping[str, Coverage]:
        """Tables that hold rows, by name."""

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

    def stages(self) -> tuple[str, ...]:
        """The stages that have a place in the sale, in the order in which they follow each other."""
        if self._stages is None:
            self._stages = stages_in_order(self)
        return self._stages

    def reps(self) -> tuple[RepRow, ...]:
        """All reps, by the word that names them."""
        if reps.name not in self.coverage:
            return ()
        return tuple(RepRow(*row) for row in self.fetch(select(*reps.columns).order_by(reps.c.rep)))
