"""The locked list: customers of the first day, looked for again on the last."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Integer, Select, and_, cast, func, null, or_, select

from kpi_engine.answer import Figure, Unit
from kpi_engine.measures.measure import Needs, Outcomes, TableMeasure
from kpi_engine.measures.shares import share_of
from kpi_engine.population import Population
from kpi_engine.statement import CURRENT, Plan, group, kept, summed, window_table
from kpi_engine.tally import Cell


def _active(spells: FromClause, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """The spell covers the day; its last day is one of activity."""
    return and_(spells.c.started_on <= day, or_(spells.c.ended_on.is_(None), spells.c.ended_on >= day))


@dataclass(frozen=True, slots=True, eq=False)
class Retained(TableMeasure):
    """Of the accounts active on the first day, the share still active on the last; the others where `lost`.

    Filters and groups choose who is on the list, by the spell of the first day; whoever is active on the last
    day in any spell of theirs is still a customer.
    """

    ended: Population
    lost: bool = False

    @property
    def needs(self) -> Needs:
        """Spells must be seen to end, or nobody could ever be lost."""
        day = self.ended.day
        return Needs((self.over,), (self.ended,), Outcomes(day.is_(None), day.is_not(None)))

    def statement(self, plan: Plan) -> Select[Any]:
        """Count distinct accounts on both days of each window, which may overlap: a spell lasts."""
        windows, spells = window_table(plan), self.over.table
        later = spells.alias("later")
        listed = (
            select(
                windows.c.bucket,
                cast(null(), Integer).label("left_out"),
                group(plan, self.over, windows.c.bucket == CURRENT),
                spells.c.account_id.label("listed"),
                later.c.account_id.label("kept"),
            )
            .join_from(windows, spells, _active(spells, windows.c.first))
            .outerjoin(later, and_(later.c.account_id == spells.c.account_id, _active(later, windows.c.last)))
            .where(kept(plan, self.over))
            .subquery("listed")
        )
        return summed(
            plan,
            listed,
            func.count(listed.c.listed.distinct()).label("listed"),
            func.count(listed.c.kept.distinct()).label("kept"),
        )

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide those still there, or those gone, by the list."""
        listed, still = (cell.row.listed, cell.row.kept) if cell.row else (0, 0)
        return share_of(listed - still if self.lost else still, listed, unit)
