"""Share of promoters (9 or 10) minus share of detractors (0 to 6), in points, by each customer's last response.

Only responses of the period count; those without a known customer count one by one.
"""

from kpi_engine.definitions.populations import answered
from kpi_engine.facts import survey_responses
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import NetScore

_PROMOTER, _DETRACTOR = 9, 6

KPI = Kpi(
    key="nps",
    name="NPS",
    definition=signed(__doc__),
    measure=NetScore(
        over=answered("nps", 0, 10),
        promoters=survey_responses.c.score >= _PROMOTER,
        detractors=survey_responses.c.score <= _DETRACTOR,
    ),
    unit=Unit.SCORE,
    better=Direction.UP,
    related=("csat", "retention"),
)
