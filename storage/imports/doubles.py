"""Ids that stand several times: identical rows count once, rows that contradict each other are all rejected."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    String,
    Table,
    TableClause,
    and_,
    cast,
    column,
    delete,
    distinct,
    exists,
    func,
    insert,
    literal,
    select,
    table,
)

from storage.facts.tables import given_columns, staged
from storage.facts.workbench import Workbench
from storage.imports.checks import PROBLEMS

REASON = "this id stands on several lines with different contents"


def settle_doubles(bench: Workbench, facts: Table, id_column: str) -> int:
    """Settle all doubles among the staged rows of a table; how many rows were dropped as identical.

    `id_column` is the source's name of the id, for the reject file.
    """
    rows = staged(facts)
    key = [rows.c[fact.name] for fact in facts.primary_key]
    doubled = select(*key).group_by(*key).having(func.count() > 1)
    if not bench.count(doubled.subquery()):
        return 0
    twice = table("doubled", *(column(part.name, part.type) for part in key))
    bench.keep(twice.name, doubled)
    _reject_differing(bench, facts, rows, twice, id_column)
    dropped = _drop_identical(bench, rows, twice)
    bench.drop(twice.name)
    return dropped


def _same_key(rows: Table, other: TableClause) -> ColumnElement[bool]:
    return and_(*(rows.c[part.name] == part for part in other.c))


def _reject_differing(bench: Workbench, facts: Table, rows: Table, twice: TableClause, id_column: str) -> None:
    key = [rows.c[part.name] for part in twice.c]
    contents = func.count(distinct(func.row(*(rows.c[name] for name in given_columns(facts)))))
    differing = table("differing", *(column(part.name, part.type) for part in twice.c))
    query = select(*key).join_from(rows, twice, _same_key(rows, twice))
    bench.keep(differing.name, query.group_by(*key).having(contents > 1))
    notes = select(
        literal(facts.name, String),
        rows.c["_file"],
        rows.c["_line"],
        literal(id_column, String),
        cast(key[0], String),
        literal(REASON, String),
    ).join_from(rows, differing, _same_key(rows, differing))
    bench.run(insert(PROBLEMS).from_select(PROBLEMS.c.keys(), notes))
    bench.run(delete(rows).where(exists().where(_same_key(rows, differing))))
    bench.drop(differing.name)


def _drop_identical(bench: Workbench, rows: Table, twice: TableClause) -> int:
    key = [rows.c[part.name] for part in twice.c]
    row_id: ColumnElement[Any] = column("rowid", BigInteger, _selectable=rows)
    order = func.row_number().over(partition_by=key, order_by=(rows.c["_file"], rows.c["_line"]))
    ordered = (
        select(row_id.label("row_id"), order.label("place")).join_from(rows, twice, _same_key(rows, twice)).subquery()
    )
    return bench.run(delete(rows).where(row_id.in_(select(ordered.c.row_id).where(ordered.c.place > 1))))
