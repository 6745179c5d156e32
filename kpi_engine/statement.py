"""From a plan to one SELECT: rows placed in windows, then summed up per window and, for the first, per group.

Every SELECT gives the columns `bucket` (which window), `left_out` (why a row does not count; null when it does),
`whole` (1: the window's total, 0: one group of it), `dimension` (the group), `n` (rows) and the measure's sums.
Windows are told apart by one CASE over their days, so that all of them cost one scan. Windows that overlap are
scanned apart: a free range longer than a year overlaps the year before it, hardly anything else does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    FromClause,
    Integer,
    Select,
    String,
    Subquery,
    Table,
    and_,
    case,
    cast,
    column,
    false,
    func,
    literal,
    not_,
    null,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from kpi_engine.answer import LeftOutReason
from kpi_engine.dialects import relation
from kpi_engine.periods import Period
from kpi_engine.population import Population
from kpi_engine.question import Dimension, Filter
from kpi_engine.recipes.grammar import Condition
from kpi_engine.rollups import AMOUNT, EXACT, SQUARES, TOTAL, WEIGHT, RollUp, counted_in, read_from, smallest
from kpi_engine.windows import Window, layers

CURRENT = 0  # the bucket of the question's own period
REASONS = tuple(LeftOutReason)

Rows = Select[Any] | CompoundSelect[Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a measure must know to state its SELECT; the first window is the question's own."""

    windows: tuple[Window, ...]
    as_of: date
    by: Dimension | None = None
    filters: tuple[Filter, ...] = ()
    given: tuple[Condition, ...] = ()  # by the definition itself, whatever is asked
    house_currency: str | None = None
    future: Period | None = None  # days of the period that the facts have not reached: a row there is a mistake
    age: int | None = None  # only what happened in each row's first so many days counts
    newest: date | None = None  # the facts' own as-of day: what a row says of itself now held on that day
    earlier: tuple[Period, ...] = ()  # whole periods before the question's own that the facts cover, newest first
    every_window: bool = False  # the rows of all windows are grouped, not only those of the question's own
    apart: bool = False  # each group is a question of its own, put as if there were no others; nothing is said of all
    rollups: tuple[RollUp, ...] = ()  # counted beforehand: what measures that only count or add up may read
    returns: Table | None = None  # spells beside later ones of the same account, where no two of them overlap

    @property
    def current(self) -> Period:
        """The days counted of the question's own period."""
        return self.windows[CURRENT].period


def inside(day: ColumnElement[Any], period: Period) -> ColumnElement[bool]:
    """The day lies in the period."""
    return and_(day >= period.start, day < period.end)


def kept(plan: Plan, population: Population) -> ColumnElement[bool]:
    """Rows of the population that pass the filters and existed on the as-of day."""
    columns = population.table.c
    exists = columns.created_on <= plan.as_of if "created_on" in columns else true()
    dated_at_birth = population.dated_by == "created_on"  # its windows end on the as-of day anyway
    filters = (passes(columns[each.dimension], each.values) for each in plan.filters)
    given = (meets(columns[each.dimension], each) for each in plan.given)
    return and_(population.members, true() if dated_at_birth else exists, *filters, *given)


def passes(dimension: ColumnElement[Any], wanted: tuple[str | None, ...]) -> ColumnElement[bool]:
    """The row's value is among those wanted."""
    known = [value for value in wanted if value is not None]
    named = dimension.in_(known)
    return named if len(known) == len(wanted) else or_(named, dimension.is_(None))


def meets(dimension: ColumnElement[Any], condition: Condition) -> ColumnElement[bool]:
    """The row's value is as the condition says; an unknown one is none of those that are named."""
    wanted = passes(dimension, condition.values)
    return not_(func.coalesce(wanted, false())) if condition.leaves_out else wanted


def events(plan: Plan, population: Population, *columns: ColumnElement[Any]) -> Rows:
    """Rows of the population in any of the windows, each with its bucket and the measure's own columns."""
    scans = [_scan(plan, population, layer, columns) for layer in layers(plan.windows)]
    return scans[0] if len(scans) == 1 else union_all(*scans)


def counted(plan: Plan, population: Population, *columns: ColumnElement[Any]) -> Rows:
    """The same rows for measures that only count them: alike ones in one where a roll-up knows them, with a weight."""
    rollup = smallest(plan.rollups, population, (*columns, *_cuts(plan, population)), plan.as_of)
    if rollup is None:
        return events(plan, population, *columns)
    own = (read_from(rollup, column) for column in columns)
    return events(plan, counted_in(population, rollup), *own, rollup.table.c[WEIGHT])


def added(plan: Plan, population: Population, *columns: ColumnElement[Any]) -> Rows:
    """The rows with their amounts, for measures that add them up: `total`, `squares`, `smallest` of each."""
    rollup = smallest(plan.rollups, population, (*columns, *_cuts(plan, population)), plan.as_of, amounts=True)
    if rollup is None:
        amount = population.table.c[AMOUNT]
        each = exactly(amount).label("total"), (amount * amount).label("squares"), amount.label("smallest")
        return events(plan, population, *columns, *each)
    read = rollup.table.c
    many = read[TOTAL].label("total"), read[SQUARES].label("squares"), read[AMOUNT].label("smallest"), read[WEIGHT]
    return events(plan, counted_in(population, rollup), *(read_from(rollup, column) for column in columns), *many)


