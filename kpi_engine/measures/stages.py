"""Opportunities that entered a stage, and the friction of each stage."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from sqlalchemy import Date, Integer, Select, and_, case, cast, func, literal, null, or_, select

from kpi_engine.facts import opportunities
from kpi_engine.figure import Figure, Unit, Value
from kpi_engine.friction import MATURE, Friction
from kpi_engine.measures.entries import age, stays
from kpi_engine.measures.measure import Needs, TableMeasure
from kpi_engine.measures.sticking import Seen, friction, observed, places
from kpi_engine.periods import Period
from kpi_engine.question import Dimension
from kpi_engine.reading import Reading
from kpi_engine.statement import CURRENT, Plan, events, group, kept, summed, window_table
from kpi_engine.statistics import poisson
from kpi_engine.tally import Cell
from kpi_engine.windows import Window


@dataclass(frozen=True, slots=True, eq=False)
class StagesEntered(TableMeasure):
    """How many opportunities entered at least one stage; one that entered several counts once."""

    adds_up: ClassVar[bool] = True

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The stage, and those of the opportunity."""
        return tuple(each for each in Dimension if each in opportunities.c)

    @property
    def needs(self) -> Needs:
        """Stages must be entered."""
        return Needs((replace(self.over, exclusions=()),))

    def statement(self, plan: Plan) -> Select[Any]:
        """Count entries, and the opportunities that they are of, per window."""
        rows = events(plan, self.over, self.over.table.c.opportunity_id).subquery("events")
        return summed(plan, rows, func.count(rows.c.opportunity_id.distinct()).label("entered"))

    def figure(self, cell: Cell, unit: Unit) -> Figure:
        """Give the number of opportunities, with its exact Poisson interval."""
        entered = int(cell.row.entered) if cell.row else 0
        return Value(float(entered), entered, unit, interval=poisson(entered))

    def detail(self, reading: Reading, plan: Plan, then: Plan | None) -> Friction:
        """Follow those who entered each stage, and set them beside the last cohort of which nearly all have left."""
        periods = (plan.current, *(plan.earlier if then else ()))
        looked = replace(plan, windows=tuple(Window(each, plan.as_of) for each in periods), by=None, future=None)
        rows = reading.rows(_lengths, looked)
        place = places(rows)
        seen = [Seen(observed((row for row in rows if row.bucket == at), place)) for at in range(len(periods))]
        beside = _mature(periods, seen, then)
        days = tuple(looked.windows[at] for at in (CURRENT, beside) if at is not None)
        standing = _standing_in(reading.rows(_ages, replace(looked, windows=days)))
        now = replace(seen[CURRENT], standing=standing[CURRENT])
        before = None if beside is None else replace(seen[beside], standing=standing[CURRENT + 1])
        stages = friction(now, before, place, seen[:CURRENT:-1])
        return Friction(stages, None if beside is None else periods[beside], periods[::-1])


def _mature(periods: Sequence[Period], seen: Sequence[Seen], then: Plan | None) -> int | None:
    """The newest cohort of which nearly all stays have ended, from the period on that the question compares with."""
    until = then.windows[0].period.start if then else periods[CURRENT].start
    found = (at for at, each in enumerate(seen) if periods[at].start <= until and each.settled >= MATURE)
    return next((at for at in found if at != CURRENT), None)


def _lengths(plan: Plan) -> Select[Any]:
    """Count stays per window by stage, next stage, end and days: all that order statistics need."""
    over = stays(plan.as_of)
    columns = over.table.c
    until = func.coalesce(columns.left, cast(literal(plan.as_of), Date))
    ended = case((columns.left.is_not(None), 1), else_=0).label("ended")
    own = (columns.stage, columns.next_stage, columns.won, columns.place, columns.position, columns.next_position)
    rows = events(plan, over, *own, ended, age(columns.entered_on, until)).subquery("stays_in_windows")
    return summed(
        plan,
        rows,
        func.min(rows.c.position).label("position"),
        func.min(rows.c.next_position).label("next_position"),
        func.sum(rows.c.place).label("places"),
        per=(rows.c.stage, rows.c.next_stage, rows.c.won, rows.c.ended, rows.c.days),
    )


def _ages(plan: Plan) -> Select[Any]:
    """Count who is in a stage at the end of each window, whenever they entered, by stage and days there."""
    over, windows = stays(plan.as_of), window_table(plan)
    columns, last = over.table.c, windows.c.last
    there = and_(columns.entered_on <= last, or_(columns.left.is_(None), columns.left > last))
    rows = (
        select(
            windows.c.bucket,
            cast(null(), Integer).label("left_out"),
            group(plan, over, windows.c.bucket == CURRENT),
            columns.stage,
            age(columns.entered_on, last),
        )
        .join_from(windows, over.table, there)
        .where(kept(plan, over))
        .subquery("standing")
    )
    return summed(plan, rows, per=(rows.c.stage, rows.c.days))


def _standing_in(rows: Sequence[Any]) -> dict[int, dict[str, Counter[int]]]:
    standing: defaultdict[int, defaultdict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    for row in rows:
        standing[int(row.bucket)][row.stage][int(row.days)] += int(row.n)
    return standing  # type: ignore[return-value]
