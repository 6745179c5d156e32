"""Import the files of one source: stage, check, merge, publish; or change nothing at all."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from getpass import getuser
from pathlib import Path

import duckdb
from sqlalchemy.exc import OperationalError

from kpi_engine.facts import SOURCE_TABLES
from storage.errors import FactsNotWritten
from storage.facts.store import FactsStore
from storage.facts.workbench import Workbench
from storage.imports.files import Brought, find_files, fingerprint
from storage.imports.profile import Profile
from storage.imports.profile_toml import load_profile
from storage.imports.progress import Meter, Watch, unwatched
from storage.imports.publishing import Arrival, publish
from storage.imports.report import Earlier, ImportReport
from storage.imports.staging import Staging

NOT_WRITTEN = (OSError, duckdb.OperationalError, OperationalError)  # disk full, no right, no connection, no memory


def import_profile(
    profile: Path,
    folder: Path | None,
    store: FactsStore,
    *,
    today: date,
    progress: Watch | None = None,
    override_shrink: bool = False,
    by: str | None = None,
    at: datetime | None = None,
) -> ImportReport:
    """Import what a profile names, from a folder (default: the profile's own).

    `today` is the day in the zone of the facts; `by` and `at` say who and when, for the journal (default: the user of
    the system, this moment).
    Raises ProfileError, ImportRefused, PublisherBusy, FactsNotWritten: the facts are then as they were.
    """
    plan = load_profile(profile)
    brought = find_files(plan, folder or profile.parent)
    whole = Import(plan, brought, fingerprint(plan, brought), store, today, by or getuser(), override_shrink, at)
    try:
        return whole.run(progress or unwatched)
    except NOT_WRITTEN as error:
        raise FactsNotWritten(store.place, str(error).splitlines()[0]) from error


@dataclass(frozen=True, slots=True)
class Import:
    """One import of one source."""

    profile: Profile
    brought: Brought
    fingerprint: str
    store: FactsStore
    today: date
    by: str
    may_shrink: bool
    at: datetime | None = None

    def run(self, watch: Watch) -> ImportReport:
        """Publish what was brought, unless the same was brought before."""
        if report := self._known():
            return report
        pieces = 2 * len(self.brought.fed) + len(self.brought.lookups) + len(SOURCE_TABLES) + 1
        meter = Meter(watch, pieces)
        with self.store.scratch() as scratch, Workbench(scratch / "spill") as bench:
            staging = Staging(bench, self.profile, scratch, meter)
            tables = staging.stage(self.brought)
            with self.store.next_version(bench) as version:
                if report := self._known():  # while this one waited for its turn
                    return report
                arrival = Arrival(
                    profile=self.profile,
                    brought=self.brought,
                    fingerprint=self.fingerprint,
                    tables=tables,
                    notices=tuple(staging.notices),
                    by=self.by,
                    at=self.at or datetime.now(UTC),
                    today=self.today,
                    may_shrink=self.may_shrink,
                )
                return publish(bench, arrival, self.store, version, meter)

    def _known(self) -> ImportReport | None:
        """The report of an import that brought the same content before."""
        for record in self.store.journal():
            if record.fingerprint == self.fingerprint:
                facts = self.store.current()
                earlier = Earlier(record.at, record.by)
                return ImportReport(self.profile.name, self.fingerprint, facts.version, facts.as_of, already=earlier)
        return None
