"""Import the files of one source: stage, check, merge, publish; or change nothing at all."""

from datetime import UTC, date, datetime
from getpass import getuser
from pathlib import Path

from kpi_engine.facts import SOURCE_TABLES
from storage.facts.store import FactsStore
from storage.facts.workbench import Workbench
from storage.imports.files import find_files, fingerprint
from storage.imports.profile_toml import load_profile
from storage.imports.progress import Meter, Watch, unwatched
from storage.imports.publishing import Arrival, publish
from storage.imports.report import Earlier, ImportReport
from storage.imports.staging import Staging


def import_profile(
    profile: Path,
    folder: Path | None,
    store: FactsStore,
    *,
    today: date,
    progress: Watch | None = None,
    override_shrink: bool = False,
    by: str | None = None,
) -> ImportReport:
    """Import what a profile names, from a folder (default: the profile's own).

    `today` is the day in the zone of the facts; `by` says who, for the journal (default: the user of the system).
    Raises ProfileError, ImportRefused, PublisherBusy: the facts are then as they were.
    """
    plan = load_profile(profile)
    brought = find_files(plan, folder or profile.parent)
    mark = fingerprint(plan, brought)
    if earlier := _earlier(store, mark):
        return _nothing(store, plan.name, mark, earlier)
    meter = Meter(progress or unwatched, total=2 * len(brought.fed) + len(brought.lookups) + len(SOURCE_TABLES) + 1)
    with store.scratch() as scratch, Workbench(scratch / "spill") as bench:
        staging = Staging(bench, plan, scratch, meter)
        tables = staging.stage(brought)
        with store.next_version(bench) as version:
            if earlier := _earlier(store, mark):
                return _nothing(store, plan.name, mark, earlier)
            arrival = Arrival(
                profile=plan,
                brought=brought,
                fingerprint=mark,
                tables=tables,
                notices=tuple(staging.notices),
                by=by or getuser(),
                at=datetime.now(UTC),
                today=today,
                may_shrink=override_shrink,
            )
            return publish(bench, arrival, store, version, meter)


def _earlier(store: FactsStore, mark: str) -> Earlier | None:
    """The import that brought the same content before."""
    return next((Earlier(record.at, record.by) for record in store.journal() if record.fingerprint == mark), None)


def _nothing(store: FactsStore, source: str, mark: str, earlier: Earlier) -> ImportReport:
    current = store.current()
    return ImportReport(source, mark, current.version, current.as_of, already=earlier)
