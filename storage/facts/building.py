"""Build the tables of the next version in the workbench's schema `next`, derived columns included."""

from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy import Date, Subquery, Table, cast, func, literal_column, null, select

from kpi_engine.facts import contracts, customer_spells, leads, opportunities, orders
from storage.facts.books import PUBLISHED, main_day
from storage.facts.spells import activity_of_contracts, activity_of_orders, spells
from storage.facts.tables import NEXT, built
from storage.facts.workbench import Query, Workbench

ASKED_BY = {opportunities: ("outcome", "closed_on")}
"""What most questions about a table narrow its rows by, before its main day."""


class TableRows(Protocol):
    """The rows of one table in the next version: whether any came, whether the current facts hold some."""

    @property
    def facts(self) -> Table: ...  # noqa: D102 - said above

    @property
    def came(self) -> bool: ...  # noqa: D102

    @property
    def held(self) -> bool: ...  # noqa: D102

    def rows(self) -> Query:
        """All of them, in no order."""


def build(
    bench: Workbench, merges: Sequence[TableRows], inactivity_days: int, begin: Callable[[str], None]
) -> str | None:
    """Build all tables, saying which one begins; which one the customer spells come from."""
    filled = [merge for merge in merges if merge.came or merge.held]
    has_deals = any(merge.facts is opportunities for merge in filled)
    for merge in sorted(filled, key=lambda merge: merge.facts is leads):  # leads look for their wins
        begin(merge.facts.name)
        is_of_wins = merge.facts is leads
        rows = _with_wins(merge.rows().subquery("rows"), has_deals=has_deals) if is_of_wins else merge.rows()
        _keep(bench, merge.facts, rows)
    begin(customer_spells.name)
    source = _keep_spells(bench, {merge.facts for merge in filled}, inactivity_days)
    made = {merge.facts for merge in filled} | ({customer_spells} if source is not None else set())
    bench.make(*(built(facts) for facts in PUBLISHED if facts not in made))
    return source.name if source is not None else None


def _keep_spells(bench: Workbench, filled: set[Table], inactivity_days: int) -> Table | None:
    """Derive the spells from contracts, else from orders; which of the two."""
    for source in (contracts, orders):
        if source in filled and bench.count(built(source)):
            rows = built(source)
            activity = activity_of_orders(rows, inactivity_days) if source is orders else activity_of_contracts(rows)
            _keep(bench, customer_spells, spells(activity))
            return source
    return None


def _keep(bench: Workbench, facts: Table, rows: Query) -> None:
    """Keep rows in the order in which they are asked for, so that a question about a period reads few blocks."""
    day = main_day(facts)
    order = (*ASKED_BY.get(facts, ()), *([day] if day else []))
    bench.keep(facts.name, rows.order_by(*map(literal_column, order)), schema=NEXT)


def _with_wins(rows: Subquery, *, has_deals: bool) -> Query:
    """Give each lead the day of its first win.

    A win belongs to a lead by the lead's id on the opportunity, or by the opportunity's id on the lead.
    """
    if not has_deals:
        return select(*rows.c, cast(null(), Date).label("won_on"))
    deals = built(opportunities)
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
