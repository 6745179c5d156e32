"""Judge what is staged, merge it into the next version, publish that, and report."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import chain, count
from pathlib import Path

from kpi_engine.facts import SOURCE_TABLES, orders
from storage.facts.building import build
from storage.facts.contents import last_recorded_day
from storage.facts.edition import Edition, latest_day, write_books
from storage.facts.journal import ImportRecord
from storage.facts.merging import Changes, Merge
from storage.facts.store import FactsStore, NextVersion
from storage.facts.tables import staged
from storage.facts.workbench import Workbench
from storage.imports.doubts import doubts
from storage.imports.files import Brought
from storage.imports.judging import refuse_bad, refuse_shrunk, reject_foreign, rejections, write_reject_files
from storage.imports.profile import INACTIVITY_DAYS, Profile
from storage.imports.progress import Meter, Step
from storage.imports.report import Finding, ImportReport, Notice, TableReport
from storage.imports.staging import StagedTable

COUNTED = ("read", "loaded", "rejected", "skipped", "identical", "added", "changed", "unchanged", "removed")


@dataclass(frozen=True, slots=True)
class Arrival:
    """What came, from whom, and when."""

    profile: Profile
    brought: Brought
    fingerprint: str
    tables: tuple[StagedTable, ...]
    notices: tuple[Notice, ...]
    by: str
    at: datetime
    today: date
    may_shrink: bool = False

    @property
    def is_of_corrections(self) -> bool:
        """Only reject files came back."""
        return all(table.is_of_corrections for table in self.tables)


def publish(bench: Workbench, arrival: Arrival, store: FactsStore, version: NextVersion, meter: Meter) -> ImportReport:
    """Publish what is staged. Raises TooManyBadRows, Shrunk."""
    journal = store.journal()
    merges = _merges(bench, arrival, version)
    rejects = _judge(bench, arrival, store, merges, journal)
    changes = {table.facts.name: merges[table.facts.name].changes() for table in arrival.tables}
    inactivity = _inactivity_days(arrival, store, journal)
    spells_from = build(bench, tuple(merges.values()), inactivity, lambda name: meter.begin(Step.PUBLISHING, name))
    reports = tuple(_report(bench, table, changes[table.facts.name], arrival.today) for table in arrival.tables)
    made = _record(bench, arrival, version.number, reports)
    as_of = latest_day([*journal, made]) or arrival.today
    name = f"{version.number}-{arrival.fingerprint[:8]}"
    write_books(bench, Edition(version.number, name, as_of, (*journal, made), spells_from, inactivity))
    version.publish()
    meter.end()
    return ImportReport(arrival.profile.name, arrival.fingerprint, name, as_of, reports, rejects, arrival.notices)


def _merges(bench: Workbench, arrival: Arrival, version: NextVersion) -> dict[str, Merge]:
    came = {table.facts.name: table for table in arrival.tables}
    complete = {name for name, table in came.items() if table.complete and not table.is_of_corrections}
    return {
        facts.name: Merge(
            bench=bench,
            facts=facts,
            source=arrival.profile.name,
            came=facts.name in came,
            held=facts.name in version.held,
            complete=facts.name in complete,
        )
        for facts in SOURCE_TABLES
    }


def _judge(
    bench: Workbench, arrival: Arrival, store: FactsStore, merges: dict[str, Merge], journal: Sequence[ImportRecord]
) -> tuple[Path, ...]:
    """Reject rows, write the reject files, and refuse the import where too much is bad or missing."""
    for table in arrival.tables:
        reject_foreign(bench, merges[table.facts.name], table.id_column)
    folder = _new_folder(store.rejects / arrival.profile.name, f"{arrival.at:%Y-%m-%dT%H%M%S}")
    rejects = write_reject_files(bench, arrival.tables, tuple(arrival.brought.lookups.values()), folder)
    for table in arrival.tables:
        refuse_bad(bench, table, rejects)
        if not arrival.may_shrink:
            refuse_shrunk(table, arrival.profile.name, journal)
    return rejects


def _new_folder(place: Path, name: str) -> Path:
    """A folder that is not there yet: what is imported may itself be the rejects of a moment ago."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(folder for folder in map(place.joinpath, names) if not folder.exists())


def _inactivity_days(arrival: Arrival, store: FactsStore, journal: Sequence[ImportRecord]) -> int:
    """What the source of the orders says; other sources leave it as it is."""
    if any(table.facts is orders for table in arrival.tables):
        return arrival.profile.inactivity_days
    return store.current().inactivity_days if journal else INACTIVITY_DAYS


def _report(bench: Workbench, table: StagedTable, changes: Changes, today: date) -> TableReport:
    rejected, reasons = rejections(bench, table)
    found = [notice for file in table.files for notice in file.notices]
    own = [Notice(Finding.IDENTICAL, table.identical)] if table.identical else []
    return TableReport(
        table=table.facts.name,
        files=tuple(file.text.name for file in table.files),
        read=table.read,
        loaded=bench.count(staged(table.facts)),
        rejected=rejected,
        skipped=sum(notice.count for notice in found if notice.finding is Finding.SKIPPED),
        identical=table.identical,
        rejections=reasons,
        notices=(*found, *own, *doubts(bench, table.facts, today)),
        **asdict(changes),
    )


def _record(bench: Workbench, arrival: Arrival, number: int, reports: Sequence[TableReport]) -> ImportRecord:
    profile = arrival.profile
    return ImportRecord(
        number=number,
        fingerprint=arrival.fingerprint,
        source=profile.name,
        profile=profile.path.name,
        by=arrival.by,
        at=arrival.at,
        as_of=profile.as_of or last_recorded_day(bench, profile.name, arrival.today),
        corrections=arrival.is_of_corrections,
        counts={report.table: {word: getattr(report, word) for word in COUNTED} for report in reports},
    )
