"""Number of opportunities that entered a stage in the period.

Per stage: how many entered it; the median number of days in it; the share that went on to a later stage or was won;
how many were in it at the end of the last day, and how many of these for more than 1.5 times the median: stalled.
"""

from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import StagesEntered
from kpi_engine.measures.entries import STAGES_ENTERED

KPI = Kpi(
    key="stages",
    name="Stages",
    definition=signed(__doc__),
    measure=StagesEntered(STAGES_ENTERED),
    unit=Unit.COUNT,
    better=Direction.NEITHER,
    related=("cycle", "transformation", "pipeline"),
)
