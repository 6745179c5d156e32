"""What an import did and found. Nothing that was changed, left out or doubtful is missing here."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path


class Finding(StrEnum):
    """What may be found without a row being rejected."""

    VALUE_MAPPED = "value mapped"
    OTHERS_MAPPED = "values outside the map"
    UNKNOWN_MARKER = "unknown marker"
    EMPTY = "empty, shown as unknown"
    SIGN_READ = "named by its sign"
    LOOKUP_MISSED = "look-up found nothing"
    LOOKUP_CONTRADICTS = "look-up key with different contents"
    SKIPPED = "skipped"
    IDENTICAL = "identical rows counted once"
    COLUMN_IGNORED = "columns that nothing reads"
    FILE_ABSENT = "file not brought"
    CLOSED_BEFORE_CREATED = "closed before created; durations leave them out"
    CLOSED_AFTER_TODAY = "closed after today"
    CLOSED_WITHOUT_DAY = "closed without a day"
    EXPECTED_CLOSE = "expected close of an open opportunity, not kept"
    AFTER_TODAY = "dated after today"
    UNKNOWN_ACCOUNT = "account not listed"
    WITHOUT_ACCOUNT = "orders without an account"
    OF_NOTHING = "orders of amount 0"
    BELOW_NOTHING = "orders of a negative amount"
    IDLE_REP = "reps whom no row names"
    NO_LEAD_LINKED = "won opportunities that no lead leads to"


@dataclass(frozen=True, slots=True)
class Notice:
    """One finding, how often, and where: the column of the source, the value, what it became."""

    finding: Finding
    count: int
    column: str | None = None
    value: str | None = None
    became: str | None = None

    def __str__(self) -> str:
        words = [
            *([f"`{self.column}`"] if self.column else []),
            *([repr(self.value)] if self.value is not None else []),
            *([f"-> {self.became or 'unknown'}"] if self.became is not None else []),
            f"({self.count:,})",
        ]
        return f"{self.finding}: {' '.join(words)}"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Rows rejected for one reason in one column of the source; None: the whole line."""

    column: str | None
    reason: str
    count: int

    def __str__(self) -> str:
        where = f"`{self.column}`: " if self.column else ""
        return f"{where}{self.reason} ({self.count:,})"


@dataclass(frozen=True, slots=True)
class TableReport:
    """What happened to the rows of one table. read = loaded + rejected + skipped + identical."""

    table: str
    files: tuple[str, ...]
    read: int
    loaded: int
    rejected: int
    skipped: int
    identical: int
    added: int
    changed: int
    unchanged: int
    removed: int
    rejections: tuple[Rejection, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An import of the same content that was published before."""

    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One import. Where `already` is set nothing was read and nothing changed."""

    source: str
    fingerprint: str  # SHA-256 of the profile and of all files
    version: str
    as_of: date
    tables: tuple[TableReport, ...] = ()
    rejects: tuple[Path, ...] = ()
    notices: tuple[Notice, ...] = ()  # of the source as a whole
    already: Earlier | None = None

    @property
    def rows(self) -> int:
        """Rows loaded, over all tables."""
        return sum(table.loaded for table in self.tables)

    @property
    def rejected(self) -> int:
        """Rows rejected, over all tables."""
        return sum(table.rejected for table in self.tables)

    def __str__(self) -> str:
        if self.already:
            when = f"{self.already.at:%Y-%m-%d %H:%M} UTC"
            return f"{self.source}: already imported on {when} by {self.already.by}; 0 changes"
        return "\n".join(line for table in self.tables for line in _lines(table)) + "".join(
            f"\n{notice}" for notice in self.notices
        )


def _lines(table: TableReport) -> list[str]:
    counts = f"{table.read:,} read, {table.loaded:,} loaded, {table.rejected:,} rejected, {table.skipped:,} skipped"
    changes = (
        f"{table.added:,} new, {table.changed:,} changed, {table.unchanged:,} unchanged, {table.removed:,} removed"
    )
    rejections = [f"  rejected: {rejection}" for rejection in table.rejections]
    notices = [f"  {notice}" for notice in table.notices if notice.finding is not Finding.COLUMN_IGNORED]
    ignored = [f"`{notice.column}`" for notice in table.notices if notice.finding is Finding.COLUMN_IGNORED]
    columns = [f"  {Finding.COLUMN_IGNORED}: {', '.join(ignored)}"] if ignored else []
    return [f"{table.table}: {counts}; {changes}", *rejections, *notices, *columns]
