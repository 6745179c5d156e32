"""Of the leads created in the period, the share qualified so far."""

from kpi_engine.definitions.populations import LEADS_CREATED, LEADS_QUALIFIED
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import ShareByAge
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="qualification",
    name="Qualification rate",
    definition=signed(__doc__),
    measure=ShareByAge(over=LEADS_CREATED, reached=LEADS_QUALIFIED),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("qualified-leads", "conversion"),
    recipe=Recipe(Way.SHARE, Happening.LEADS_QUALIFIED, among=Happening.LEADS_CREATED),
)
