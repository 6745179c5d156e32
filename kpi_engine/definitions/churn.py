"""Of the customers active on the first day of the period, the share no longer active on its last day.

Customers won inside the period are in neither count.
"""

from kpi_engine.answer import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Retained
from kpi_engine.populations import CUSTOMERS

KPI = Kpi(
    key="churn",
    name="Churn",
    definition=signed(__doc__),
    measure=Retained(CUSTOMERS, lost=True),
    unit=Unit.SHARE,
    better=Direction.DOWN,
    related=("retention",),
)
