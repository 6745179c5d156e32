"""Revenue of the period divided by the number of distinct customers it came from.

Revenue without a known customer is in neither.
"""

from kpi_engine.definitions.populations import ORDERS_BY_ACCOUNT, WON_AMOUNTS_BY_ACCOUNT
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import OrElse, PerAccount
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="revenue-per-customer",
    name="Revenue per customer",
    definition=signed(__doc__),
    measure=OrElse(PerAccount(ORDERS_BY_ACCOUNT), PerAccount(WON_AMOUNTS_BY_ACCOUNT)),
    unit=Unit.MONEY,
    better=Direction.UP,
    related=("revenue", "retention"),
    recipe=Recipe(Way.PER_ACCOUNT, Happening.ORDERS),
)
