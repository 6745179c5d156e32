"""Of the opportunities closed in the period, the share won: won divided by won plus lost, by count.

Open opportunities are in neither count.
"""

from kpi_engine.answer import Direction, Unit
from kpi_engine.facts import opportunities
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Share
from kpi_engine.populations import CLOSED, OPPORTUNITIES_CREATED

KPI = Kpi(
    key="transformation",
    name="Transformation rate",
    definition=signed(__doc__),
    measure=Share(
        of=opportunities.c.outcome == "won",
        over=CLOSED,
        waiting=OPPORTUNITIES_CREATED,
        outcomes=("won", "lost"),
    ),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("conversion", "cycle", "deal-size"),
)
