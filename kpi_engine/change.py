"""What changed from one figure to another, and whether chance alone may have done it."""

from kpi_engine.figure import Change, Figure, Value
from kpi_engine.statistics import difference, enough


def change(now: Figure, then: Figure) -> Change | None:
    """Compare two values; None unless both are values."""
    if not (isinstance(now, Value) and isinstance(then, Value)):
        return None
    absolute = now.value - then.value
    relative = absolute / abs(then.value) if then.value else None
    if now.interval is None or then.interval is None:
        return Change(absolute, relative, None, None, too_few=min(now.n, then.n) < enough(now.unit))
    interval = difference(now.value, now.interval, then.value, then.interval)
    return Change(absolute, relative, interval, beyond_noise=interval.low > 0 or interval.high < 0)
