"""Count the rows of large tables beforehand, by day and by what people cut figures by, in the file that is published.

Only what pays is kept: a roll-up of at most a quarter as many rows as its table. See docs/decisions/080-roll-ups.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import mul
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Double,
    FromClause,
    MetaData,
    String,
    Table,
    cast,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.types import TypeEngine

from kpi_engine.facts import contract, customer_spells, leads, opportunities, orders
from kpi_engine.returns import customer_returns
from kpi_engine.rollups import AMOUNT, EXACT, SQUARES, TOTAL, WEIGHT, RollUp
from storage.facts.contents import checksum
from storage.facts.returns import keep_returns
from storage.facts.tables import NEXT, book, built
from storage.facts.workbench import Workbench

LARGE = 200_000  # rows; below, a question takes no longer on the table itself
SMALLER = 4.0  # times fewer rows than the table, or it is not worth its room
TIMES_DEARER = 20  # to look for an account among all spells than to count a row
ORGANISATION = ("team", "region")  # whose numbers: in every roll-up
CUTS = ("source", "segment", "product", "campaign", "rep")  # at most one of them beside

BOOK = Table(
    "facts_rollups",
    MetaData(),
    Column("name", String, primary_key=True),
    Column("table_name", String, nullable=False),
    Column("columns", String, nullable=False),  # by which rows are counted, separated by blanks
    Column("rows", BigInteger, nullable=False),
    Column("checksum", String, nullable=False),
)
SUMS: dict[str, TypeEngine[Any]] = {TOTAL: EXACT, SQUARES: Double()}  # beside the smallest amount


@dataclass(frozen=True, slots=True)
class Clock:
    """What the rows of a table are counted by besides whose they are: days, the one that dates them first; outcomes."""

    facts: Table
    day: str
    reached: str | None = None  # a later day of the same row, if it came to that
    outcome: str | None = None
    amounts: bool = False  # they are added up, by currency where rows name one

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them."""
        named = "currency" if self.amounts and "currency" in self.facts.c else None
        amount = AMOUNT if self.amounts else None
        return tuple(name for name in (self.day, self.reached, self.outcome, named, amount) if name)


