"""Count the records of a file by other means than the reader's, and know on which line each of them begins.

Without quotes a record is a line, and lines are counted at the speed of C. With quotes a record may span lines: then
Python's csv reads the file once more. A reader that gives another number has lost rows.
"""

import csv
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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

    def line_of(self, place: int) -> int:
        """The line on which the record at a place begins."""
        return self.first_line + place + sum(lines for before, lines in self.stretched if before < place)


@dataclass(frozen=True, slots=True)
class Step:
    """From this row on (from 0, until the next step), a row stands on line `row + offset`."""

    row: int
    offset: int


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


def steps(records: Records, rejected: Iterable[int]) -> tuple[Step, ...]:
    """Where the rows that the reader gave stand in the file, when it rejected the records at some places.

    The reader gives neither empty lines nor rejected records, so its rows are counted without them.
    """
    return tuple(_merged(_moves(records, rejected), records.first_line))


def _moves(records: Records, rejected: Iterable[int]) -> list[tuple[int, int]]:
    """From which row on the offset grows, and by how many lines."""
    absent = sorted({*records.blanks, *rejected})
    growths = [(place, 1) for place in absent] + [(place + 1, lines) for place, lines in records.stretched]
    return sorted((place - bisect_left(absent, place), lines) for place, lines in growths)


def _merged(moves: list[tuple[int, int]], first_line: int) -> Iterator[Step]:
    step = Step(0, first_line)
    for row, lines in moves:
        if row > step.row:
            yield step
        step = Step(row, step.offset + lines)
    yield step
