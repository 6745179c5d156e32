"""How many times over the rest of a target must be covered by open opportunities."""

from dataclasses import dataclass

from kpi_engine.detail import Detail
from kpi_engine.figure import Value
from kpi_engine.periods import Period


@dataclass(frozen=True, slots=True)
class Needed(Detail):
    """What experience asks for: where one opportunity in four is won, four times the rest must be open."""

    win_rate: Value  # share won of the opportunities closed in `period`, by count
    period: Period  # the last whole period before the question's own
    times: float  # 1 ÷ win rate
