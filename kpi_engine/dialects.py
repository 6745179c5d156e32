"""What databases spell differently: functions, and rows that stand in the statement itself."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnClause, Double, Integer, Subquery, cast, literal, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class days_between(FunctionElement[int]):  # noqa: N801 - reads as the SQL function it is
    """Whole calendar days from the first date to the second."""

    name = "days_between"
    type = Integer()
    inherit_cache = True


class median(FunctionElement[float]):  # noqa: N801 - reads as the SQL function it is
    """Exact median of a column; of an even number of values, the mean of the two in the middle."""

    name = "median"
    type = Double()
    inherit_cache = True


def relation(name: str, columns: Sequence[ColumnClause[Any]], rows: Sequence[Sequence[Any]]) -> Subquery:
    """Rows that stand in the statement, as a relation to join to; at least one. Few databases share a VALUES."""
    return union_all(*(_row(columns, row) for row in rows)).subquery(name)


def _row(columns: Sequence[ColumnClause[Any]], row: Sequence[Any]) -> Any:
    cells = zip(columns, row, strict=True)
    return select(*(cast(literal(cell, column.type), column.type).label(column.name) for column, cell in cells))


@compiles(days_between)
def _difference_of_dates(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = _arguments(element, compiler, options)
    return f"({later} - {earlier})"


@compiles(days_between, "hive")
def _datediff(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = _arguments(element, compiler, options)
    return f"datediff({later}, {earlier})"


@compiles(days_between, "trino")
def _date_diff(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = _arguments(element, compiler, options)
    return f"date_diff('day', {earlier}, {later})"


@compiles(days_between, "snowflake")
def _datediff_of_unit(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = _arguments(element, compiler, options)
    return f"datediff(day, {earlier}, {later})"


@compiles(days_between, "bigquery")
def _date_diff_in_unit(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = _arguments(element, compiler, options)
    return f"date_diff({later}, {earlier}, DAY)"


@compiles(median)
def _ordered_set(element: median, compiler: SQLCompiler, **options: Any) -> str:
    (values,) = _arguments(element, compiler, options)
    return f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {values})"


@compiles(median, "duckdb")
def _median(element: median, compiler: SQLCompiler, **options: Any) -> str:
    (values,) = _arguments(element, compiler, options)
    return f"median({values})"


@compiles(median, "trino")
def _middle_of_sorted(element: median, compiler: SQLCompiler, **options: Any) -> str:
    """Trino's own percentiles are approximate: take the middle of the sorted values. Its arrays begin at 1."""
    (values,) = _arguments(element, compiler, options)
    places = (
        f"greatest(CAST(ceil(count({values}) / 2e0) AS INTEGER), 1)",
        f"CAST(floor(count({values}) / 2e0) AS INTEGER) + 1",
    )
    low, high = (f"element_at(array_sort(array_agg({values})), {place})" for place in places)
    return f"({low} + {high}) / 2e0"


@compiles(median, "bigquery")
def _middle_of_ordered(element: median, compiler: SQLCompiler, **options: Any) -> str:
    """BigQuery's exact percentile is no aggregate: take the middle of the ordered values. Its arrays begin at 0."""
    (values,) = _arguments(element, compiler, options)
    places = (f"CAST(CEIL(COUNT({values}) / 2) AS INT64) - 1", f"CAST(FLOOR(COUNT({values}) / 2) AS INT64)")
    low, high = (f"ARRAY_AGG({values} IGNORE NULLS ORDER BY {values})[SAFE_OFFSET({place})]" for place in places)
    return f"({low} + {high}) / 2"


def _arguments(element: FunctionElement[Any], compiler: SQLCompiler, options: dict[str, Any]) -> list[str]:
    return [compiler.process(clause, **options) for clause in element.clauses]
