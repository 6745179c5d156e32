"""A file is not fit for import as it is: nothing was changed."""

from pathlib import Path

from storage.errors.root import StorageError


class ImportRefused(StorageError):
    """A file is not fit for import; nothing was changed."""

    file: str


class FileMissing(ImportRefused):
    """The folder has no such file."""

    says = "{self.file}: no such file in {self.folder}; say where the files are with --folder"

    folder: Path


class FileEmpty(ImportRefused):
    """The file holds no row."""

    says = "{self.file}: the file holds no row; export it again"


class FileUnreadable(ImportRefused):
    """The file is damaged, too big, or not of the kind its name says."""

    says = "{self.file}: {self.reason}"

    reason: str


class SeparatorUnknown(ImportRefused):
    """None, or several, of the usual separators give the columns the profile asks for."""

    says = "{self.file}, line 1: {self.found}"

    fitting: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def found(self) -> str:
        """Too many separators that fit, or the columns that none gives."""
        if self.fitting:
            separators = " and ".join(map(repr, self.fitting))
            return f"{separators} both give the columns asked for; declare `separator`"
        columns = ", ".join(f"`{column}`" for column in self.missing)
        mend = "correct their names in the profile or declare `separator`"
        return f"no usual separator gives the columns {columns}; {mend}"


class SeparatorWrong(ImportRefused):
    """The declared separator gives no column the profile asks for, another one gives them all."""

    says = "{self.file}, line 1: its separator is {self.fitting!r}, not {self.declared!r}; correct `separator`"

    declared: str
    fitting: str


class ColumnMissing(ImportRefused):
    """A column of the profile is not in the header."""

    says = "{self.file}, line 1: no column `{self.column}`, which feeds {self.needed_for}; {self.mend}"

    column: str
    needed_for: str
    nearest: str | None

    @property
    def mend(self) -> str:
        """The nearest column of the file, or what to do without one."""
        return f"did you mean `{self.nearest}`?" if self.nearest else "export it too, or take it out of the profile"


class HeaderTwice(ImportRefused):
    """A column name stands twice in the header."""

    says = "{self.file}, line 1: the column `{self.column}` stands twice (columns {self.places}); rename or remove one"

    column: str
    positions: tuple[int, ...]

    @property
    def places(self) -> str:
        """Its positions, counted from one."""
        return " and ".join(map(str, self.positions))


class RowsLost(ImportRefused):
    """The reader gave fewer or more rows than the file holds."""

    says = (
        "{self.file}: holds {self.held:,} rows, but {self.read:,} could be read; "
        "a stray quote is the usual reason: export the file again"
    )

    held: int
    read: int


class Shrunk(ImportRefused):
    """Far fewer rows than the same source brought before."""

    says = (
        "{self.file}: {self.now:,} rows for `{self.table}`, the previous import {self.before:,}; "
        "export the whole table, or say --allow-fewer-rows if this is meant"
    )

    table: str
    before: int
    now: int


class _AtLine(ImportRefused):
    """One line of the file."""

    line: int


class EncodingUnknown(_AtLine):
    """Bytes that are not valid in the encoding in force; `as_cp1252` is the line as that encoding would read it."""

    says = "{self.file}, line {self.line}, byte {self.column}: not {self.mend}"

    column: int
    declared: str | None
    as_cp1252: str

    @property
    def mend(self) -> str:
        """The encoding that it is not, and what to write into the profile."""
        if self.declared:
            return f"valid {self.declared}; correct `encoding` in the profile"
        proposal = f'encoding = "cp1252" would read the line as {self.as_cp1252!r}'
        return f"UTF-8; declare the encoding in the profile, e.g. {proposal}"


class NulByte(_AtLine):
    """A NUL byte: the file is binary or damaged."""

    says = "{self.file}, line {self.line}: a NUL byte, so this is no text file; export it as CSV"


class LineEndsMixed(_AtLine):
    """A carriage return alone, in a file whose lines end otherwise."""

    says = "{self.file}, line {self.line}: a carriage return inside the line; save the file with one kind of line end"


class QuoteUnclosed(_AtLine):
    """A quote that is opened and not closed swallows the lines that follow it."""

    says = "{self.file}, line {self.line}: a quote is opened and not closed where its cell ends; close or double it"
