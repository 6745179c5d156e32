"""Write into the next version what it says of itself, and make it the current one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from sqlalchemy import MetaData, Table, insert
from sqlalchemy.schema import CreateTable

from storage.facts.books import CONTENTS, EDITION, IMPORTS
from storage.facts.building import NEXT
from storage.facts.contents import describe
from storage.facts.journal import ImportRecord
from storage.facts.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Edition:
    """A version of the facts, as it describes itself."""

    number: int
    version: str
    as_of: date
    journal: Sequence[ImportRecord]
    spells_from: str | None
    inactivity_days: int


def latest_day(journal: Sequence[ImportRecord]) -> date | None:
    """The last day of all sources: of each, the one that its latest import told."""
    days: Mapping[str, date | None] = {record.source: record.as_of for record in journal}
    return max((day for day in days.values() if day), default=None)


def write_books(bench: Workbench, edition: Edition) -> None:
    """Fill the books of the next version."""
    made = edition.journal[-1]
    own = {
        "number": edition.number,
        "version": edition.version,
        "as_of": edition.as_of,
        "loaded_at": made.at.astimezone(UTC).replace(tzinfo=None),
        "spells_from": edition.spells_from,
        "inactivity_days": edition.inactivity_days,
    }
    _write(bench, EDITION, [own])
    _write(bench, CONTENTS, describe(bench))
    _write(bench, IMPORTS, [record.as_row() for record in edition.journal])


def _write(bench: Workbench, book: Table, rows: list[dict[str, object]]) -> None:
    target = book.to_metadata(MetaData(), schema=NEXT)
    bench.run(CreateTable(target))
    bench.run(insert(target), rows)
