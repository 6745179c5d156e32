"""Of the customers active on the first day of the period, the share no longer active on its last day.

Customers won inside the period are in neither count.
"""

from kpi_engine.definitions.populations import CUSTOMERS, CUSTOMERS_LOST
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Retained

KPI = Kpi(
    key="churn",
    name="Churn",
    definition=signed(__doc__),
    measure=Retained(over=CUSTOMERS, ended=CUSTOMERS_LOST, lost=True),
    unit=Unit.SHARE,
    better=Direction.DOWN,
    related=("retention",),
)
