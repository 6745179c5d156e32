"""Of the monthly revenue of the customers active on the first day of the period, the share left on its last day.

No customer counts for more than on the first day; customers won inside the period do not count. Revenue is that of
the contracts in force on the day.
"""

from kpi_engine.definitions.populations import CONTRACTS_ENDED, CONTRACTS_PRICED
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import RecurringRevenue

KPI = Kpi(
    key="grr",
    name="Gross revenue retention",
    definition=signed(__doc__),
    measure=RecurringRevenue(over=CONTRACTS_PRICED, ended=CONTRACTS_ENDED, capped=True),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("nrr", "retention"),
)