CLOCKS = (
    Clock(leads, "created_on", reached="won_on"),
    Clock(leads, "created_on", reached="qualified_on"),
    Clock(leads, "created_on"),
    Clock(opportunities, "closed_on", outcome="outcome"),
    Clock(opportunities, "closed_on", outcome="outcome", amounts=True),
    Clock(orders, "ordered_on", amounts=True),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A roll-up that would pay, and how many rows it has at most."""

    facts: Table
    columns: tuple[str, ...]
    rows: int

    @property
    def name(self) -> str:
        """The table it is kept in."""
        return f"{self.facts.name}_by_{'_'.join(self.columns)}"


def rolled(facts: Table, name: str, columns: Sequence[str], schema: str | None = None) -> Table:
    """The table of a roll-up."""
    own = [Column(each, facts.c[each].type) for each in columns]
    own += [Column(each, kind) for each, kind in SUMS.items()] if AMOUNT in columns else []
    return Table(name, MetaData(), *own, Column(WEIGHT, BigInteger, nullable=False), schema=schema)


def roll_up(bench: Workbench, large: int = LARGE, smaller: float = SMALLER) -> None:
    """Count the large tables of the next version, and note what was counted."""
    bench.make(book(BOOK))
    for facts in dict.fromkeys(clock.facts for clock in CLOCKS):
        rows = bench.count(built(facts))
        made: list[Wanted] = []
        for wanted in _wanted(bench, facts, int(rows / smaller)) if rows >= max(large, 1) else ():
            _keep(bench, wanted, made)
            made.append(wanted)
        if made:
            bench.run(insert(book(BOOK)), [_noted(bench, each) for each in made])
    spells = bench.count(built(customer_spells))
    if spells >= max(large // TIMES_DEARER, 1) and keep_returns(bench, most=spells):
        bench.run(insert(book(BOOK)), [_noted_returns(bench)])


def _wanted(bench: Workbench, facts: Table, most: int) -> list[Wanted]:
    """Those of so many rows at most, the finest first."""
    cuts = [ORGANISATION, *((*ORGANISATION, cut) for cut in CUTS if cut in facts.c)]
    clocks = [clock for clock in CLOCKS if clock.facts is facts]
    columns = built(facts).c
    kinds = (func.approx_count_distinct(func.row(*(columns[name] for name in cut))) for cut in cuts)
    measured = bench.one(select(*kinds, *(size for clock in clocks for size in _sizes(clock, columns))))
    sizes = iter(measured[len(cuts) :])
    bounds = {clock: (next(sizes), next(sizes), next(sizes)) for clock in clocks}
    able = [
        Wanted(facts, (*clock.columns, *cut), rows)
        for clock in clocks
        for cut, groups in zip(cuts, measured, strict=False)
        if (rows := _at_most(groups, *bounds[clock])) <= most
    ]
    return sorted(able, key=lambda each: -each.rows)


def _sizes(clock: Clock, columns: Any) -> Iterator[ColumnElement[Any]]:
    """How many kinds of day, outcome and currency there are, how many rows stand apart, and in how many kinds.

    Those that reach the later day stand apart by how long it took; those of unknown amount in one more kind.
    """
    day = columns[clock.day]
    kinds = [columns[name] for name in clock.columns if name not in {clock.day, clock.reached, AMOUNT}]
    known = (func.greatest(func.approx_count_distinct(kind), 1) for kind in kinds)
    yield reduce(mul, known, func.max(day) - func.min(day) + 1)
    if clock.reached is not None:
        reached = columns[clock.reached]
        yield func.count(reached)
        yield func.coalesce(func.max(reached - day) - func.min(reached - day) + 1, 0)
    else:
        yield func.count_if(columns[AMOUNT].is_(None)) if clock.amounts else literal(0)
        yield literal(1)


def _at_most(groups: int, days: int, apart: int, kinds: int) -> int:
    """One row for each day and group, and one more for each kind in which some of its rows stand apart."""
    return int(days * groups + min(apart, days * groups * kinds))


def _keep(bench: Workbench, wanted: Wanted, made: Sequence[Wanted]) -> None:
    """Count rows, or what has been counted by more columns already; sorted so that one team lies together."""
    finer = [each for each in made if set(wanted.columns) <= set(each.columns)]
    source = min(finer, key=lambda each: each.rows) if finer else None
    rows = rolled(source.facts, source.name, source.columns, schema=NEXT) if source else built(wanted.facts)
    kinds = [rows.c[name] for name in wanted.columns if name != AMOUNT]
    amounts = AMOUNT in wanted.columns
    known = [rows.c[AMOUNT].is_(None)] if amounts else []
    sums = _sums(rows) if amounts else []
    number = func.sum(rows.c[WEIGHT]) if source else func.count()
    order = sorted(kinds, key=lambda column: column.name not in ORGANISATION)
    columns = (*kinds, *sums, cast(number, BigInteger).label(WEIGHT))
    bench.keep(wanted.name, select(*columns).select_from(rows).group_by(*kinds, *known).order_by(*order), schema=NEXT)


def _sums(rows: FromClause) -> list[ColumnElement[Any]]:
    """The smallest amount, the sum and the sum of squares, of rows or of what was counted; null where unknown."""
    amount = rows.c[AMOUNT]
    total, squares = (rows.c[TOTAL], rows.c[SQUARES]) if TOTAL in rows.c else (cast(amount, EXACT), amount * amount)
    return [
        func.min(amount).label(AMOUNT),
        cast(func.sum(total), EXACT).label(TOTAL),
        func.sum(squares).label(SQUARES),
    ]


def _noted(bench: Workbench, made: Wanted) -> dict[str, Any]:
    rows = rolled(made.facts, made.name, made.columns, schema=NEXT)
    return {"table_name": made.facts.name, "columns": " ".join(made.columns), **_content(bench, rows)}


def _noted_returns(bench: Workbench) -> dict[str, Any]:
    return {"table_name": customer_spells.name, "columns": "", **_content(bench, book(customer_returns))}


def _content(bench: Workbench, rows: Table) -> dict[str, Any]:
    count, total = bench.one(select(func.count(), checksum(rows, rows)).select_from(rows))
    return {"name": rows.name, "rows": count, "checksum": total}


def offered(row: Any, latest: date | None) -> RollUp:
    """A roll-up as the engine reads it, from its line in the book."""
    facts = contract.tables[row.table_name]
    return RollUp(facts, rolled(facts, row.name, row.columns.split()), row.rows, latest)
