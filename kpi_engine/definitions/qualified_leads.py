"""Number of leads qualified in the period, whenever they were created."""

from kpi_engine.definitions.populations import LEADS_QUALIFIED
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Count
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="qualified-leads",
    name="Qualified leads",
    definition=signed(__doc__),
    measure=Count(LEADS_QUALIFIED),
    unit=Unit.COUNT,
    better=Direction.UP,
    related=("leads", "qualification"),
    recipe=Recipe(Way.COUNT, Happening.LEADS_QUALIFIED),
)