def exactly(amount: ColumnElement[Any]) -> ColumnElement[Any]:
    """An amount to a millionth: floats add up to another last digit each time, in another order."""
    return cast(amount, EXACT)


def _cuts(plan: Plan, population: Population) -> list[ColumnElement[Any]]:
    """The columns that rows are filtered and grouped by."""
    narrowed = (*(each.dimension for each in plan.filters), *(each.dimension for each in plan.given))
    return [population.table.c[dimension] for dimension in (*narrowed, *([plan.by] if plan.by else []))]


def weight(rows: FromClause | Rows) -> tuple[ColumnElement[Any], ...]:
    """The column that says how many rows each of these stands for, where they are not simply rows."""
    columns = rows.c if isinstance(rows, FromClause) else rows.selected_columns
    return (columns[WEIGHT],) if WEIGHT in columns else ()


def number(rows: FromClause, mark: ColumnElement[Any] | None = None) -> ColumnElement[Any]:
    """How many rows, or how many of them bear a mark."""
    if not weight(rows):
        return func.count() if mark is None else func.count(mark)
    (each,) = weight(rows)
    return func.sum(each if mark is None else case((mark.is_not(None), each), else_=0))


def _scan(
    plan: Plan, population: Population, layer: Sequence[tuple[int, Window]], columns: Sequence[ColumnElement[Any]]
) -> Select[Any]:
    day = population.day
    reasons = [(exclusion.where, code(exclusion.reason)) for exclusion in population.exclusions]
    runs = sorted((window.period.start, window.period.end, bucket) for bucket, window in layer)
    if plan.future and layer[0][0] == CURRENT:
        reasons.insert(0, (inside(day, plan.future), code(LeftOutReason.AFTER_AS_OF)))
        runs = sorted([*runs, (plan.future.start, plan.future.end, CURRENT)])
    return select(
        _bucket(day, tuple(runs)).label("bucket"),
        (case(*reasons) if reasons else cast(null(), Integer)).label("left_out"),
        group(plan, population, inside(day, plan.current)),
        *columns,
    ).where(kept(plan, population), *_within(day, runs))


Run = tuple[date, date, int]  # first day, the day after the last, bucket


@lru_cache(maxsize=256)
def _bucket(day: ColumnElement[Any], runs: tuple[Run, ...]) -> ColumnElement[int]:
    """Name the bucket of a day known to lie in one of the runs: each day is compared with ends only, oldest first.

    Kept: whoever else asks the same table about the same period compares with the same ends.
    """
    latest = literal(runs[-1][2])
    return case(*((day < end, literal(bucket)) for _, end, bucket in runs[:-1]), else_=latest) if runs[1:] else latest


def _within(day: ColumnElement[Any], runs: Sequence[Run]) -> list[ColumnElement[bool]]:
    """The day lies in one of the runs, which are in order: between the first and the last, and in no gap."""
    gaps = [(end, start) for (_, end, _), (start, _, _) in pairwise(runs) if end < start]
    return [day >= runs[0][0], day < runs[-1][1], *(or_(day < end, day >= start) for end, start in gaps)]


def code(reason: LeftOutReason) -> ColumnElement[int]:
    """Write a reason as a number: grouping by numbers is cheaper than by words."""
    return literal(REASONS.index(reason))


def group(plan: Plan, population: Population, in_current: ColumnElement[bool]) -> ColumnElement[Any]:
    """Name the row's group; mostly only rows of the question's own period need one."""
    if plan.by is None:
        return cast(null(), String).label("dimension")
    column = population.table.c[plan.by]
    return (column if plan.every_window else case((in_current, column))).label("dimension")


def summed(
    plan: Plan,
    rows: FromClause,
    *sums: ColumnElement[Any],
    per: tuple[ColumnElement[Any], ...] = (),
) -> Select[Any]:
    """Sum rows up per window (and `per` columns), and once more, or only, per group where the plan asks for groups."""
    keys: tuple[ColumnElement[Any], ...] = (rows.c.bucket, rows.c.left_out, *per)
    grouping = keys
    whole: ColumnElement[int] = literal(1)
    dimension: ColumnElement[Any] = cast(null(), String)
    if plan.apart:
        grouping, whole, dimension = (*keys, rows.c.dimension), literal(0), rows.c.dimension
    elif plan.by is not None:
        grouping = (func.grouping_sets(tuple_(*keys), tuple_(*keys, rows.c.dimension)),)
        whole, dimension = func.grouping(rows.c.dimension), rows.c.dimension
    columns = (*keys, dimension.label("dimension"), whole.label("whole"), number(rows).label("n"), *sums)
    told = select(*columns).group_by(*grouping)
    return _of_named_groups(told) if plan.by is not None and per and not (plan.apart or plan.every_window) else told


def _of_named_groups(told: Select[Any]) -> Select[Any]:
    """Leave out the groups of other windows, which name none: per value they would be hundreds of rows to fetch.

    Around the sums, since Spark knows no `grouping` in HAVING.
    """
    sums = told.subquery("sums")
    return select(*sums.c).where(or_(sums.c.whole == 1, sums.c.bucket == CURRENT))


def window_table(plan: Plan) -> Subquery:
    """Give the windows as a relation, for measures that join to them: bucket, first day, last day, seen until."""
    days = (column(name, Date) for name in ("first", "last", "seen_until"))
    numbered = enumerate(plan.windows)
    rows = [(bucket, w.period.start, w.period.last_day, w.seen_until) for bucket, w in numbered]
    return relation("windows", (column("bucket", Integer), *days), rows)
