"""Who is still there, counted by spells instead of accounts: right where no two spells of one account overlap.

Whoever is a customer on a day is then one spell of that day. The list of a window is a plain count, and who is still
there at its end stayed in that spell or came back in a later one that the facts keep beside it (`kpi_engine.returns`).
Only the days that windows begin and end on matter: spells are read once, rounded to those days, and counted; the few
kinds that remain are then looked for in every window.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from kpi_engine.population import Population
from kpi_engine.rollups import WEIGHT
from kpi_engine.statement import CURRENT, Plan, kept, number, summed, window_table


def active(first: ColumnElement[Any], last: ColumnElement[Any], day: Any) -> ColumnElement[bool]:
    """A spell covers the day; its last day is one of activity, null while it lasts."""
    return and_(first <= day, or_(last.is_(None), last >= day))


def listed_and_still(plan: Plan, spells: Population, returns: Population) -> Select[Any]:
    """Count the spells of each window's first day, and those of them whose account is there on its last day."""
    windows = select(*window_table(plan).c).cte("asked")
    cells = union_all(_stayed(plan, windows, spells), _came_back(plan, windows, returns)).subquery("cells")
    return summed(plan, cells, number(cells).label("listed"), func.sum(cells.c.still).label("still"))


def _stayed(plan: Plan, windows: CTE, spells: Population) -> Select[Any]:
    """Those on the list of each window, and those of them who are there on its last day by the same spell."""
    kinds = _kinds(plan, spells)
    on_first_day = and_(kinds.c.began <= windows.c.first, kinds.c.until >= windows.c.first)
    still = case((kinds.c.until >= windows.c.last, kinds.c.number), else_=0)
    return _cells(plan, windows, kinds.c.dimension, kinds.c.number, still).join_from(windows, kinds, on_first_day)


def _came_back(plan: Plan, windows: CTE, returns: Population) -> Select[Any]:
    """Those on the list of each window who are there on its last day by a later spell."""
    columns = returns.table.c
    on_both_days = and_(
        active(columns.started_on, columns.ended_on, windows.c.first),
        active(columns.again_from, columns.again_until, windows.c.last),
    )
    cells = _cells(plan, windows, _named(plan, returns), literal(0), literal(1))
    return cells.join_from(windows, returns.table, on_both_days).where(kept(plan, returns))


def _cells(
    plan: Plan, windows: CTE, name: ColumnElement[Any], listed: ColumnElement[Any], still: ColumnElement[Any]
) -> Select[Any]:
    """What is summed up; mostly only the question's own window is told apart by groups."""
    in_group = name if plan.every_window else case((windows.c.bucket == CURRENT, name))
    return select(
        windows.c.bucket,
        cast(null(), Integer).label("left_out"),
        in_group.label("dimension"),
        listed.label(WEIGHT),
        still.label("still"),
    )


def _named(plan: Plan, spells: Population) -> ColumnElement[Any]:
    return cast(null(), String) if plan.by is None else spells.table.c[plan.by]


def _kinds(plan: Plan, spells: Population) -> Subquery:
    """Spells that begin and end alike, as far as the windows can tell, and how many they are."""
    firsts = {window.period.start for window in plan.windows}
    lasts = {window.period.last_day for window in plan.windows}
    columns = spells.table.c
    began, until = _next(columns.started_on, firsts), _latest(columns.ended_on, firsts | lasts)
    named = began.label("began"), until.label("until"), _named(plan, spells).label("dimension")
    rounded = select(*named).where(kept(plan, spells)).subquery("rounded")
    return select(*rounded.c, func.count().label("number")).group_by(*rounded.c).subquery("kinds")


def _next(day: ColumnElement[Any], asked: Collection[date]) -> ColumnElement[Any]:
    """The first of the days asked about that is not before this one; null where all are."""
    return case(*((day <= each, cast(literal(each), Date)) for each in sorted(asked)))


def _latest(day: ColumnElement[Any], asked: Collection[date]) -> ColumnElement[Any]:
    """The last of the days asked about that is not after this one, which may never come; null where all are."""
    latest = sorted(asked, reverse=True)
    never = day.is_(None), cast(literal(latest[0]), Date)
    return case(never, *((day >= each, cast(literal(each), Date)) for each in latest))
