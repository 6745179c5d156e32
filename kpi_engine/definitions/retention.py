"""Of the customers active on the first day of the period, the share still active on its last day.

Customers won inside the period are in neither count.
"""

from kpi_engine.answer import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Retained
from kpi_engine.populations import CUSTOMERS

KPI = Kpi(
    key="retention",
    name="Retention",
    definition=signed(__doc__),
    measure=Retained(CUSTOMERS),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("churn", "revenue-per-customer"),
)
