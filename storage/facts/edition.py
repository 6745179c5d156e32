"""Write into the next version what it says of itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date

from sqlalchemy import insert

from storage.facts.books import BOOKS, CONTENTS, EDITION, IMPORTS
from storage.facts.contents import describe
from storage.facts.journal import ImportRecord
from storage.facts.tables import book
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
    bench.make(*map(book, BOOKS))
    bench.run(insert(book(EDITION)), [own])
    bench.run(insert(book(CONTENTS)), describe(bench))
    bench.run(insert(book(IMPORTS)), [record.as_row() for record in edition.journal])
