"""An exported file as a draft sees it: its columns and the first of its rows, all as text."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from storage.errors import EncodingUnknown, FileUnreadable
from storage.imports.header import SEPARATORS
from storage.imports.text import Text, canonical_text
from storage.imports.workbook import is_workbook, sheet_text

MOST_ROWS = 50_000
_FIRST_ROWS = 100  # that a separator has to part alike
_FRENCH_EXCEL = "cp1252"  # what spreadsheets write where they do not write UTF-8

Row = list[str]


@dataclass(frozen=True, slots=True)
class SeenFile:
    """`encoding` is told where the profile has to say it."""

    name: str
    encoding: str | None
    cells: Mapping[str, tuple[str, ...]]  # by column, in the order of the file

    @property
    def columns(self) -> tuple[str, ...]:
        """The names in its first line, empty ones left out."""
        return tuple(self.cells)

    def values(self, column: str) -> tuple[str, ...]:
        """What stands in a column, each once, in the order of the file; never empty."""
        return tuple(dict.fromkeys(cell for cell in self.cells[column] if cell))


def united(alike: Sequence[SeenFile]) -> SeenFile:
    """Files with the same columns as one; it bears the name of the first."""
    first = alike[0]
    cells = {column: tuple(cell for each in alike for cell in each.cells[column]) for column in first.columns}
    return SeenFile(first.name, first.encoding, cells)


def see(path: Path, scratch: Path) -> SeenFile:
    """Look at a file. Raises ImportRefused where no import could read it."""
    text, encoding = _text(path, scratch)
    try:
        rows = _rows(text, _separator(text))
    except csv.Error as error:
        raise FileUnreadable(path.name, f"it cannot be read as CSV: {error}") from error
    header, *content = rows or [[]]
    names = [name.strip() for name in header]
    columns = {
        name: tuple(row[place].strip() if place < len(row) else "" for row in content)
        for place, name in enumerate(names)
        if name
    }
    return SeenFile(path.name, encoding, columns)


def _text(path: Path, scratch: Path) -> tuple[Text, str | None]:
    """The text, and the encoding that had to be tried because it is no UTF-8."""
    if is_workbook(path):
        return sheet_text(path, path.name, None, scratch), None
    try:
        return canonical_text(path, path.name, None, scratch), None
    except EncodingUnknown:
        return canonical_text(path, path.name, _FRENCH_EXCEL, scratch), _FRENCH_EXCEL


def _separator(text: Text) -> str:
    """The one that parts the first rows into most columns, as many in each."""

    def parted(separator: str) -> int:
        widths = {len(row) for row in islice(_records(text, separator), _FIRST_ROWS) if row}
        return widths.pop() if len(widths) == 1 else 0

    return max(SEPARATORS, key=parted)


def _rows(text: Text, separator: str) -> list[Row]:
    return [row for row in islice(_records(text, separator), MOST_ROWS + 1) if row]


def _records(text: Text, separator: str) -> Iterator[Row]:
    with text.path.open(encoding="utf-8", newline="\n") as file:
        yield from csv.reader(file, delimiter=separator)
