"""Facts in a folder: immutable files `facts-<n>.duckdb` and the small file CURRENT that names the one in force.

A name is never used for two contents: a process that holds a file open would not see the second.
"""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from typing import IO

import duckdb
from sqlalchemy.exc import DBAPIError

from storage.errors import FactsUnreadable, NoFacts, PublisherBusy, VersionGone
from storage.facts.duckdb_facts import DuckdbFacts
from storage.facts.journal import ImportRecord
from storage.facts.merging import see_before
from storage.facts.rollups import roll_up
from storage.facts.store import KEPT
from storage.facts.tables import NEXT
from storage.facts.workbench import Workbench

PATIENCE = 120.0  # seconds to wait for another publisher
BASE = "base"


class DuckdbStore:
    """Publishes into a folder and opens what it holds."""

    def __init__(self, folder: Path, rejects: Path | None = None, kept: int = KEPT, patience: float = PATIENCE) -> None:
        self.place = str(folder)
        self.rejects = rejects or folder.parent / "rejects"
        self._folder = folder
        self._kept = kept
        self._patience = patience
        self._opened: tuple[str, DuckdbFacts] | None = None
        self._opening = Lock()

    def current(self) -> DuckdbFacts:
        """The version that CURRENT names at this moment. Raises NoFacts."""
        with self._opening:
            name = self.current_name()
            if name is None:
                raise NoFacts(self.place)
            if self._opened is None or self._opened[0] != name:
                self._opened = name, self._open(name)
            return self._opened[1]

    def at(self, version: str) -> DuckdbFacts:
        """The version of this name, if its file is still there. Raises VersionGone."""
        name = f"facts-{version.partition('-')[0]}.duckdb"
        if (self._folder / name).exists():
            facts = self._opened_before(name) or self._open(name)
            if facts.version == version:
                return facts
        raise VersionGone(self.place, version)

    def _opened_before(self, name: str) -> DuckdbFacts | None:
        with self._opening:
            return self._opened[1] if self._opened and self._opened[0] == name else None

    def _open(self, name: str) -> DuckdbFacts:
        try:
            return DuckdbFacts(self._folder / name)
        except (duckdb.Error, DBAPIError) as error:
            raise FactsUnreadable(self.place, str(error).splitlines()[0]) from error

    def current_name(self) -> str | None:
        """The file in force, None where nothing was published."""
        try:
            return (self._folder / "CURRENT").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    def journal(self) -> Sequence[ImportRecord]:
        """Imports up to the current version, oldest first."""
        return self.current().imports if self.current_name() else ()

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder that is held by a lock as long as its import lives."""
        self._folder.mkdir(parents=True, exist_ok=True)
        folder = Path(mkdtemp(prefix="import-", dir=self._folder))
        try:
            with (folder / "held").open("w") as held:
                fcntl.flock(held, fcntl.LOCK_EX)
                yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def next_version(self, bench: Workbench) -> Iterator["NextFile"]:
        """Begin the next file beside the current one. Raises PublisherBusy."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "publisher.lock").open("w") as lock:
            self._take(lock)
            number = 1 + max(map(_number, self._folder.glob("facts-*.duckdb*")), default=0)
            self._clean()
            name = self.current_name()
            if name:
                bench.attach(self._folder / name, BASE, "(READ_ONLY)")
            held = see_before(bench, BASE) if name else frozenset()
            built = NextFile(bench, self._folder / f"facts-{number}.duckdb", number, held)
            bench.attach(built.unfinished, NEXT)
            try:
                yield built
            finally:
                bench.detach(NEXT)
                bench.detach(BASE)
                built.unfinished.unlink(missing_ok=True)
                self._prune(self._kept)

    def keep_current_only(self) -> None:
        """Delete every version but the one in force. Raises PublisherBusy."""
        with (self._folder / "publisher.lock").open("w") as lock:
            self._take(lock)
            self._clean()
            self._prune(1)

    def _take(self, lock: IO[str]) -> None:
        end = time.monotonic() + self._patience
        while True:
            try:
                return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > end:
                    raise PublisherBusy(self.place) from None
                time.sleep(0.05)

    def _clean(self) -> None:
        """Remove what crashed imports left: unfinished files, files that never came into force, scratch folders."""
        name = self.current_name()
        number = _number(Path(name)) if name else 0
        for path in self._folder.glob("facts-*.duckdb*"):
            if path.suffix != ".duckdb" or _number(path) > number:
                path.unlink()
        for folder in self._folder.glob("import-*"):
            if _is_abandoned(folder):
                shutil.rmtree(folder, ignore_errors=True)

    def _prune(self, kept: int) -> None:
        for path in sorted(self._folder.glob("facts-*.duckdb"), key=_number)[:-kept]:
            path.unlink()


@dataclass(frozen=True, slots=True)
class NextFile:
    """A file being built."""

    bench: Workbench
    path: Path
    number: int
    held: AbstractSet[str]

    @property
    def unfinished(self) -> Path:
        """Where it grows."""
        return self.path.with_suffix(".duckdb.tmp")

    def publish(self) -> None:
        """Count large tables, write the file out, give it its name for ever, and point CURRENT at it."""
        roll_up(self.bench)
        self.bench.detach(NEXT)  # writes everything into the file: no write-ahead log is left
        folder = self.path.parent
        _sync(self.unfinished)
        self.unfinished.rename(self.path)
        _sync(folder)
        pointer = folder / "CURRENT.tmp"
        pointer.write_text(self.path.name + "\n", encoding="ascii")
        _sync(pointer)
        pointer.rename(folder / "CURRENT")
        _sync(folder)


def _number(path: Path) -> int:
    return int(path.name.split("-")[1].split(".")[0])


def _is_abandoned(folder: Path) -> bool:
    try:
        with (folder / "held").open() as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:  # killed before, or being made at this moment by another import
        return time.time() - folder.stat().st_mtime > PATIENCE
    except BlockingIOError:
        return False
    return True


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
