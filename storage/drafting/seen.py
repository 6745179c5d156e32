"""An exported file as a draft sees it: its columns and the first of its rows, all as text."""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from storage.errors import EncodingUnknown, FileUnreadable
from storage.imports.header import SEPARATORS
from storage.imports.text import Text, canonical_text
from storage.imports.workbook import is_workbook, sheet_text, sheets

MOST_ROWS = 50_000
_FIRST_ROWS = 100  # that a separator has to part alike
_FRENCH_EXCEL = "cp1252"  # what spreadsheets write where they do not write UTF-8

Row = list[str]


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file, or a sheet of a workbook; `encoding` and `sheet` are told where the profile has to say them."""

    name: str
    encoding: str | None
    sheet: str | None
    cells: Mapping[str, tuple[str, ...]]  # by column, in the order of the file

    @property
    def label(self) -> str:
        """What people call it."""
        return f"{self.name}, sheet {self.sheet}" if self.sheet else self.name

    @property
    def title(self) -> str:
        """What may say what it holds: the name of the sheet, or that of the file without its kind."""
        return self.sheet or self.name.split(".")[0]

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
    return replace(first, cells=cells)


def parts(path: Path) -> tuple[str | None, ...]:
    """The sheets of a workbook that has several; else only None. Raises ImportRefused."""
    found = sheets(path, path.name) if is_workbook(path) else ()
    return found if len(found) > 1 else (None,)


def see(path: Path, sheet: str | None, scratch: Path) -> SeenFile:
    """Look at a file, or at a sheet of it. Raises ImportRefused where no import could read it."""
    text, encoding = _text(path, sheet, scratch)
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
    return SeenFile(path.name, encoding, sheet, columns)


def _text(path: Path, sheet: str | None, scratch: Path) -> tuple[Text, str | None]:
    """The text, and the encoding that had to be tried because it is no UTF-8."""
    if is_workbook(path):
        return sheet_text(path, path.name, sheet, scratch), None
    try:
        return canonical_text(path, path.name, None, scratch), None
    except EncodingUnknown:
        return canonical_text(path, path.name, _FRENCH_EXCEL, scratch), _FRENCH_EXCEL


def _separator(text: Text) -> str:
    """The one that parts most of the first rows alike, into most columns; a report may end with lines of its own."""

    def parted(separator: str) -> tuple[float, int]:
        widths = Counter(len(row) for row in islice(_records(text, separator), _FIRST_ROWS) if row)
        ((width, times),) = widths.most_common(1) or [(1, 1)]
        return (times / widths.total() if width > 1 else 0.0, width)

    return max(SEPARATORS, key=parted)


def _rows(text: Text, separator: str) -> list[Row]:
    return [row for row in islice(_records(text, separator), MOST_ROWS + 1) if row]


def _records(text: Text, separator: str) -> Iterator[Row]:
    with text.path.open(encoding="utf-8", newline="\n") as file:
        yield from csv.reader(file, delimiter=separator)
