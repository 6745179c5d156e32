"""Stages that opportunities entered, with what is known of the opportunity; and how long they stayed in them."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, Subquery, and_, case, cast, func, null, or_, select

from kpi_engine.answer import LeftOutReason
from kpi_engine.dialects import days_between
from kpi_engine.facts import opportunities, stage_changes
from kpi_engine.population import Exclusion, Population
from kpi_engine.question import Dimension

_WITHOUT_PLACE = 1e9


def _entries() -> Subquery:
    """Each entry into a stage beside its one opportunity.

    An entry on the day the opportunity closed, or after, that was never left is not a stage but its outcome:
    "Closed Won" and the like. Where nobody knows on which day it closed, the entry never left is taken for it.
    """
    changes, deals = stage_changes.c, opportunities.c
    dimensions = [deals[each] for each in Dimension if each in deals and each is not Dimension.STAGE]
    is_open = or_(deals.outcome.is_(None), changes.entered_on < deals.closed_on)
    return (
        select(
            *changes,
            deals.opportunity_id.label("found"),
            deals.outcome,
            case((deals.outcome.is_not(None), deals.closed_on)).label("closed_on"),
            *dimensions,
        )
        .select_from(stage_changes.outerjoin(opportunities, deals.opportunity_id == changes.opportunity_id))
        .where(or_(is_open, changes.left_on.is_not(None)))
        .subquery(stage_changes.name)
    )


_found = _entries()
STAGES_ENTERED = Population(
    _found,
    dated_by="entered_on",
    event="entered",
    exclusions=(
        Exclusion(LeftOutReason.NO_OPPORTUNITY, _found.c.found.is_(None)),
        Exclusion(
            LeftOutReason.LEFT_BEFORE_ENTERED,
            and_(_found.c.left_on.is_not(None), _found.c.left_on < _found.c.entered_on),
        ),
    ),
)


def stays(as_of: date) -> Population:
    """The stays in stages as known on a day: `left` (null while it lasts), `next_stage`, `won`, `place` in the course.

    A stay ends on the day it was left; where that is not recorded, on the day the next stage was entered, else on the
    day the opportunity closed.
    """
    entry = STAGES_ENTERED.table.c
    following = _in_order(entry)
    known = select(
        *entry,
        func.lead(entry.entered_on).over(**following).label("next_on"),
        func.lead(entry.stage).over(**following).label("next_stage"),
        func.lead(entry.position).over(**following).label("next_position"),
        func.row_number().over(**following).label("place"),
    ).where(STAGES_ENTERED.countable, entry.entered_on <= as_of)
    found = known.subquery("known")
    return Population(_ended(found, as_of).subquery("stays"), dated_by="entered_on", event="entered")


def _in_order(entry: Any) -> dict[str, Any]:
    place = func.coalesce(entry.position, _WITHOUT_PLACE)
    return {"partition_by": entry.opportunity_id, "order_by": (entry.entered_on, place, entry.stage)}


def _ended(found: Subquery, as_of: date) -> Select[Any]:
    columns = found.c
    left = func.coalesce(columns.left_on, columns.next_on, columns.closed_on)
    won = and_(columns.outcome == "won", columns.closed_on <= as_of, columns.next_stage.is_(None))
    return select(
        *columns,
        case((left <= as_of, left), else_=cast(null(), Date)).label("left"),
        case((won, 1), else_=0).label("won"),
    )


def age(since: ColumnElement[Any], until: ColumnElement[Any]) -> ColumnElement[Any]:
    """Days in a stage: 0 where it was left on the day it was entered."""
    return cast(days_between(since, until), Integer).label("days")
