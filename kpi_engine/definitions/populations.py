"""The populations that the definitions share, in the field's words."""

from dataclasses import replace

from sqlalchemy import and_, or_

from kpi_engine.answer import LeftOutReason
from kpi_engine.facts import contracts, customer_spells, leads, opportunities, orders, survey_responses
from kpi_engine.population import Exclusion, Population
from kpi_engine.question import Dimension

LEADS_CREATED = Population(leads, dated_by="created_on", event="created")
LEADS_QUALIFIED = Population(leads, dated_by="qualified_on", event="qualified")
LEADS_WON = Population(leads, dated_by="won_on", event="won")
LEADS_CONTACTED = Population(leads, dated_by="first_contacted_on", event="contacted")
LEADS_ANSWERED = replace(
    LEADS_CREATED,
    exclusions=(
        Exclusion(LeftOutReason.NOT_CONTACTED, leads.c.first_contacted_on.is_(None)),
        Exclusion(LeftOutReason.CONTACTED_BEFORE_CREATED, leads.c.first_contacted_on < leads.c.created_on),
    ),
)

CREATED = Population(opportunities, dated_by="created_on", event="created")
CLOSED = Population(
    opportunities, dated_by="closed_on", event="closed", where=opportunities.c.outcome.in_(("won", "lost"))
)
WON = replace(CLOSED, event="won", where=opportunities.c.outcome == "won", blank=frozenset({Dimension.LOST_REASON}))
LOST = replace(CLOSED, event="lost", where=opportunities.c.outcome == "lost")

_closed_early = Exclusion(LeftOutReason.CLOSED_BEFORE_CREATED, opportunities.c.closed_on < opportunities.c.created_on)
_no_amount = Exclusion(LeftOutReason.NO_AMOUNT, opportunities.c.amount.is_(None))
_no_account = Exclusion(LeftOutReason.NO_ACCOUNT, opportunities.c.account_id.is_(None))
WON_IN_ORDER = replace(WON, exclusions=(_closed_early,))
WON_AMOUNTS = replace(WON, event="amount", exclusions=(_no_amount,))
WON_AMOUNTS_BY_ACCOUNT = replace(WON, event="account", exclusions=(_no_amount, _no_account))

_undated = Exclusion(
    LeftOutReason.CLOSED_UNDATED, and_(opportunities.c.outcome.is_not(None), opportunities.c.closed_on.is_(None))
)
OPENED = replace(CREATED, exclusions=(_undated,))
OPENED_AMOUNTS = replace(OPENED, event="amount", exclusions=(_undated, _no_amount))
OPEN_TODAY_AMOUNTS = replace(
    CREATED, event="open_amount", where=opportunities.c.outcome.is_(None), exclusions=(_no_amount,)
)

ORDERS = Population(orders, dated_by="ordered_on", event="ordered")
ORDERS_BY_ACCOUNT = replace(
    ORDERS, event="account", exclusions=(Exclusion(LeftOutReason.NO_ACCOUNT, orders.c.account_id.is_(None)),)
)

CUSTOMERS = Population(customer_spells, dated_by="started_on", event="started")
CUSTOMERS_LOST = Population(customer_spells, dated_by="ended_on", event="ended")

CONTRACTS_STARTED = Population(contracts, dated_by="starts_on", event="started")
CONTRACTS_ENDED = Population(contracts, dated_by="ends_on", event="ended")
CONTRACTS_PRICED = replace(
    CONTRACTS_STARTED, event="mrr", exclusions=(Exclusion(LeftOutReason.NO_AMOUNT, contracts.c.mrr.is_(None)),)
)


def answered(kind: str, lowest: float, highest: float) -> Population:
    """The responses to one kind of survey; scores outside its scale are left out."""
    score = survey_responses.c.score
    outside = Exclusion(LeftOutReason.OUT_OF_SCALE, or_(score < lowest, score > highest))
    of_kind = survey_responses.c.kind == kind
    return Population(survey_responses, dated_by="answered_on", event=kind, where=of_kind, exclusions=(outside,))
