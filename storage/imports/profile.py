"""A source profile: which file feeds which table of the facts, and how each cell becomes a fact.

The model only; `profile_toml.py` reads it from TOML, `docs/source-profiles.md` is its grammar for people.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

INACTIVITY_DAYS = 365


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file, or one column of it, writes things. None: proven by the file, or the import is refused."""

    encoding: str | None = None
    separator: str | None = None
    decimal: str | None = None
    thousands: str | None = None
    unit: str | None = None  # a sign or code beside numbers, such as €
    dates: str | None = None  # iso, day first, month first, or a strptime pattern
    sheet: str | None = None

    def over(self, outer: "Dialect") -> "Dialect":
        """What is said here, else what is said outside."""
        return Dialect(*(getattr(self, part.name) or getattr(outer, part.name) for part in fields(self)))


@dataclass(frozen=True, slots=True)
class Column:
    """The cell of one column."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant:
    """The same value on every row."""

    value: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Several cells put together; empty as soon as one of them is empty."""

    names: tuple[str, ...]
    between: str


@dataclass(frozen=True, slots=True)
class Multiplied:
    """The product of several numbers."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Signed:
    """One of three words, by the sign of a number."""

    name: str
    positive: str
    negative: str
    zero: str


@dataclass(frozen=True, slots=True)
class LineNumber:
    """The file's name and the line, for a source whose rows have no id."""


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The cell `take` of another file's row whose key equals this row's cell `by`."""

    lookup: str
    by: str
    take: str


Origin = Column | Constant | Joined | Multiplied | Signed | LineNumber | LookedUp


def columns_of(origin: Origin) -> tuple[str, ...]:
    """The columns of the fed file that an origin reads."""
    match origin:
        case Column(name) | Signed(name=name) | LookedUp(by=name):
            return (name,)
        case Joined(names) | Multiplied(names):
            return names
        case Constant() | LineNumber():
            return ()


@dataclass(frozen=True, slots=True)
class Cell:
    """How one column of the facts is filled: origin, then unknown markers, then value map, then type."""

    origin: Origin
    unknown: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)  # "" stands for empty
    others: str | None = None  # what a value outside the map becomes; None: it stays
    prefix: str = ""
    dialect: Dialect = Dialect()

    @property
    def is_mapped(self) -> bool:
        """Some text becomes another, or unknown."""
        return bool(self.unknown or self.values or self.others is not None or self.prefix)


@dataclass(frozen=True, slots=True)
class Skip:
    """Rows left out on purpose: those whose cell is (or is not) one of the values."""

    column: str
    values: tuple[str, ...]
    negated: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Feed:
    """Files of one shape that feed one table."""

    table: str
    files: tuple[str, ...]
    cells: Mapping[str, Cell]
    dialect: Dialect = Dialect()
    skip: tuple[Skip, ...] = ()
    complete: bool = False  # the files hold the whole table: rows they no longer hold are removed
    keep_unknown_accounts: bool = False


@dataclass(frozen=True, slots=True)
class Lookup:
    """A file whose rows are found by a key."""

    name: str
    file: str
    key: str
    dialect: Dialect = Dialect()


@dataclass(frozen=True, slots=True)
class Profile:
    """All that one source brings."""

    name: str
    path: Path
    feeds: tuple[Feed, ...]
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    zone: ZoneInfo | None = None  # whose calendar days the facts are in
    times_zone: ZoneInfo | None = None  # of times that name no zone; None: the same
    as_of: date | None = None
    inactivity_days: int = INACTIVITY_DAYS
