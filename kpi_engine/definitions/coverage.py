"""Amount open at the end of the last day of the period, divided by what is left to win of the period's target.

What is left is the target minus the amounts won in the period so far.
"""

from kpi_engine.definitions.populations import OPEN_TODAY_AMOUNTS, OPENED_AMOUNTS, WON_AMOUNTS
from kpi_engine.definitions.transformation import WIN_RATE
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Covered

KPI = Kpi(
    key="coverage",
    name="Pipeline coverage",
    definition=signed(__doc__),
    measure=Covered(over=OPENED_AMOUNTS, still=OPEN_TODAY_AMOUNTS, won=WON_AMOUNTS, chances=WIN_RATE),
    unit=Unit.RATIO,
    better=Direction.UP,
    related=("pipeline", "transformation"),
)
