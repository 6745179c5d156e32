"""Median number of days from created to won, over the opportunities won in the period."""

from kpi_engine.answer import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import MedianDays
from kpi_engine.populations import WON_IN_ORDER

KPI = Kpi(
    key="cycle",
    name="Sales cycle",
    definition=signed(__doc__),
    measure=MedianDays(since="created_on", over=WON_IN_ORDER),
    unit=Unit.DAYS,
    better=Direction.DOWN,
    related=("transformation", "deal-size"),
)
