"""Customers by the month of their first order, or of their first contract where there are no orders.

For each month since, the share of them with an order in it, or with a contract in force. The figure counts those
whose first day lies in the period.
"""

from kpi_engine.definitions.populations import CONTRACTS_STARTED, ORDERS_BY_ACCOUNT
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Newcomers, OrElse

KPI = Kpi(
    key="cohorts",
    name="Cohorts",
    definition=signed(__doc__),
    measure=OrElse(Newcomers(ORDERS_BY_ACCOUNT), Newcomers(CONTRACTS_STARTED, until="ends_on")),
    unit=Unit.COUNT,
    better=Direction.UP,
    related=("retention", "revenue-per-customer"),
    whole_months=12,
)
