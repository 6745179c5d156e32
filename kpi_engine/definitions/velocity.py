"""Money won per day: opportunities × share won × mean amount ÷ mean number of days from created to won.

The opportunities are those open at the end of the last day of the period. The share is won divided by won plus lost,
of those closed in the period; amounts and days are those of the opportunities won in it.
"""

from kpi_engine.definitions.populations import CLOSED, LOST, OPENED, WON, WON_AMOUNTS, WON_IN_ORDER
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Velocity

KPI = Kpi(
    key="velocity",
    name="Sales velocity",
    definition=signed(__doc__),
    measure=Velocity(over=CLOSED, still=OPENED, won=WON, lost=LOST, amounts=WON_AMOUNTS, lengths=WON_IN_ORDER),
    unit=Unit.MONEY_PER_DAY,
    better=Direction.UP,
    related=("pipeline", "transformation", "deal-size", "cycle"),
)
