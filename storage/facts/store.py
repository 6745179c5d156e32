"""Where published facts live: a folder of DuckDB files, or a PostgreSQL database. Opened from one setting."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from storage.errors import VersionGone, WarehouseReadOnly
from storage.facts.journal import ImportRecord
from storage.facts.published import PublishedFacts
from storage.facts.served import ServedFacts
from storage.facts.warehouse import Warehouse, is_warehouse, named
from storage.facts.workbench import Workbench

KEPT = 8
"""Versions that stay, the current one included."""


class NextVersion(Protocol):
    """A version being made. The workbench holds `before_<table>` for the current facts; `next` is to be filled."""

    @property
    def held(self) -> AbstractSet[str]:
        """The tables of which the current facts hold rows."""

    @property
    def number(self) -> int:
        """Counts the versions of a store."""

    def publish(self) -> None:
        """Make it the current version, at once and for everybody."""


class FactsShelf(Protocol):
    """Opens published versions of the facts."""

    @property
    def place(self) -> str:
        """What people know it by."""

    def current(self) -> ServedFacts:
        """The version in force at this moment. Raises NoFacts."""

    def at(self, version: str) -> ServedFacts:
        """A version that is still kept, by the name it gave itself. Raises VersionGone."""


@dataclass(frozen=True, slots=True)
class OneVersion:
    """A shelf on which one version stands, whatever has been published since."""

    place: str
    facts: ServedFacts

    def current(self) -> ServedFacts:
        """That version."""
        return self.facts

    def at(self, version: str) -> ServedFacts:
        """That version and no other. Raises VersionGone."""
        if version != self.facts.version:
            raise VersionGone(self.place, version)
        return self.facts


class FactsStore(FactsShelf, Protocol):
    """A shelf that versions are published on."""

    def current(self) -> PublishedFacts:
        """The version in force at this moment. Raises NoFacts."""

    @property
    def rejects(self) -> Path:
        """The folder where reject files go."""

    def journal(self) -> Sequence[ImportRecord]:
        """Imports up to the current version, oldest first; none where there are no facts."""

    def keep_current_only(self) -> None:
        """Delete every version but the one in force, at once. Raises PublisherBusy where one is still being read."""

    def scratch(self) -> AbstractContextManager[Path]:
        """A folder for the length of one import; what a crash leaves of it is cleaned by the next one."""

    def next_version(self, bench: Workbench) -> AbstractContextManager[NextVersion]:
        """Begin the next version, alone: raises PublisherBusy while another one is begun. Gone if not published."""


def open_shelf(place: str, kept: int = KEPT) -> FactsShelf:
    """Open facts to be read: a warehouse, by a URL such as `hive://…`, or a store. Raises DriverMissing."""
    return Warehouse(place) if is_warehouse(place) else open_facts(place, kept=kept)


def open_facts(place: str, rejects: Path | None = None, kept: int = KEPT) -> FactsStore:
    """Open a store: a URL such as `postgresql+psycopg://…`, or the path of a folder. Raises WarehouseReadOnly.

    Reject files go beside that folder, or to ./var/rejects, unless said otherwise. `kept` is how many versions stay,
    the current one included.
    """
    if is_warehouse(place):
        raise WarehouseReadOnly(named(place))
    if "://" in place:
        from storage.facts.postgres_store import PostgresStore  # noqa: PLC0415 - its driver loads where it is used

        return PostgresStore(place, rejects or Path("var/rejects"), kept)
    from storage.facts.duckdb_store import DuckdbStore  # noqa: PLC0415

    return DuckdbStore(Path(place), rejects, kept)
