"""Read the first line of a file, find its separator, and compare its columns with those the profile asks for."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from storage.errors import ColumnMissing, FileUnreadable, HeaderTwice, SeparatorUnknown, SeparatorWrong
from storage.imports.formulas import restored
from storage.imports.text import Text

SEPARATORS = (",", ";", "\t", "|")
LINE, REASON = "_line", "_reason"  # what a reject file has before the columns of the source


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one file, in its order."""

    columns: tuple[str, ...]
    separator: str
    lines: int  # a quoted name may hold a line end

    @property
    def is_of_corrections(self) -> bool:
        """The file is a reject file that comes back."""
        return LINE in self.columns and REASON in self.columns

    def position(self, column: str) -> int:
        """The place of a column, from 0."""
        return self.columns.index(column)


def read_header(text: Text, separator: str | None, needed: Mapping[str, str]) -> Header:
    """Read the header and prove that each needed column (by name: what it feeds) is there once.

    Raises FileUnreadable, SeparatorUnknown, SeparatorWrong, ColumnMissing, HeaderTwice.
    """
    candidates = [_split(text, mark) for mark in ((separator,) if separator else SEPARATORS)]
    header = _fitting(text.name, candidates, needed)
    if separator and needed and set(needed).isdisjoint(header.columns):
        _check_declared(text, separator, needed)
    for column, table in needed.items():
        if column not in header.columns:
            nearest = get_close_matches(column, header.columns, n=1)
            raise ColumnMissing(text.name, column, table, *nearest or (None,))
    for column in header.columns:
        positions = tuple(place for place, name in enumerate(header.columns, 1) if name == column)
        if column and len(positions) > 1:
            raise HeaderTwice(text.name, column, positions)
    return header


def _split(text: Text, separator: str) -> Header:
    with text.path.open(encoding="utf-8", newline="\n") as file:
        rows = csv.reader(file, delimiter=separator)
        try:
            names = tuple(name.strip() for name in next(rows, []))
        except csv.Error as error:
            raise FileUnreadable(text.name, f"the header cannot be read: {error}") from error
        if not any(names):
            raise FileUnreadable(text.name, "line 1 is empty; the names of the columns must stand there")
        header = Header(names, separator, rows.line_num)
        return replace(header, columns=tuple(map(restored, names))) if header.is_of_corrections else header


def _check_declared(text: Text, declared: str, needed: Mapping[str, str]) -> None:
    """Another separator that gives every column is the one of the file. Raises SeparatorWrong."""
    for mark in SEPARATORS:
        if set(needed).issubset(_split(text, mark).columns):
            raise SeparatorWrong(text.name, declared, mark)


def _fitting(file: str, candidates: list[Header], needed: Mapping[str, str]) -> Header:
    """The one candidate that gives all needed columns; else the one that gives most of them."""
    found = {header: len(set(needed).intersection(header.columns)) for header in candidates}
    complete = [header for header in candidates if found[header] == len(needed)]
    if len({header.columns for header in complete}) > 1:
        raise SeparatorUnknown(file, tuple(header.separator for header in complete), ())
    if complete:
        return complete[0]
    best = max(candidates, key=lambda header: (found[header], len(header.columns)))
    if len(candidates) > 1 and not found[best]:
        raise SeparatorUnknown(file, (), tuple(needed))
    return best
