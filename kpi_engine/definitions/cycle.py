"""Median number of days from created to won, over the opportunities won in the period."""

from kpi_engine.definitions.populations import WON_IN_ORDER
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import MedianDays
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="cycle",
    name="Sales cycle",
    definition=signed(__doc__),
    measure=MedianDays(over=WON_IN_ORDER, since="created_on"),
    unit=Unit.DAYS,
    better=Direction.DOWN,
    related=("transformation", "deal-size"),
    recipe=Recipe(Way.MEDIAN_DAYS, Happening.OPPORTUNITIES_WON, since=Happening.OPPORTUNITIES_CREATED),
)
