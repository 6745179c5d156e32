"""Customers by the month of their first contract, or first order where there are no contracts.

For each month since, the share of them with a contract in force in it, or with an order in it. The figure counts
those whose first day lies in the period.
"""

from kpi_engine.definitions.populations import CONTRACTS_STARTED, ORDERS_BY_ACCOUNT
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Newcomers, OrElse

KPI = Kpi(
    key="cohorts",
    name="Cohorts",
    definition=signed(__doc__),
    measure=OrElse(Newcomers(CONTRACTS_STARTED, until="ends_on"), Newcomers(ORDERS_BY_ACCOUNT)),
    unit=Unit.COUNT,
    better=Direction.UP,
    related=("retention", "revenue-per-customer"),
    whole_months=12,
)
