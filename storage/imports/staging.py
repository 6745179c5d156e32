"""Bring all files of an import into the workbench: read, typed, checked, doubles settled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from sqlalchemy import Table

from kpi_engine.facts import SOURCE_TABLES
from storage.facts.workbench import Workbench
from storage.imports.checks import note_unreadable, open_tables, stage
from storage.imports.doubles import settle_doubles
from storage.imports.files import Brought, FoundFile
from storage.imports.filling import fill
from storage.imports.findings import findings
from storage.imports.header import Header
from storage.imports.lookups import LookupTable, build_lookup, columns_taken
from storage.imports.origins import described
from storage.imports.profile import Dialect, Feed, Profile, columns_of
from storage.imports.progress import Meter, Step
from storage.imports.reader import RawFile, read
from storage.imports.report import Finding, Notice
from storage.imports.rows import rows_of
from storage.imports.text import Text, canonical_text
from storage.imports.workbook import is_workbook, sheet_text


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A file whose rows are staged, and what was found on the way."""

    text: Text
    header: Header
    records: int
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class StagedTable:
    """A table whose rows are staged."""

    facts: Table
    files: tuple[StagedFile, ...]
    complete: bool
    id_column: str  # the source's name of the id
    identical: int  # rows dropped as such

    @property
    def is_of_corrections(self) -> bool:
        """Every file is a reject file that came back."""
        return all(file.header.is_of_corrections for file in self.files)

    @property
    def read(self) -> int:
        """Rows that the files hold."""
        return sum(file.records for file in self.files)


class Staging:
    """One import's way into the workbench."""

    def __init__(self, bench: Workbench, profile: Profile, scratch: Path, meter: Meter) -> None:
        self._bench = bench
        self._profile = profile
        self._scratch = scratch
        self._meter = meter
        self._numbers = count(1)
        self.notices: list[Notice] = []  # of the source as a whole

    def stage(self, brought: Brought) -> tuple[StagedTable, ...]:
        """Stage all that was brought. Raises ImportRefused."""
        fed = {each.feed.table for each in brought.fed}
        tables = [facts for facts in SOURCE_TABLES if facts.name in fed]
        open_tables(self._bench, tables)
        self.notices += [Notice(Finding.FILE_ABSENT, 1, name) for name in brought.absent]
        lookups = {name: self._look_into(name, file) for name, file in brought.lookups.items()}
        return tuple(
            self._table(
                facts, [(each.feed, each.file) for each in brought.fed if each.feed.table == facts.name], lookups
            )
            for facts in tables
        )

    def _table(
        self, facts: Table, fed: Sequence[tuple[Feed, FoundFile]], lookups: Mapping[str, LookupTable]
    ) -> StagedTable:
        files = tuple(self._file(facts, place, *each, lookups) for place, each in enumerate(fed))
        feed = fed[0][0]
        id_column = described(feed.cells[facts.primary_key.columns[0].name].origin)
        identical = settle_doubles(self._bench, facts, id_column)
        return StagedTable(facts, files, any(feed.complete for feed, _ in fed), id_column, identical)

    def _file(
        self, facts: Table, place: int, feed: Feed, file: FoundFile, lookups: Mapping[str, LookupTable]
    ) -> StagedFile:
        if is_workbook(file.path):  # its numbers are typed, whatever the other files of the source write
            feed = replace(feed, dialect=replace(feed.dialect, decimal=".", thousands=""))
        raw = self._raw(file, feed.dialect, dict.fromkeys(_needed(feed), feed.table))
        self._meter.begin(Step.CHECKING, file.name)
        rows = rows_of(self._bench, feed, raw, lookups)
        filled = fill(rows, feed, (self._profile.zone, self._profile.times_zone))
        stage(self._bench, facts, place, rows, filled)
        note_unreadable(self._bench, facts, place, raw.unreadable)
        notices = tuple(findings(rows, feed, raw, filled))
        self._bench.drop(raw.name)
        return StagedFile(raw.text, raw.header, raw.records, notices)

    def _look_into(self, name: str, file: FoundFile) -> LookupTable:
        lookup = self._profile.lookups[name]
        taken = columns_taken(lookup, self._profile.feeds)
        raw = self._raw(file, lookup.dialect, dict.fromkeys((lookup.key, *taken), f"the look-up {name}"))
        table = build_lookup(self._bench, lookup, raw, taken)
        self._bench.drop(raw.name)
        if table.contradicting:
            self.notices.append(Notice(Finding.LOOKUP_CONTRADICTS, table.contradicting, lookup.key, became=name))
        return table

    def _raw(self, file: FoundFile, dialect: Dialect, needed: Mapping[str, str]) -> RawFile:
        name = f"raw_{next(self._numbers)}"
        self._meter.begin(Step.READING, file.name)
        folder = self._scratch / name
        folder.mkdir()
        if is_workbook(file.path):
            return read(self._bench, name, sheet_text(file.path, file.name, dialect.sheet, folder), ",", needed)
        text = canonical_text(file.path, file.name, dialect.encoding, folder)
        return read(self._bench, name, text, dialect.separator, needed)


def _needed(feed: Feed) -> Iterator[str]:
    """The columns that a feed reads."""
    for cell in feed.cells.values():
        yield from columns_of(cell.origin)
    for skip in feed.skip:
        yield skip.column
