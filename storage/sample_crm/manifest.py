"""What `write` wrote: files, rows, and every fault planted in them, by line."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

MANIFEST = "manifest.json"


class Kind(StrEnum):
    """Faults that real exports have."""

    IDENTICAL = "identical"  # the same row a second time
    CONFLICTING = "conflicting"  # the same id a second time, with another content
    MISSING = "missing"  # a required cell is empty
    IMPOSSIBLE_DATE = "impossible date"
    NOT_A_NUMBER = "not a number"
    OUT_OF_SCALE = "out of scale"  # a score that the survey cannot give
    CLOSED_BEFORE_CREATED = "closed before created"
    CLOSED_WITHOUT_DATE = "closed without a date"
    UNLISTED_ACCOUNT = "unlisted account"
    MISSPELT = "misspelt"
    UNKNOWN_MARKER = "unknown marker"  # a word that stands for an empty cell
    PADDED = "padded"  # spaces around a value


class Fate(StrEnum):
    """What an import must do with a row."""

    MERGED = "merged"
    REJECTED = "rejected"
    COUNTED = "counted"  # kept, and reported
    CLEANED = "cleaned"  # kept, nothing to report


FATES = {
    Kind.IDENTICAL: Fate.MERGED,
    Kind.CONFLICTING: Fate.REJECTED,
    Kind.MISSING: Fate.REJECTED,
    Kind.IMPOSSIBLE_DATE: Fate.REJECTED,
    Kind.NOT_A_NUMBER: Fate.REJECTED,
    Kind.OUT_OF_SCALE: Fate.REJECTED,
    Kind.CLOSED_BEFORE_CREATED: Fate.COUNTED,
    Kind.CLOSED_WITHOUT_DATE: Fate.COUNTED,
    Kind.UNLISTED_ACCOUNT: Fate.COUNTED,
    Kind.MISSPELT: Fate.COUNTED,
    Kind.UNKNOWN_MARKER: Fate.COUNTED,
    Kind.PADDED: Fate.CLEANED,
}


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault in one file. `column` is None where the whole row is at fault; the header is line 1."""

    kind: Kind
    file: str
    column: str | None
    lines: tuple[int, ...]

    @property
    def fate(self) -> Fate:
        """What an import must do with these rows."""
        return FATES[self.kind]


@dataclass(frozen=True, slots=True)
class Written:
    """One file and its rows, without the header."""

    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of one sample."""

    today: date
    seed: int
    files: tuple[Written, ...]
    planted: tuple[Planted, ...]

    def rows(self, file: str) -> int:
        """Rows in a file, faults included."""
        return next(written.rows for written in self.files if written.name == file)

    def lines(self, file: str, *, fate: Fate | None = None, kind: Kind | None = None) -> tuple[int, ...]:
        """Lines of a file with a fault of this fate or kind, in order."""
        return tuple(
            sorted(
                line
                for fault in self.planted
                if fault.file == file and fate in {None, fault.fate} and kind in {None, fault.kind}
                for line in fault.lines
            )
        )

    def kept(self, file: str) -> int:
        """Rows that an import must keep: all but the rejected ones and the second copies."""
        lost = (*self.lines(file, fate=Fate.REJECTED), *self.lines(file, fate=Fate.MERGED))
        return self.rows(file) - len(lost)

    def save(self, folder: Path) -> None:
        """Leave the manifest beside the files, as JSON."""
        content = json.dumps(asdict(self), indent=1, ensure_ascii=False, default=str)
        (folder / MANIFEST).write_text(content, encoding="utf-8")
