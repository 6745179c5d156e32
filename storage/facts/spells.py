"""When each account was a customer: its contracts or orders, joined where no day lies between them."""

from datetime import date

from sqlalchemy import Date, Double, FromClause, Integer, Subquery, cast, func, literal, null, or_, select

from storage.facts.workbench import Query

FOREVER = date(9999, 12, 31)
DIMENSIONS = ("segment", "region", "rep", "team")


def activity_of_contracts(rows: FromClause) -> Subquery:
    """Each contract keeps its account a customer from its first to its last day."""
    columns = rows.c
    return select(
        columns.account_id,
        columns.contract_id.label("id"),
        columns.starts_on.label("first_day"),
        func.coalesce(columns.ends_on, literal(FOREVER, Date)).label("last_day"),
        columns.mrr,
        *(columns[name] for name in DIMENSIONS),
    ).subquery("activity")


def activity_of_orders(rows: FromClause, inactivity_days: int) -> Subquery:
    """Each order keeps its account a customer for some days, its own day included; a return does not."""
    columns = rows.c
    latest = func.arg_max(func.row(*(columns[name] for name in DIMENSIONS)), columns.order_id)
    days = (
        select(columns.account_id, columns.ordered_on, func.max(columns.order_id).label("id"), latest.label("latest"))
        .where(columns.account_id.is_not(None), columns.amount >= 0)
        .group_by(columns.account_id, columns.ordered_on)
        .subquery("days")
    )
    return select(
        days.c.account_id,
        days.c.id,
        days.c.ordered_on.label("first_day"),
        (days.c.ordered_on + literal(inactivity_days - 1, Integer)).label("last_day"),
        cast(null(), Double).label("mrr"),
        *(func.struct_extract(days.c.latest, place).label(name) for place, name in enumerate(DIMENSIONS, 1)),
    ).subquery("activity")


def spells(activity: Subquery) -> Query:
    """Activities that overlap or touch make one spell.

    Its dimensions are those of its latest activity, its MRR the sum over the activities in force on its last day;
    `ended_on` is null where it has no end and may lie in the future.
    """
    runs = _ranked(_numbered(activity))
    return select(
        runs.c.account_id,
        func.min(runs.c.first_day).label("started_on"),
        func.nullif(func.max(runs.c.last_day), literal(FOREVER, Date)).label("ended_on"),
        func.sum(runs.c.mrr).filter(runs.c.last_day == runs.c.run_end).label("mrr"),
        *(func.max(runs.c[name]).filter(runs.c.age == 1).label(name) for name in DIMENSIONS),
    ).group_by(runs.c.account_id, runs.c.run)


def _numbered(activity: Subquery) -> Subquery:
    """Number the runs of each account: one begins where all that came before has ended a day or more ago."""
    order = (activity.c.first_day, activity.c.id)
    reached = func.max(activity.c.last_day).over(partition_by=activity.c.account_id, order_by=order, rows=(None, -1))
    marked = select(*activity.c, or_(reached.is_(None), activity.c.first_day > reached + 1).label("begins")).subquery()
    run = func.count_if(marked.c.begins).over(
        partition_by=marked.c.account_id, order_by=(marked.c.first_day, marked.c.id), rows=(None, 0)
    )
    return select(*marked.c, run.label("run")).subquery("numbered")


def _ranked(numbered: Subquery) -> Subquery:
    """Know of each activity how recent it is in its run, and the run's last day."""
    run = (numbered.c.account_id, numbered.c.run)
    latest = (numbered.c.first_day.desc(), numbered.c.id.desc())
    return select(
        *numbered.c,
        func.row_number().over(partition_by=run, order_by=latest).label("age"),
        func.max(numbered.c.last_day).over(partition_by=run).label("run_end"),
    ).subquery("ranked")
