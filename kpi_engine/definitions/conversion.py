"""Of the leads created in the period, the share that became customers so far.

On the period basis instead: leads won in the period divided by leads created in it.
"""

from kpi_engine.answer import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import Ratio, ShareByAge
from kpi_engine.populations import LEADS_CREATED, LEADS_WON

KPI = Kpi(
    key="conversion",
    name="Conversion rate",
    definition=signed(__doc__),
    measure=ShareByAge(reached="won_on", over=LEADS_CREATED, outcome="won"),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("qualification", "transformation"),
    by_period=Ratio(happened=LEADS_WON, began=LEADS_CREATED, outcome="won"),
)
