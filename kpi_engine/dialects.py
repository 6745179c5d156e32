"""The functions that databases spell differently."""

from typing import Any

from sqlalchemy import Double, Integer
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


@compiles(days_between)
def _difference_of_dates(element: days_between, compiler: SQLCompiler, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({later} - {earlier})"


@compiles(median)
def _ordered_set(element: median, compiler: SQLCompiler, **options: Any) -> str:
    return f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {compiler.process(element.clauses, **options)})"


@compiles(median, "duckdb")
def _median(element: median, compiler: SQLCompiler, **options: Any) -> str:
    return f"median({compiler.process(element.clauses, **options)})"
