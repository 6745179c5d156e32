"""Of the leads created in the period, the share qualified so far."""

from kpi_engine.answer import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import ShareByAge
from kpi_engine.populations import LEADS_CREATED

KPI = Kpi(
    key="qualification",
    name="Qualification rate",
    definition=signed(__doc__),
    measure=ShareByAge(reached="qualified_on", over=LEADS_CREATED, outcome="qualified"),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("qualified-leads", "conversion"),
)
