"""The facts as a data team offers them: views named as the contract's tables, in one schema, loaded by that team.

Any of them may be absent. The view `facts_edition` (one row: version, as_of, loaded_at, spells_from) says which
content this is; where it is absent, that is worked out from the other views.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Date, Engine, Select, Table, case, cast, func, inspect, literal, null, select, union_all
from sqlalchemy.exc import DBAPIError

from kpi_engine.errors import FactsError
from kpi_engine.facts import Coverage, contracts, customer_spells, orders
from storage.facts.books import EDITION, PUBLISHED, main_day
from storage.facts.contents import PLANNED
from storage.facts.served import ServedFacts

SAID = (EDITION.c.version, EDITION.c.as_of, EDITION.c.loaded_at, EDITION.c.spells_from)


@dataclass(frozen=True, slots=True)
class Edition:
    """Which content a warehouse offers at one moment."""

    version: str
    as_of: date
    loaded_at: datetime  # aware, UTC
    spells_from: str | None


class OfferedFacts(ServedFacts):
    """The facts of a warehouse at one edition. What it holds may change before the edition does."""

    def __init__(self, engine: Engine, offered: Sequence[Table], edition: Edition) -> None:
        super().__init__(engine)
        self._offered = offered
        self._edition = edition

    @property
    def version(self) -> str:
        """As the data team names this content, or made of its day and its number of rows."""
        return self._edition.version

    @property
    def as_of(self) -> date:
        """The last day up to which the facts are complete."""
        return self._edition.as_of

    @property
    def loaded_at(self) -> datetime:
        """When the data team loaded it; where it does not say, when it was first seen."""
        return self._edition.loaded_at

    @property
    def spells_from(self) -> str | None:
        """Which table customer_spells were derived from: contracts, orders, or None."""
        return self._edition.spells_from

    @cached_property
    def coverage(self) -> Mapping[str, Coverage]:
        """Views that hold rows, by name."""
        rows = self.fetch(union_all(*map(_covered, self._offered)).subquery("covered").select())
        return {row.name: Coverage(row.n, row.first_day, row.last_day) for row in rows if row.n}

    def fetch(self, statement: Select[*tuple[Any, ...]]) -> Sequence[Any]:
        """Run one SELECT and give all its rows. Raises FactsError; a view that is not as promised is one too."""
        try:
            return super().fetch(statement)
        except DBAPIError as error:
            raise FactsError(str(error.orig)) from error


def offered_tables(engine: Engine) -> tuple[tuple[Table, ...], bool]:
    """The tables of the contract that have a view, and whether facts_edition has one."""
    inspector, schema = inspect(engine), schema_of(engine)
    there = tuple(table for table in PUBLISHED if inspector.has_table(table.name, schema))
    return there, inspector.has_table(EDITION.name, schema)


def schema_of(engine: Engine) -> str | None:
    """The schema that holds the views, where it is not the connection's own."""
    translated: Mapping[None, str] = engine.get_execution_options().get("schema_translate_map", {})
    return translated.get(None)


def read_edition(engine: Engine) -> Edition:
    """What facts_edition says. Raises SQLAlchemyError, ValueError."""
    with engine.connect() as connection:
        said = connection.execute(select(*SAID)).all()
    if len(said) != 1:
        raise ValueError(f"facts_edition must hold one row, it holds {len(said)}")
    version, as_of, loaded_at, spells_from = said[0]
    if version is None or as_of is None or loaded_at is None:
        raise ValueError("facts_edition leaves version, as_of or loaded_at empty")
    moment = loaded_at if loaded_at.tzinfo else loaded_at.replace(tzinfo=UTC)
    return Edition(str(version), as_of, moment.astimezone(UTC), spells_from)


def derived_edition(engine: Engine, offered: Sequence[Table], now: datetime) -> Edition:
    """Work it out: the last day that any view records up to today, and how many rows there are. Raises ValueError."""
    parts = [part for table in offered for part in (_rows(table), *_latest(table, now.date()))]
    counted = union_all(*parts).subquery("counted")
    with engine.connect() as connection:
        rows, as_of = connection.execute(select(func.sum(counted.c.n), func.max(counted.c.day))).one()
    if as_of is None:
        raise ValueError("no view records a day up to today")
    source = next((table.name for table in (contracts, orders) if table in offered), None)
    return Edition(f"{as_of}-{int(rows)}", as_of, now, source if customer_spells in offered else None)


def _covered(table: Table) -> Select[*tuple[Any, ...]]:
    day = main_day(table)
    first, last = (func.min(table.c[day]), func.max(table.c[day])) if day else (cast(null(), Date), cast(null(), Date))
    named = literal(table.name).label("name")
    return select(named, func.count().label("n"), first.label("first_day"), last.label("last_day")).select_from(table)


def _rows(table: Table) -> Select[*tuple[Any, ...]]:
    return select(func.count().label("n"), cast(null(), Date).label("day")).select_from(table)


def _latest(table: Table, today: date) -> list[Select[*tuple[Any, ...]]]:
    """The last day of each column up to today; days to come are plans."""
    days = [column for column in table.columns if isinstance(column.type, Date) and column not in PLANNED]
    return [select(literal(0).label("n"), func.max(case((day <= today, day))).label("day")) for day in days]
