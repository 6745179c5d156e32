"""Write the rejected rows of a file as a CSV that can be corrected and imported again.

Original columns behind `_line` and `_reason`, in the separator and encoding of the file, safe to open in a spreadsheet.
"""

import csv
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from storage.imports.formulas import guarded
from storage.imports.header import LINE, REASON, Header
from storage.imports.text import Text


def write_rejects(path: Path, text: Text, header: Header, problems: Iterable[Any]) -> None:
    """Write the rows that have problems (rows of `line, column, value, reason`, by line)."""
    own = [] if header.is_of_corrections else [LINE, REASON]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=text.encoding, newline="") as file:
        out = csv.writer(file, delimiter=header.separator, lineterminator="\n")
        out.writerow([*own, *map(guarded, header.columns)])
        for line, reason, cells in _rejected(text, header, problems):
            if own:
                out.writerow([line, guarded(reason), *map(guarded, cells)])
            else:
                again = [cell if cell.startswith("'") else guarded(cell) for cell in cells]
                known = dict(zip(header.columns, again, strict=False)) | {REASON: guarded(reason)}
                out.writerow(known.get(name, "") for name in header.columns)


def _rejected(text: Text, header: Header, problems: Iterable[Any]) -> Iterator[tuple[int, str, list[str]]]:
    with text.path.open(encoding="utf-8", newline="\n") as lines:
        place = 0  # lines read so far
        for line, noted in groupby(problems, key=attrgetter("line")):
            while place < line - 1:
                next(lines)
                place += 1
            record = csv.reader(lines, delimiter=header.separator)
            cells = next(record)
            place += record.line_num
            yield line, "; ".join(_sentence(problem) for problem in noted), cells


def _sentence(problem: Any) -> str:
    if problem.column is None:
        return str(problem.reason)
    shown = f" ({problem.value})" if problem.value else ""
    return f"{problem.column}: {problem.reason}{shown}"
