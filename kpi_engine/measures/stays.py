"""Who is still there, counted by spells instead of accounts: right where no two spells of one account overlap.

Whoever is a customer on a day is then one spell of that day. The list of a window is a plain count, and who is still
there at its end stayed in that spell or came back in a later one that the facts keep beside it (`kpi_engine.returns`).
Each window is a scan of its own, which leaves out the blocks of spells that began later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
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
from kpi_engine.question import Dimension
from kpi_engine.statement import CURRENT, Plan, kept


def active(first: ColumnElement[Any], last: ColumnElement[Any], day: Any) -> ColumnElement[bool]:
    """A spell covers the day; its last day is one of activity, null while it lasts."""
    return and_(first <= day, or_(last.is_(None), last >= day))


def listed_and_still(plan: Plan, spells: Population, returns: Population) -> Select[Any]:
    """Count the spells of each window's first day, and those of them whose account is there on its last day."""
    parts = (counts for part in _parts(plan) for counts in (part.stayed(plan, spells), part.came_back(plan, returns)))
    cells = union_all(*parts).subquery("cells")
    keys = [cells.c[name] for name in ("bucket", "left_out", "dimension", "whole")]
    sums = (func.sum(cells.c[name]).label(name) for name in ("listed", "still"))
    return select(*keys, *sums).group_by(*keys)


@dataclass(frozen=True, slots=True)
class _Part:
    """The total of one window, or its groups."""

    bucket: int
    by: Dimension | None = None

    def stayed(self, plan: Plan, spells: Population) -> Select[Any]:
        """Those on the list, and those of them who are there on the last day by the same spell."""
        columns, last_day = spells.table.c, plan.windows[self.bucket].period.last_day
        still = func.count(case((active(columns.started_on, columns.ended_on, last_day), 1)))
        return self._counted(plan, spells, func.count(), still)

    def came_back(self, plan: Plan, returns: Population) -> Select[Any]:
        """Those on the list who are there on the last day by a later spell."""
        columns, last_day = returns.table.c, plan.windows[self.bucket].period.last_day
        again = active(columns.again_from, columns.again_until, last_day)
        return self._counted(plan, returns, literal(0), func.count()).where(again)

    def _counted(
        self, plan: Plan, spells: Population, listed: ColumnElement[Any], still: ColumnElement[Any]
    ) -> Select[Any]:
        columns, first_day = spells.table.c, plan.windows[self.bucket].period.start
        group = cast(null(), String) if self.by is None else columns[self.by]
        rows = select(
            literal(self.bucket).label("bucket"),
            cast(null(), Integer).label("left_out"),
            group.label("dimension"),
            literal(int(self.by is None)).label("whole"),
            listed.label("listed"),
            still.label("still"),
        ).where(active(columns.started_on, columns.ended_on, first_day), kept(plan, spells))
        return rows if self.by is None else rows.group_by(group)


def _parts(plan: Plan) -> Iterator[_Part]:
    for bucket in range(len(plan.windows)):
        if not plan.apart:
            yield _Part(bucket)
        if plan.by is not None and (plan.every_window or bucket == CURRENT):
            yield _Part(bucket, plan.by)
