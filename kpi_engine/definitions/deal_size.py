"""Mean amount of the opportunities won in the period; the median stands beside it."""

from kpi_engine.definitions.populations import WON_AMOUNTS
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import MeanAmount
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="deal-size",
    name="Deal size",
    definition=signed(__doc__),
    measure=MeanAmount(WON_AMOUNTS),
    unit=Unit.MONEY,
    better=Direction.UP,
    related=("revenue", "transformation"),
    recipe=Recipe(Way.MEAN, Happening.OPPORTUNITIES_WON),
)
