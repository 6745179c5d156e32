"""Opportunities that stand open at the end of a day, in the stage that they were in on that day."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
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
)

from kpi_engine.facts import Facts, stage_changes
from kpi_engine.population import Population
from kpi_engine.question import Dimension
from kpi_engine.statement import CURRENT, Plan, code, kept, passes, window_table
from kpi_engine.windows import Window

_ENDLESS = date(9999, 12, 31)
_UNPLACED = -1.0


def standing(plan: Plan, population: Population, *columns: ColumnElement[Any]) -> Select[Any]:
    """Rows open at the end of each window's last day, each with its bucket and the measure's own columns.

    Windows are joined rather than told apart by days: an opportunity stays open and may be in several.
    """
    table, windows = population.table, window_table(plan)
    seen: FromClause = windows.join(table, _open(table, windows.c.last))
    stage: ColumnElement[Any] = table.c.stage
    if _looks_back(plan):
        then = _stages(plan)
        seen = seen.outerjoin(
            then, and_(then.c.bucket == windows.c.bucket, then.c.opportunity_id == table.c.opportunity_id)
        )
        stage = case((windows.c.last == plan.newest, table.c.stage), else_=then.c.stage)
    others = tuple(each for each in plan.filters if each.dimension is not Dimension.STAGE)
    stages = (passes(stage, each.values) for each in plan.filters if each.dimension is Dimension.STAGE)
    reasons = [(exclusion.where, code(exclusion.reason)) for exclusion in population.exclusions]
    return (
        select(
            windows.c.bucket,
            case(*reasons).label("left_out"),
            _group(plan, table, stage, windows.c.bucket),
            *columns,
        )
        .select_from(seen)
        .where(kept(replace(plan, filters=others), population), *stages)
    )


def history_unknown(day: date, facts: Facts) -> frozenset[Dimension]:
    """Dimensions whose values on a day the facts do not tell: the stage, where its changes were not recorded yet."""
    history = facts.coverage.get(stage_changes.name)
    kept_since = history.first_day if history else None
    told = day == facts.as_of or (kept_since is not None and kept_since <= day)
    return frozenset() if told else frozenset({Dimension.STAGE})


def _open(table: FromClause, day: ColumnElement[Any]) -> ColumnElement[bool]:
    """Created by the day and not closed by it; one that was closed on an unknown day comes along, to be left out."""
    not_closed = or_(table.c.outcome.is_(None), table.c.closed_on.is_(None), table.c.closed_on > day)
    return and_(table.c.created_on <= day, not_closed)


def _looks_back(plan: Plan) -> bool:
    """Whether the stage of a past day is asked for."""
    asked = _filtered(plan) or plan.by is Dimension.STAGE
    return asked and any(window.period.last_day != plan.newest for window in _staged(plan))


def _filtered(plan: Plan) -> bool:
    return any(each.dimension is Dimension.STAGE for each in plan.filters)


def _staged(plan: Plan) -> tuple[Window, ...]:
    """The windows of which stages are asked for: without a filter by them, only those that are grouped."""
    return plan.windows if _filtered(plan) or plan.every_window else plan.windows[: CURRENT + 1]


def _stages(plan: Plan) -> Subquery:
    """The stage that each opportunity was in at the end of each window: the one entered last by then.

    One row for each, so that joining it multiplies nothing. Of stages entered on one day, the one not left on it.
    """
    windows, changes = window_table(replace(plan, windows=_staged(plan))).alias("looks"), stage_changes
    newest_first = (
        changes.c.entered_on.desc(),
        func.coalesce(changes.c.left_on, literal(_ENDLESS, Date)).desc(),
        func.coalesce(changes.c.position, literal(_UNPLACED)).desc(),
        changes.c.stage.desc(),
    )
    place = func.row_number().over(partition_by=(windows.c.bucket, changes.c.opportunity_id), order_by=newest_first)
    ranked = (
        select(windows.c.bucket, changes.c.opportunity_id, changes.c.stage, place.label("place"))
        .join_from(windows, changes, changes.c.entered_on <= windows.c.last)
        .subquery("ranked")
    )
    return (
        select(ranked.c.bucket, ranked.c.opportunity_id, ranked.c.stage).where(ranked.c.place == 1).subquery("stages")
    )


def _group(plan: Plan, table: FromClause, stage: ColumnElement[Any], bucket: ColumnElement[Any]) -> ColumnElement[Any]:
    if plan.by is None:
        return cast(null(), String).label("dimension")
    dimension = stage if plan.by is Dimension.STAGE else table.c[plan.by]
    return (dimension if plan.every_window else case((bucket == CURRENT, dimension))).label("dimension")
