"""Monthly revenue on the last day of the period from the customers active on its first, divided by that of the first.

What they added counts; customers won inside the period do not. Revenue is that of the contracts in force on the day.
"""

from kpi_engine.definitions.populations import CONTRACTS_ENDED, CONTRACTS_PRICED
from kpi_engine.figure import Direction, Unit
from kpi_engine.kpi import Kpi, signed
from kpi_engine.measures import RecurringRevenue

KPI = Kpi(
    key="nrr",
    name="Net revenue retention",
    definition=signed(__doc__),
    measure=RecurringRevenue(over=CONTRACTS_PRICED, ended=CONTRACTS_ENDED, capped=False),
    unit=Unit.SHARE,
    better=Direction.UP,
    related=("grr", "retention"),
)
