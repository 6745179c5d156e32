"""What one look at a watched figure found: all that a message about it needs, in figures."""

from dataclasses import dataclass
from enum import StrEnum

from kpi_engine.alerts.watch import Seen
from kpi_engine.figure import Change, Interval, Reason, Unit
from kpi_engine.periods import Period


class Signal(StrEnum):
    """Which rule of the control chart spoke."""

    POINT = "point"  # one period far outside
    PAIR = "pair"  # two in a row, both on the same side, together too far out


@dataclass(frozen=True, slots=True)
class Usual:
    """What the figure usually is, by its own past: the mean of `points` periods, and limits for one period."""

    centre: float
    limits: Interval
    points: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was seen of a figure in one whole period.

    `value` is in `unit`, that of the KPI unless opportunities (STALLED) or days (SILENT) are counted. `limit` is the
    line that it was held against. `within_noise`: its interval holds that line, chance alone may have carried it over.
    `reason` tells why there is no value.
    """

    seen: Seen
    period: Period
    unit: Unit
    value: float | None = None
    n: int | None = None
    numerator: float | None = None
    interval: Interval | None = None
    limit: float | None = None
    within_noise: bool = False
    change: Change | None = None
    usual: Usual | None = None
    signal: Signal | None = None
    reason: Reason | None = None

    @property
    def is_breach(self) -> bool:
        """Whether what is watched for was seen."""
        return self.seen is Seen.BREACH
