"""Turn one sheet of an .xlsx file into canonical text, cell by cell as Excel stored it: a line is a row of the sheet.

Numbers and days that are typed cells keep their type: they are written with a decimal point and as ISO days. Formulas
are never computed; what Excel stored of them counts.
"""

import csv
from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from storage.errors import FileUnreadable
from storage.imports.text import Text, canonical_text

ZIP = b"PK\x03\x04"
MOST_ENTRIES = 1_000
MOST_BYTES = 300 << 20
MOST_RATIO = 100


def is_workbook(path: Path) -> bool:
    """Whether a file is an archive, as .xlsx files are."""
    with path.open("rb") as file:
        return file.read(4) == ZIP


def sheet_text(path: Path, name: str, sheet: str | None, scratch: Path) -> Text:
    """The text of a sheet: the one that is named, or the only one. Raises ImportRefused."""
    _refuse_bombs(path, name)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        chosen = workbook.get_sheet_by_name(_chosen(workbook, name, sheet))
        written = scratch / "sheet.csv"
        with written.open("w", encoding="utf-8", newline="") as file:
            file.write("\n" * (chosen.start or (0, 0))[0])
            csv.writer(file, lineterminator="\n").writerows(map(_cells, chosen.iter_rows()))
    except CalamineError as error:
        raise _unreadable(name, error) from error
    return canonical_text(written, name, None, scratch)


def _unreadable(name: str, error: CalamineError) -> FileUnreadable:
    return FileUnreadable(name, f"the workbook cannot be read: {error}")


def sheets(path: Path, name: str) -> tuple[str, ...]:
    """The sheets that somebody who opens the workbook sees. Raises ImportRefused."""
    _refuse_bombs(path, name)
    try:
        return _visible(CalamineWorkbook.from_path(str(path)))
    except CalamineError as error:
        raise _unreadable(name, error) from error


def _refuse_bombs(path: Path, name: str) -> None:
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
    except BadZipFile as error:
        raise FileUnreadable(name, f"the file is damaged: {error}") from error
    size = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or size > MOST_BYTES or size > MOST_RATIO * packed:
        raise FileUnreadable(name, "the workbook is too big once unpacked; export the sheet as CSV UTF-8")
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise FileUnreadable(name, "an archive, no workbook; unpack it")


def _chosen(workbook: CalamineWorkbook, name: str, sheet: str | None) -> str:
    names = _visible(workbook)
    if sheet in names or (sheet is None and len(names) == 1):
        return sheet or names[0]
    listed = ", ".join(f"`{each}`" for each in names)
    if sheet:
        raise FileUnreadable(name, f"no sheet `{sheet}`; it has {listed}")
    raise FileUnreadable(name, f"several sheets ({listed}); say which with `sheet` in the profile")


def _visible(workbook: CalamineWorkbook) -> tuple[str, ...]:
    return tuple(
        each.name
        for each in workbook.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    )


def _cells(row: Iterable[object]) -> list[str]:
    """A row as text; a row without any content is an empty line."""
    cells = [_written(cell) for cell in row]
    return cells if any(cells) else []


def _written(cell: object) -> str:
    match cell:
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case date():
            return cell.isoformat()
        case _:
            return " ".join(str(cell).splitlines())
