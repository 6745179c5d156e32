"""The locked list: customers of the first day, looked for again on the last."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
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
    true,
    union_all,
)

from kpi_engine.facts import Facts
from kpi_engine.figure import Figure, Unit
from kpi_engine.measures.measure import Needs, Outcomes, TableMeasure
from kpi_engine.measures.shares import parts_of, share_of
from kpi_engine.measures.stays import active, listed_and_still
from kpi_engine.parts import Divided
from kpi_engine.population import Population
from kpi_engine.question import Dimension
from kpi_engine.statement import Plan, kept, window_table
from kpi_engine.tally import Cell
from kpi_engine.windows import Window


def _active(spells: FromClause, day: Any) -> ColumnElement[bool]:
    return active(spells.c.started_on, spells.c.ended_on, day)


def _mark(condition: ColumnElement[bool], name: str) -> ColumnElement[Any]:
    return func.max(case((condition, 1))).label(name)


def _listed(place: int) -> str:
    return f"listed_{place}"


def _still(place: int) -> str:
    return f"still_{place}"


@dataclass(frozen=True, slots=True, eq=False)
class Retained(TableMeasure):
    """Of the accounts active on the first day, the share still active on the last; the others where `lost`.

    Filters and groups choose who is on the list, by the spell of the first day; whoever is active on the last
    day in any spell of theirs is still a customer. An account may be listed in several groups, once in each.
    """

    ended: Population
    lost: bool = False

    @property
    def needs(self) -> Needs:
        """Spells must be seen to end, or nobody could ever be lost."""
        day = self.ended.day
        return Needs((self.over,), (self.ended,), Outcomes(day.is_(None), day.is_not(None)))

    def needs_in(self, facts: Facts) -> Needs:
        """Spells told by orders end in a silence that must have lasted: before the first end nobody could be lost."""
        if facts.spells_from == "orders":
            return replace(self.needs, dated=(self.over, self.ended), present=())
        return self.needs

    def is_blind(self, window: Window, since: date, age: int | None) -> bool:  # noqa: ARG002 - it has no age
        """Nobody could be seen to be gone: who leaves first is still there on the first recorded last day."""
        return window.period.last_day <= since

    def statement(self, plan: Plan) -> Select[Any]:
        """Count the accounts on the list of each window and those still there; once more per group for the first."""
        if plan.returns is not None:
            return listed_and_still(plan, self.over, replace(self.over, table=plan.returns))
        totals = self._totals(plan)
        if plan.by is None:
            return totals
        grouped = plan if plan.every_window else replace(plan, windows=plan.windows[:1])
        return select(union_all(totals, self._groups(grouped, plan.by)).subquery("cells"))

    def _totals(self, plan: Plan) -> Select[Any]:
        """Go through the accounts once, marking each in all windows; then give each window a row of its own."""
        accounts, windows = self._accounts(plan).subquery("accounts"), window_table(plan)
        counts = select(
            *(func.count(accounts.c[_listed(place)]).label(_listed(place)) for place in range(len(plan.windows))),
            *(
                func.count(case((accounts.c[_listed(place)] == 1, accounts.c[_still(place)]))).label(_still(place))
                for place in range(len(plan.windows))
            ),
        ).subquery("counts")
        of_listed, of_still = (
            case({place: counts.c[name(place)] for place in range(len(plan.windows))}, value=windows.c.bucket)
            for name in (_listed, _still)
        )
        return select(
            windows.c.bucket,
            cast(null(), Integer).label("left_out"),
            cast(null(), String).label("dimension"),
            literal(1).label("whole"),
            of_listed.label("listed"),
            of_still.label("still"),
        ).join_from(windows, counts, true())

    def _accounts(self, plan: Plan) -> Select[Any]:
        """Mark each account, whatever the number of its spells, on the first and on the last day of every window."""
        spells, listable = self.over.table, kept(plan, self.over)
        marks = [
            mark
            for place, window in enumerate(plan.windows)
            for mark in (
                _mark(and_(_active(spells, window.period.start), listable), _listed(place)),
                _mark(_active(spells, window.period.last_day), _still(place)),
            )
        ]
        return select(*marks).group_by(spells.c.account_id)

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Divide those still there, or those gone, by the list."""
        listed, still = (cell.row.listed, cell.row.still) if cell.row else (0, 0)
        return share_of(listed - still if self.lost else still, listed, unit)

    def parts(self, cell: Cell) -> Divided:
        """Count those still there, or gone, and the list; who is listed in several groups counts in each."""
        listed, still = (cell.row.listed, cell.row.still) if cell.row else (0, 0)
        return parts_of(listed - still if self.lost else still, listed)

    def _marks(self, plan: Plan) -> CTE:
        """Mark each account, whatever the number of its spells, as listed on the first day and there on the last.

        Windows are joined rather than told apart by days: a spell lasts and may be in several.
        """
        windows, spells = window_table(plan), self.over.table
        first, last = _active(spells, windows.c.first), _active(spells, windows.c.last)
        return (
            select(
                windows.c.bucket,
                spells.c.account_id,
                func.max(case((and_(first, kept(plan, self.over)), 1))).label("listed"),
                func.max(case((last, 1))).label("still"),
            )
            .join_from(windows, spells, or_(first, last))
            .group_by(windows.c.bucket, spells.c.account_id)
            .cte("marks")
        )

    def _groups(self, plan: Plan, by: Dimension) -> Select[Any]:
        spells, windows, marks = self.over.table, window_table(plan), self._marks(plan)
        listed = and_(_active(spells, windows.c.first), kept(plan, self.over))
        return (
            select(
                marks.c.bucket,
                cast(null(), Integer),
                spells.c[by],
                literal(0),
                func.count(marks.c.account_id.distinct()),
                func.count(case((marks.c.still == 1, marks.c.account_id)).distinct()),
            )
            .join_from(spells, marks, marks.c.account_id == spells.c.account_id)
            .join(windows, windows.c.bucket == marks.c.bucket)
            .where(listed)
            .group_by(marks.c.bucket, spells.c[by])
        )
