"""Number of leads created in the period."""

from kpi_engine.definitions.populations import LEADS_CREATED
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Count
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="leads",
    name="Leads",
    definition=signed(__doc__),
    measure=Count(LEADS_CREATED),
    unit=Unit.COUNT,
    better=Direction.UP,
    related=("qualified-leads", "conversion"),
    recipe=Recipe(Way.COUNT, Happening.LEADS_CREATED),
)
