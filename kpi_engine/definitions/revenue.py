"""Sum of the order amounts of the period, or of the amounts won in it where there are no orders."""

from kpi_engine.definitions.populations import ORDERS, WON_AMOUNTS
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import OrElse, TotalAmount
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="revenue",
    name="Revenue",
    definition=signed(__doc__),
    measure=OrElse(TotalAmount(ORDERS), TotalAmount(WON_AMOUNTS)),
    unit=Unit.MONEY,
    better=Direction.UP,
    related=("revenue-per-customer", "deal-size"),
    recipe=Recipe(Way.TOTAL, Happening.ORDERS),
)
