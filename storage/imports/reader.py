"""Read a canonical file into the workbench with DuckDB's CSV reader, and prove that no row was lost on the way.

The reader alone can lose rows without a word (a wrong dialect, an unclosed quote), so its count is compared with one
made by other means (records.py), and a rejected record may not span lines.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from duckdb import CSVLineTerminator
from sqlalchemy import BigInteger, ColumnElement, FromClause, String, column, literal_column, table

from storage.errors import FileEmpty, QuoteUnclosed, RowsLost
from storage.facts.workbench import Workbench
from storage.imports.header import LINE, Header, read_header
from storage.imports.records import Records, survey
from storage.imports.text import Text

LONGEST_LINE = 2_000_000
REASONS = {
    "MISSING COLUMNS": "fewer cells than the header",
    "TOO MANY COLUMNS": "more cells than the header",
    "UNQUOTED VALUE": "a quote inside a quoted cell that is not doubled",
    "LINE SIZE OVER MAXIMUM": "a line longer than 2 MB",
}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that has no cells to speak of."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file in the workbench: cells as text, in the order of the file."""

    name: str  # of the table
    text: Text
    header: Header
    records: int
    padded: bool  # a space or line end may stand at an end of some cell
    unreadable: tuple[Unreadable, ...]
    rows: FromClause
    line: ColumnElement[int]
    cells: Mapping[str, ColumnElement[str]]  # by column name


def read(bench: Workbench, name: str, text: Text, separator: str | None, needed: Mapping[str, str]) -> RawFile:
    """Read the needed columns (by name: the table they feed) of one file into a table. Raises ImportRefused."""
    header = read_header(text, separator, needed)
    records = survey(text, header)
    if not records.count:
        raise FileEmpty(text.name)
    wanted = (*needed, *((LINE,) if header.is_of_corrections else ()))
    rejects = _load(bench, name, text, header, [header.position(column) for column in wanted])
    places = _places(text, records, rejects)
    given = bench.duck.table(name).shape[0] + len(places)
    if given != records.count:
        opened = records.open_at(text)
        raise QuoteUnclosed(text.name, opened) if opened else RowsLost(text.name, records.count, given)
    rows, line = _lined(bench, name, records, places)
    return RawFile(
        name,
        text,
        header,
        records.count,
        text.padded or bool(records.stretched),
        tuple(Unreadable(int(records.lines()[place]), places[place]) for place in sorted(places)),
        rows,
        line,
        {column: literal_column(f"c{header.position(column)}", String) for column in wanted},
    )


@dataclass(frozen=True, slots=True)
class _Reject:
    """What DuckDB says of a record that it left out."""

    record: int  # from 1, the header included
    kind: str
    content: str


def _load(bench: Workbench, name: str, text: Text, header: Header, wanted: Sequence[int]) -> list[_Reject]:
    connection = bench.duck.cursor()  # reject tables belong to a connection: a fresh one for each file
    relation = connection.read_csv(
        str(text.path),
        columns={f"c{place}": "VARCHAR" for place in range(len(header.columns))},
        auto_detect=False,
        header=True,
        delimiter=header.separator,
        quotechar='"',
        escapechar='"',
        lineterminator=CSVLineTerminator.LINE_FEED,
        strict_mode=True,
        store_rejects=True,
        max_line_size=LONGEST_LINE,
        parallel=not text.quotes,
    )
    relation.project(", ".join(f"c{place}" for place in wanted or (0,))).create(name)
    rejects = connection.table("reject_errors").project("line, error_type, csv_line").order("line").fetchall()
    connection.close()
    return [_Reject(*reject) for reject in rejects]


def _places(text: Text, records: Records, rejects: Iterable[_Reject]) -> dict[int, str]:
    """Why, by the place of each rejected record; several rejects may tell of one record."""
    places: dict[int, str] = {}
    for reject in rejects:
        place = reject.record - 2
        if "\n" in reject.content.lstrip("\n"):
            raise QuoteUnclosed(text.name, int(records.lines()[place]))
        places.setdefault(place, REASONS.get(reject.kind, reject.kind.lower()))
    return places


def _lined(
    bench: Workbench, name: str, records: Records, rejected: Iterable[int]
) -> tuple[FromClause, ColumnElement[int]]:
    """The rows of a file, and the line of each: a sum where every row is one line, else kept in a table."""
    raw = table(name, column("rowid", BigInteger))
    lines = records.lines_of_rows(rejected)
    if lines is None:
        return raw, raw.c.rowid + records.first_line
    from pandas import DataFrame  # noqa: PLC0415 - slow to load, and most files have a row on every line

    bench.duck.from_df(DataFrame({"row": range(len(lines)), "line": lines})).create(f"{name}_lines")
    moved = table(f"{name}_lines", column("row", BigInteger), column("line", BigInteger))
    return raw.join(moved, moved.c.row == raw.c.rowid), moved.c.line
