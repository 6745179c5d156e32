"""Median number of days from created to first contact, over the leads created in the period.

Leads that nobody has contacted so far are left out and counted.
"""

from kpi_engine.answer import LeftOutReason
from kpi_engine.definitions.populations import LEADS_ANSWERED, LEADS_CONTACTED
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import MedianDaysUntil
from kpi_engine.recipes.grammar import Happening, Recipe, Way

KPI = Kpi(
    key="response-time",
    name="Response time",
    definition=signed(__doc__),
    measure=MedianDaysUntil(over=LEADS_ANSWERED, reached=LEADS_CONTACTED, waiting=LeftOutReason.NOT_CONTACTED),
    unit=Unit.DAYS,
    better=Direction.DOWN,
    related=("leads", "conversion"),
    recipe=Recipe(
        Way.MEDIAN_DAYS, Happening.LEADS_CONTACTED, among=Happening.LEADS_CREATED, since=Happening.LEADS_CREATED
    ),
)
