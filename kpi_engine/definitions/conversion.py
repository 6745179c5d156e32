"""Of the leads created in the period, the share that became customers so far."""

from kpi_engine.definitions.populations import LEADS_CREATED, LEADS_WON
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Ratio, ShareByAge
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="conversion",
    name="Conversion rate",
    definition=signed(__doc__),
    measure=ShareByAge(over=LEADS_CREATED, reached=LEADS_WON),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("qualification", "transformation"),
    by_period=Ratio(over=LEADS_CREATED, happened=LEADS_WON),
    definition_by_period="Leads won in the period divided by leads created in it.",
    recipe=Recipe(Way.SHARE, Happening.LEADS_WON, among=Happening.LEADS_CREATED),
)
