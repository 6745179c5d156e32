"""Sum of the amounts of the opportunities open at the end of the last day of the period, whenever they were created.

While the period is in progress, its last day is the last day of the data.
"""

from kpi_engine.definitions.populations import OPEN_TODAY_AMOUNTS, OPENED_AMOUNTS
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import OpenAmount
from kpi_engine.question import Dimension

KPI = Kpi(
    key="pipeline",
    name="Pipeline",
    definition=signed(__doc__),
    measure=OpenAmount(over=OPENED_AMOUNTS, still=OPEN_TODAY_AMOUNTS),
    unit=Unit.MONEY,
    better=Direction.UP,
    related=("coverage", "velocity"),
    by=Dimension.STAGE,
)
