"""Everything the storage can refuse, by whose fault it is.

    StorageError
    ├── NoFacts                       nothing was imported yet
    ├── ProfileError                  the source profile's
    │   ├── ProfileUnreadable         not there, or not TOML
    │   ├── UnknownProfileKey         a key the grammar lacks, with the nearest one it has
    │   ├── ProfileKeyMissing         a key the grammar asks for
    │   └── ProfileValueWrong         a key whose value cannot be meant
    ├── ImportRefused                 the file's: nothing was changed
    │   ├── FileMissing               no such file in the folder
    │   ├── FileEmpty                 no line, or a header and nothing else
    │   ├── FileUnreadable            damaged, or not of the kind its name says
    │   ├── EncodingUnknown           neither a BOM nor UTF-8, and no encoding declared
    │   ├── NulByte                   a binary file
    │   ├── LineEndsMixed             carriage returns alone beside line feeds
    │   ├── SeparatorUnknown          none, or several, of the usual separators give the columns asked for
    │   ├── ColumnMissing             a column of the profile is not in the header
    │   ├── HeaderTwice               a column of the profile stands twice in the header
    │   ├── QuoteUnclosed             a quote that swallows the lines after it
    │   ├── RowsLost                  fewer rows came out of the reader than the file holds
    │   ├── NumbersAmbiguous          1.234 may be a thousand or a decimal, nothing in the column proves which
    │   ├── DatesAmbiguous            03/04/2026 may be March or April, nothing in the column proves which
    │   ├── ZoneMissing               times of day without a zone
    │   ├── TooManyBadRows            more bad rows than an import bears
    │   └── Shrunk                    far fewer rows than the same source brought before
    ├── PublisherBusy                 another import is publishing
    ├── VersionGone                   an older version of the facts that is not kept any more
    ├── FactsNotWritten               no space, no right or no connection to publish
    └── FactsUnreadable               published facts that cannot be opened

Classes carry facts; `str()` gives the English sentence for the terminal: what, where, how to mend it.
"""

from dataclasses import dataclass
from pathlib import Path


class StorageError(Exception):
    """Root of all that the storage raises."""


@dataclass(eq=False)
class NoFacts(StorageError):
    """Nothing was published in this store."""

    store: str

    def __str__(self) -> str:
        return f"no facts were imported into {self.store} yet: run `kpi import PROFILE.toml --folder DIR`"


@dataclass(eq=False)
class VersionGone(StorageError):
    """The store keeps its latest versions only, and this one is not among them."""

    store: str
    version: str

    def __str__(self) -> str:
        return f"version {self.version} of the facts is not kept any more in {self.store}"


class ProfileError(StorageError):
    """The source profile cannot be used as it stands."""


@dataclass(eq=False)
class ProfileUnreadable(ProfileError):
    """The profile is not there, or is not TOML."""

    profile: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.profile.name}: {self.reason}"


@dataclass(eq=False)
class UnknownProfileKey(ProfileError):
    """A key that the grammar lacks."""

    profile: Path
    line: int | None
    section: str
    key: str
    nearest: str | None

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line else ""
        hint = f": did you mean `{self.nearest}`?" if self.nearest else ", see docs/source-profiles.md"
        return f"{self.profile.name}{place}: unknown key `{self.key}` in {self.section}{hint}"


@dataclass(eq=False)
class ProfileKeyMissing(ProfileError):
    """A key that the grammar asks for."""

    profile: Path
    section: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.profile.name}: {self.section} lacks `{self.key}`: {self.reason}"


@dataclass(eq=False)
class ProfileValueWrong(ProfileError):
    """A key whose value cannot be meant."""

    profile: Path
    line: int | None
    section: str
    key: str
    reason: str

    def __str__(self) -> str:
        place = f", line {self.line}" if self.line else ""
        return f"{self.profile.name}{place}: `{self.key}` in {self.section} {self.reason}"


class ImportRefused(StorageError):
    """A file is not fit for import; nothing was changed."""


@dataclass(eq=False)
class FileMissing(ImportRefused):
    """The folder has no such file."""

    file: str
    folder: Path

    def __str__(self) -> str:
        return f"{self.file}: no such file in {self.folder}; say where the files are with --folder"


@dataclass(eq=False)
class FileEmpty(ImportRefused):
    """The file holds no row."""

    file: str

    def __str__(self) -> str:
        return f"{self.file}: the file holds no row; export it again"


@dataclass(eq=False)
class FileUnreadable(ImportRefused):
    """The file is damaged, too big, or not of the kind its name says."""

    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


@dataclass(eq=False)
class EncodingUnknown(ImportRefused):
    """Bytes that are not valid in the encoding in force."""

    file: str
    line: int
    column: int
    declared: str | None
    as_cp1252: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}, byte {self.column}"
        if self.declared:
            return f"{place}: not valid {self.declared}; correct `encoding` in the profile"
        proposal = f'encoding = "cp1252" would read the line as {self.as_cp1252!r}'
        return f"{place}: not UTF-8; declare the encoding in the profile, e.g. {proposal}"


