"""Count the records of a file by other means than the reader's, and know on which line each of them begins.

Without quotes a record is a line, and lines are counted at the speed of C. With quotes a record may span lines: then
Python's csv reads the file once more. A reader that gives another number has lost rows.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storage.errors import FileUnreadable
from storage.imports.header import Header
from storage.imports.text import Text


@dataclass(frozen=True, slots=True)
class Records:
    """The records below the header. Their places count from 0, empty lines included."""

    count: int  # without empty lines
    first_line: int
    blanks: tuple[int, ...] = ()  # places of empty lines
    stretched: tuple[tuple[int, int], ...] = ()  # places of records that hold line ends, and how many

    def lines(self) -> NDArray[np.int64]:
        """The line on which the record at each place begins."""
        places = np.arange(self.count + len(self.blanks))
        growth = np.zeros(len(places) + 1, dtype=np.int64)
        for place, lines in self.stretched:
            growth[place + 1] = lines
        return self.first_line + places + np.cumsum(growth)[:-1]

    def open_at(self, text: Text) -> int | None:
        """The line of a last record that spans lines up to the end of the file: its quote is likely not closed."""
        lines = self.lines()
        last = self.stretched[-1] if self.stretched else (-1, 0)
        return int(lines[-1]) if last[0] == len(lines) - 1 and lines[-1] + last[1] == text.lines else None

    def lines_of_rows(self, rejected: Iterable[int]) -> NDArray[np.int64] | None:
        """The line of each row that a reader gave, when it rejected the records at some places; None: no row moved.

        The reader gives neither empty lines nor rejected records, so its rows are counted without them.
        """
        absent = sorted({*self.blanks, *rejected})
        return np.delete(self.lines(), absent) if absent or self.stretched else None


def survey(text: Text, header: Header) -> Records:
    """Count the records of a file."""
    first_line = header.lines + 1
    if not text.quotes and not text.blanks:
        return Records(text.lines - header.lines, first_line)
    try:
        return _walk(text, header, first_line)
    except csv.Error as error:
        raise FileUnreadable(text.name, f"a cell cannot be read: {error}") from error


def _walk(text: Text, header: Header, first_line: int) -> Records:
    blanks: list[int] = []
    stretched: list[tuple[int, int]] = []
    count = 0
    with text.path.open(encoding="utf-8", newline="\n") as file:
        rows = csv.reader(file, delimiter=header.separator)
        next(rows)
        before = rows.line_num
        for place, row in enumerate(rows):
            if not row and len(header.columns) > 1:
                blanks.append(place)
            elif rows.line_num > before + 1:
                stretched.append((place, rows.line_num - before - 1))
            before = rows.line_num
            count = place + 1
    return Records(count - len(blanks), first_line, tuple(blanks), tuple(stretched))
