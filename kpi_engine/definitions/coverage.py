"""Amount open at the end of the last day of the period, divided by what is left of the period's revenue target.

What is left is the target minus the revenue of the period so far.
"""

from kpi_engine.definitions import revenue
from kpi_engine.definitions.populations import OPEN_TODAY_AMOUNTS, OPENED_AMOUNTS
from kpi_engine.definitions.transformation import WIN_RATE
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Covered

KPI = Kpi(
    key="coverage",
    name="Pipeline coverage",
    definition=signed(__doc__),
    measure=Covered(over=OPENED_AMOUNTS, still=OPEN_TODAY_AMOUNTS, revenue=revenue.KPI.measure, chances=WIN_RATE),
    unit=Unit.RATIO,
    better=Direction.UP,
    related=("pipeline", "revenue", "transformation"),
)