@dataclass(eq=False)
class NulByte(ImportRefused):
    """A NUL byte: the file is binary or damaged."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: a NUL byte, so this is no text file; export it as CSV"


@dataclass(eq=False)
class LineEndsMixed(ImportRefused):
    """A carriage return alone, in a file whose lines end otherwise."""

    file: str
    line: int

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}"
        return f"{place}: a carriage return inside the line; save the file with one kind of line end"


@dataclass(eq=False)
class SeparatorUnknown(ImportRefused):
    """None, or several, of the usual separators give the columns the profile asks for."""

    file: str
    fitting: tuple[str, ...]
    missing: tuple[str, ...]

    def __str__(self) -> str:
        if self.fitting:
            seps = " and ".join(repr(separator) for separator in self.fitting)
            return f"{self.file}, line 1: {seps} both give the columns asked for; declare `separator`"
        columns = ", ".join(f"`{column}`" for column in self.missing)
        return (
            f"{self.file}, line 1: no usual separator gives the columns {columns}; "
            "correct their names in the profile or declare `separator`"
        )


@dataclass(eq=False)
class ColumnMissing(ImportRefused):
    """A column of the profile is not in the header."""

    file: str
    column: str
    needed_for: str
    nearest: str | None

    def __str__(self) -> str:
        mend = f"did you mean `{self.nearest}`?" if self.nearest else "export it too, or take it out of the profile"
        return f"{self.file}, line 1: no column `{self.column}`, which feeds {self.needed_for}; {mend}"


@dataclass(eq=False)
class HeaderTwice(ImportRefused):
    """A column name stands twice in the header."""

    file: str
    column: str
    positions: tuple[int, ...]

    def __str__(self) -> str:
        places = " and ".join(str(position) for position in self.positions)
        twice = f"the column `{self.column}` stands twice (columns {places})"
        return f"{self.file}, line 1: {twice}; rename or remove one"


@dataclass(eq=False)
class QuoteUnclosed(ImportRefused):
    """A quote that is opened and not closed swallows the lines that follow it."""

    file: str
    line: int

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}"
        return f"{place}: a quote is opened and not closed where its cell ends; close or double it"


@dataclass(eq=False)
class RowsLost(ImportRefused):
    """The reader gave fewer or more rows than the file holds."""

    file: str
    held: int
    read: int

    def __str__(self) -> str:
        return (
            f"{self.file}: holds {self.held:,} rows, but {self.read:,} could be read; "
            "a stray quote is the usual reason: export the file again"
        )


@dataclass(eq=False)
class NumbersAmbiguous(ImportRefused):
    """Nothing in the column proves which mark is the decimal one."""

    file: str
    line: int
    column: str
    value: str

    def __str__(self) -> str:
        return (
            f"{self.file}, line {self.line}, column `{self.column}`: {self.value!r} may be thousands or "
            'decimals and no other value proves which; declare decimal = "," or decimal = "." in the profile'
        )


@dataclass(eq=False)
class DatesAmbiguous(ImportRefused):
    """Nothing in the column proves which part is the day, or its values contradict each other."""

    file: str
    line: int
    column: str
    value: str

    def __str__(self) -> str:
        return (
            f"{self.file}, line {self.line}, column `{self.column}`: {self.value!r} may be day first or "
            "month first and the column does not prove which; "
            'declare dates = "day first" or dates = "month first" in the profile'
        )


@dataclass(eq=False)
class ZoneMissing(ImportRefused):
    """Times of day that name no zone, and a profile that names none either."""

    file: str
    line: int
    column: str
    value: str

    def __str__(self) -> str:
        return (
            f"{self.file}, line {self.line}, column `{self.column}`: {self.value!r} is a time of day without "
            'a zone; declare it in the profile, e.g. zone = "Europe/Paris"'
        )


@dataclass(eq=False)
class TooManyBadRows(ImportRefused):
    """More bad rows than an import bears."""

    file: str
    bad: int
    rows: int
    line: int
    column: str
    value: str | None
    reason: str
    rejects: Path | None = None

    def __str__(self) -> str:
        where = f"; all are in {self.rejects}" if self.rejects else ""
        return (
            f"{self.file}: {self.bad:,} of {self.rows:,} rows are bad, an import bears 20 %; first: "
            f"line {self.line}, column `{self.column}`, {self.value!r}: {self.reason}{where}"
        )


@dataclass(eq=False)
class Shrunk(ImportRefused):
    """Far fewer rows than the same source brought before."""

    file: str
    table: str
    before: int
    now: int

    def __str__(self) -> str:
        return (
            f"{self.file}: {self.now:,} rows for `{self.table}`, the previous import {self.before:,}; "
            "export the whole table, or say --allow-fewer-rows if this is meant"
        )


@dataclass(eq=False)
class PublisherBusy(StorageError):
    """Another import is publishing into the same store."""

    store: str

    def __str__(self) -> str:
        return f"another import is publishing into {self.store}; try again when it has ended"


@dataclass(eq=False)
class FactsNotWritten(StorageError):
    """The next version could not be written; the one in force stays."""

    store: str
    reason: str

    def __str__(self) -> str:
        return f"the new facts could not be written into {self.store}, the old ones stay: {self.reason}"


@dataclass(eq=False)
class FactsUnreadable(StorageError):
    """What is published cannot be opened."""

    store: str
    reason: str

    def __str__(self) -> str:
        return f"the facts in {self.store} cannot be opened: {self.reason}"
