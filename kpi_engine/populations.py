"""The populations that the built-in KPIs count, in the field's words."""

from dataclasses import replace

from kpi_engine.answer import LeftOutReason
from kpi_engine.facts import customer_spells, leads, opportunities, orders
from kpi_engine.measures import Exclusion, Population

LEADS_CREATED = Population(leads, dated_by="created_on")
LEADS_QUALIFIED = Population(leads, dated_by="qualified_on")
LEADS_WON = Population(leads, dated_by="won_on")

OPPORTUNITIES_CREATED = Population(opportunities, dated_by="created_on")
CLOSED = Population(opportunities, dated_by="closed_on", where=opportunities.c.outcome.in_(("won", "lost")))
WON = Population(opportunities, dated_by="closed_on", where=opportunities.c.outcome == "won")

_no_amount = Exclusion(LeftOutReason.NO_AMOUNT, opportunities.c.amount.is_(None))
_closed_early = Exclusion(
    LeftOutReason.CLOSED_BEFORE_CREATED, opportunities.c.closed_on < opportunities.c.created_on
)
WON_IN_ORDER = replace(WON, exclusions=(_closed_early,))
WON_AMOUNTS = replace(WON, exclusions=(_no_amount,))
WON_AMOUNTS_BY_ACCOUNT = replace(
    WON,
    exclusions=(_no_amount, Exclusion(LeftOutReason.NO_ACCOUNT, opportunities.c.account_id.is_(None))),
)

ORDERS = Population(orders, dated_by="ordered_on")
ORDERS_BY_ACCOUNT = replace(
    ORDERS, exclusions=(Exclusion(LeftOutReason.NO_ACCOUNT, orders.c.account_id.is_(None)),)
)

CUSTOMERS = Population(customer_spells, dated_by="started_on")
