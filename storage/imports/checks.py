"""Stage the rows of a table, typed, and collect everything that is wrong with them: all errors, not the first."""

from collections.abc import Iterable, Mapping

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    MetaData,
    String,
    Table,
    cast,
    delete,
    insert,
    literal,
    null,
    select,
    union_all,
)

from storage.facts.tables import given_columns, staged
from storage.facts.workbench import Workbench
from storage.imports.filling import Filled, unfit
from storage.imports.reader import Unreadable
from storage.imports.rows import Rows

PROBLEMS = Table(
    "problems",
    MetaData(),
    Column("table_name", String),
    Column("file", Integer),
    Column("line", BigInteger),
    Column("column", String),
    Column("value", String),
    Column("reason", String),
)


def open_tables(bench: Workbench, tables: Iterable[Table]) -> None:
    """Begin with no row staged and no problem known."""
    bench.make(PROBLEMS, *map(staged, tables))


def stage(bench: Workbench, facts: Table, file: int, rows: Rows, filled: Mapping[str, Filled]) -> None:
    """Type the rows of one file and add them to those of its table; note every problem of every unfit row."""
    values = [
        (filled[name].value if name in filled else cast(null(), facts.c[name].type)).label(name)
        for name in given_columns(facts)
    ]
    own = (literal(file, Integer).label("_file"), rows.line.label("_line"), unfit(filled).label("_unfit"))
    typed = select(*values, *own).select_from(rows.source).where(rows.kept)
    target = staged(facts)
    bench.run(insert(target).from_select(target.c.keys(), typed))
    if bench.count(target, target.c["_unfit"]):
        _note(bench, facts, file, rows, filled)
        bench.run(delete(target).where(target.c["_unfit"]))


def _note(bench: Workbench, facts: Table, file: int, rows: Rows, filled: Mapping[str, Filled]) -> None:
    notes = [
        select(
            literal(facts.name, String),
            literal(file, Integer),
            rows.line,
            literal(problem.column, String),
            cast(problem.text, String),
            literal(problem.reason, String),
        )
        .select_from(rows.source)
        .where(rows.kept, problem.met)
        for each in filled.values()
        for problem in each.problems
    ]
    bench.run(insert(PROBLEMS).from_select(PROBLEMS.c.keys(), union_all(*notes)))


def note_unreadable(bench: Workbench, facts: Table, file: int, lines: Iterable[Unreadable]) -> None:
    """Note the lines that have no cells to check."""
    noted = [
        {"table_name": facts.name, "file": file, "line": bad.line, "column": None, "value": None, "reason": bad.reason}
        for bad in lines
    ]
    if noted:
        bench.run(insert(PROBLEMS), noted)
