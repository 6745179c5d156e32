"""Count the rows of large tables beforehand, by day and by what people cut figures by, in the file that is published.

Only what pays is kept: a roll-up of at most a quarter as many rows as its table. See docs/decisions/080-roll-ups.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, ColumnElement, MetaData, String, Table, func, insert, literal, select

from kpi_engine.facts import contract, leads, opportunities
from kpi_engine.rollups import WEIGHT, RollUp
from storage.facts.contents import checksum
from storage.facts.tables import NEXT, book, built
from storage.facts.workbench import Workbench

LARGE = 200_000  # rows; below, a question takes no longer on the table itself
SMALLER = 4.0  # times fewer rows than the table, or it is not worth its room
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


@dataclass(frozen=True, slots=True)
class Clock:
    """What the rows of a table are counted by besides whose they are: days, the one that dates them first; outcomes."""

    facts: Table
    day: str
    reached: str | None = None  # a later day of the same row, if it came to that
    outcome: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(name for name in (self.day, self.reached, self.outcome) if name)


CLOCKS = (
    Clock(leads, "created_on", reached="won_on"),
    Clock(leads, "created_on", reached="qualified_on"),
    Clock(leads, "created_on"),
    Clock(opportunities, "closed_on", outcome="outcome"),
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
    own = (Column(each, facts.c[each].type) for each in columns)
    return Table(name, MetaData(), *own, Column(WEIGHT, BigInteger, nullable=False), schema=schema)


def roll_up(bench: Workbench, large: int = LARGE, smaller: float = SMALLER) -> None:
    """Count the large tables of the next version, and note what was counted."""
    bench.make(book(BOOK))
    for facts in dict.fromkeys(clock.facts for clock in CLOCKS):
        rows = bench.count(built(facts))
        made: list[Wanted] = []
        for wanted in _wanted(bench, facts, int(rows / smaller)) if rows >= large else ():
            _keep(bench, wanted, made)
            made.append(wanted)
        if made:
            bench.run(insert(book(BOOK)), [_noted(bench, each) for each in made])


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
    """How many kinds of day and outcome there are, how many rows reach the later day, and after how many days."""
    day = columns[clock.day]
    days = func.max(day) - func.min(day) + 1
    yield days * (func.approx_count_distinct(columns[clock.outcome]) if clock.outcome else literal(1))
    if clock.reached is None:
        yield from (literal(0), literal(0))
        return
    reached = columns[clock.reached]
    yield func.count(reached)
    yield func.coalesce(func.max(reached - day) - func.min(reached - day) + 1, 0)


def _at_most(groups: int, days: int, reaching: int, ages: int) -> int:
    """One row for each day and group, and one more for each age at which some of its rows reach the later day."""
    return int(days * groups + min(reaching, days * groups * ages))


def _keep(bench: Workbench, wanted: Wanted, made: Sequence[Wanted]) -> None:
    """Count rows, or what has been counted by more columns already; sorted so that one team lies together."""
    finer = [each for each in made if set(wanted.columns) <= set(each.columns)]
    if finer:
        smallest = min(finer, key=lambda each: each.rows)
        rows = rolled(smallest.facts, smallest.name, smallest.columns, schema=NEXT)
        number = func.sum(rows.c[WEIGHT]).cast(BigInteger)
    else:
        rows, number = built(wanted.facts), func.count().cast(BigInteger)
    columns = [rows.c[name] for name in wanted.columns]
    order = sorted(columns, key=lambda column: column.name not in ORGANISATION)
    counted = select(*columns, number.label(WEIGHT)).select_from(rows).group_by(*columns).order_by(*order)
    bench.keep(wanted.name, counted, schema=NEXT)


def _noted(bench: Workbench, made: Wanted) -> dict[str, Any]:
    rows = rolled(made.facts, made.name, made.columns, schema=NEXT)
    count, total = bench.one(select(func.count(), checksum(rows, rows)).select_from(rows))
    return {
        "name": made.name,
        "table_name": made.facts.name,
        "columns": " ".join(made.columns),
        "rows": count,
        "checksum": total,
    }


def offered(row: Any, latest: date | None) -> RollUp:
    """A roll-up as the engine reads it, from its line in the book."""
    facts = contract.tables[row.table_name]
    return RollUp(facts, rolled(facts, row.name, row.columns.split()), row.rows, latest)
