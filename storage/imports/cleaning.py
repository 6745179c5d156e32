"""Cells of a raw file as clean text: spaces around them cut, empty ones null."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Subquery, case, func, select

from storage.imports.formulas import unguarded
from storage.imports.reader import RawFile

SPACES = " \u00a0\u202f\u2009"
AROUND = SPACES + "\t\n\ufeff\u200b"
PADDED = f"^[{AROUND}]|[{AROUND}]$"  # to look first is five times as fast as to trim


@dataclass(frozen=True, slots=True)
class CleanCells:
    """One row per record of the file."""

    rows: Subquery
    line: ColumnElement[int]
    by_name: Mapping[str, ColumnElement[str]]


def clean_cells(raw: RawFile) -> CleanCells:
    """The cells of a file that was read."""
    names = {column: f"cell_{place}" for place, column in enumerate(raw.cells)}
    cells = [_clean(raw.cells[column], raw).label(name) for column, name in names.items()]
    rows = select(raw.line.label("line"), *cells).select_from(raw.rows).subquery("cells")
    return CleanCells(rows, rows.c.line, {column: rows.c[name] for column, name in names.items()})


def _clean(cell: ColumnElement[str], raw: RawFile) -> ColumnElement[Any]:
    if raw.header.is_of_corrections:
        cell = unguarded(cell)
    if not raw.padded:
        return func.nullif(cell, "")
    trimmed = case((func.regexp_matches(cell, PADDED), func.trim(cell, AROUND)), else_=cell)
    return func.nullif(trimmed, "")
