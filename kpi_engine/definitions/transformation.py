"""Of the opportunities closed in the period, the share won: won divided by won plus lost, by count.

Open opportunities are in neither count.
"""

from kpi_engine.definitions.populations import CLOSED, CREATED, LOST, WON
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Share
from kpi_engine.recipes.grammar import Happening, Recipe, Way

WIN_RATE = Share(over=CLOSED, of=WON, against=LOST, waiting=CREATED)

KPI = Kpi(
    key="transformation",
    name="Transformation rate",
    definition=signed(__doc__),
    measure=WIN_RATE,
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("conversion", "cycle", "deal-size"),
    recipe=Recipe(Way.SHARE, Happening.OPPORTUNITIES_WON, among=Happening.OPPORTUNITIES_CLOSED),
)
