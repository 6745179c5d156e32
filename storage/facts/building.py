"""Build the tables of the next version in the workbench's schema `next`, derived columns included."""

from collections.abc import Callable, Mapping
from functools import cache

from sqlalchemy import (
    String,
    Subquery,
    TableClause,
    column,
    func,
    literal_column,
    select,
    table,
)

from kpi_engine.facts import SOURCE_TABLES, contracts, customer_spells, leads, opportunities, orders
from storage.facts.books import PUBLISHED, SOURCE, main_day
from storage.facts.merging import Merge
from storage.facts.spells import activity_of_contracts, activity_of_orders, spells
from storage.facts.workbench import Query, Workbench

NEXT = "next"


@cache
def built(name: str) -> TableClause:
    """A table of the next version."""
    facts = next(facts for facts in PUBLISHED if facts.name == name)
    return table(name, *(column(c.name, c.type) for c in facts.columns), column(SOURCE, String), schema=NEXT)


def build(
    bench: Workbench, merges: Mapping[str, Merge], inactivity_days: int, begin: Callable[[str], None]
) -> str | None:
    """Build all tables, saying which one begins; which table the customer spells come from."""
    for facts in (*(facts for facts in SOURCE_TABLES if facts is not leads), leads):
        begin(facts.name)
        rows = merges[facts.name].rows()
        _keep(bench, facts.name, _with_wins(rows.subquery("rows")) if facts is leads else rows)
    begin(customer_spells.name)
    source = next((name for name in (contracts.name, orders.name) if _filled(bench, name)), None)
    activity = (
        activity_of_orders(built(orders.name), inactivity_days)
        if source == orders.name
        else activity_of_contracts(built(contracts.name))
    )
    _keep(bench, customer_spells.name, spells(activity))
    return source


def _filled(bench: Workbench, name: str) -> bool:
    return bool(bench.one(select(func.count()).select_from(built(name)))[0])


def _keep(bench: Workbench, name: str, rows: Query) -> None:
    """Keep rows in the order of their main day, so that a question about a period reads few blocks."""
    facts = next(facts for facts in PUBLISHED if facts.name == name)
    day = main_day(facts)
    bench.keep(name, rows.order_by(literal_column(day)) if day else rows, schema=NEXT)


def _with_wins(rows: Subquery) -> Query:
    """Give each lead the day of its first win.

    A win belongs to a lead by the lead's id on the opportunity, or by the opportunity's id on the lead.
    """
    deals = built(opportunities.name)
    first = (
        select(deals.c.lead_id, func.min(deals.c.closed_on).label("won_on"))
        .where(deals.c.outcome == "won", deals.c.lead_id.is_not(None))
        .group_by(deals.c.lead_id)
        .subquery("first_wins")
    )
    named = select(deals.c.opportunity_id, deals.c.closed_on).where(deals.c.outcome == "won").subquery("named_wins")
    joined = rows.outerjoin(first, first.c.lead_id == rows.c.lead_id).outerjoin(
        named, named.c.opportunity_id == rows.c.opportunity_id
    )
    won_on = func.least(first.c.won_on, named.c.closed_on).label("won_on")
    return select(*rows.c, won_on).select_from(joined)
