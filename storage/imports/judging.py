"""The last checks before publication: ids of other sources, too many bad rows, far fewer rows than before."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile

from sqlalchemy import ColumnElement, String, and_, cast, delete, distinct, func, insert, literal, or_, select

from storage.errors import Shrunk, TooManyBadRows
from storage.facts.journal import ImportRecord
from storage.facts.merging import Merge
from storage.facts.tables import staged
from storage.facts.workbench import Workbench
from storage.imports.checks import PROBLEMS
from storage.imports.files import LOOKUPS, FoundFile
from storage.imports.rejects import write_rejects
from storage.imports.report import Rejection
from storage.imports.staging import StagedFile, StagedTable

BAD_SHARE = 0.20
SHRUNK_SHARE = 0.50
FOREIGN = "another source brought this id; tell them apart with `prefix`"


def reject_foreign(bench: Workbench, merge: Merge, id_column: str) -> None:
    """A row may not take the place of another source's."""
    rows = staged(merge.facts)
    if not merge.held:
        return
    id_cell = rows.c[merge.facts.primary_key.columns[0].name]
    place = (literal(merge.facts.name, String), rows.c["_file"], rows.c["_line"])
    note = (literal(id_column, String), cast(id_cell, String), literal(FOREIGN, String))
    bench.run(insert(PROBLEMS).from_select(PROBLEMS.c.keys(), select(*place, *note).where(merge.foreign())))
    bench.run(delete(rows).where(merge.foreign()))


def rejections(bench: Workbench, table: StagedTable) -> tuple[int, tuple[Rejection, ...]]:
    """How many rows of a table are rejected, and why; a row may have several reasons."""
    mine = PROBLEMS.c.table_name == table.facts.name
    rows = bench.one(select(func.count(distinct(func.row(PROBLEMS.c.file, PROBLEMS.c.line)))).where(mine))[0]
    if not rows:
        return 0, ()
    why = (PROBLEMS.c.column, PROBLEMS.c.reason)
    times = func.count()
    reasons = bench.rows(select(*why, times).where(mine).group_by(*why).order_by(times.desc(), *why))
    return rows, tuple(Rejection(*reason) for reason in reasons)


def write_reject_files(
    bench: Workbench, tables: Sequence[StagedTable], lookups: Sequence[FoundFile], folder: Path
) -> tuple[Path, ...]:
    """One reject file for each file with bad rows, under its own name, with what is looked into: ready to import."""
    places: dict[str, list[ColumnElement[bool]]] = defaultdict(list)
    files: dict[str, StagedFile] = {}
    for table in tables:
        for place, file in enumerate(table.files):
            places[file.text.name].append(_in_file(table, place))
            files[file.text.name] = file
    written: list[Path] = []
    if not bench.count(PROBLEMS):
        return ()
    for name, file in files.items():
        problems = select(PROBLEMS).where(or_(*places[name])).order_by(PROBLEMS.c.line, PROBLEMS.c.column)
        if bench.count(PROBLEMS, or_(*places[name])):
            written.append(folder / (f"{name}.csv" if name.endswith(".xlsx") else name.removesuffix(".gz")))
            write_rejects(written[-1], file.text, file.header, bench.each(problems))
    for lookup in lookups if written else ():
        copy = folder / LOOKUPS / lookup.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copyfile(lookup.path, copy)
    return tuple(written)


def _in_file(table: StagedTable, place: int) -> ColumnElement[bool]:
    return and_(PROBLEMS.c.table_name == table.facts.name, PROBLEMS.c.file == place)


def refuse_bad(bench: Workbench, table: StagedTable, rejects: tuple[Path, ...]) -> None:
    """Raises TooManyBadRows. A file of corrections may be as bad as it is."""
    for place, file in enumerate(table.files):
        here = _in_file(table, place)
        (bad,) = bench.one(select(func.count(distinct(PROBLEMS.c.line))).where(here))
        if bad > BAD_SHARE * file.records and not file.header.is_of_corrections:
            first = bench.one(select(PROBLEMS).where(here).order_by(PROBLEMS.c.line).limit(1))
            facts = (file.text.name, bad, file.records, first.line, first.column, first.value, first.reason)
            raise TooManyBadRows(*facts, rejects[0].parent if rejects else None)


def refuse_shrunk(table: StagedTable, source: str, journal: Sequence[ImportRecord]) -> None:
    """Raises Shrunk. A file of corrections is short by nature."""
    name = table.facts.name
    earlier = (record.counts[name]["read"] for record in reversed(journal) if _brought(record, source, name))
    before = next(earlier, 0)
    if table.read < SHRUNK_SHARE * before and not table.is_of_corrections:
        raise Shrunk(table.files[0].text.name, name, before, table.read)


def _brought(record: ImportRecord, source: str, table: str) -> bool:
    return record.source == source and not record.corrections and table in record.counts
