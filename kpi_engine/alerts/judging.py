"""Hold the last of a figure's points against what is watched for. Pure: points in, judgement out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi_engine.alerts.judgement import Judgement
from kpi_engine.alerts.unusual import WIDER, unusual
from kpi_engine.alerts.watch import Condition, Seen, Watch, recovery, worse
from kpi_engine.answer import Point
from kpi_engine.change import change
from kpi_engine.figure import Change, Direction, Figure, Interval, TooLittle, Unit, Value
from kpi_engine.periods import Period

_SETTLED = 8  # periods after which a new level is the usual one


@dataclass(frozen=True, slots=True)
class Watched:
    """A watch with what its KPI says of itself; `since`: the period whose breach is not over yet."""

    watch: Watch
    unit: Unit
    better: Direction
    since: Period | None = None
    capped: bool = True  # a share ends at the whole


def judge(watched: Watched, period: Period, points: Sequence[Point]) -> Judgement:
    """Judge a period by the points up to it, oldest first; what is not among them, nothing is known of."""
    known = [point for point in points if point.period.start <= period.start]
    figure = known[-1].figure if known and known[-1].period.start == period.start else None
    if not isinstance(figure, Value):
        return _untold(watched.unit, period, figure)
    size = _volume(figure)
    if size < watched.watch.min_volume:
        return Judgement(Seen.TOO_FEW, period, figure.unit, figure.value, size, figure.numerator, figure.interval)
    return _JUDGES[watched.watch.condition](watched, known, figure)


def judged_by_threshold(watched: Watched, points: Sequence[Point], figure: Value) -> Judgement:
    """Hold a figure against a line; beyond `recover_at` it is good again, between the two it is neither."""
    watch, limit = watched.watch, watched.watch.threshold
    if limit is None:
        return _found(Seen.NO_DATA, points[-1].period, figure)
    turn = -1 if watch.condition is Condition.BELOW else 1
    usual = recovery(watch.condition, limit, figure.unit, capped=watched.capped)
    back = usual if watch.recover_at is None else watch.recover_at
    over, good = turn * (figure.value - limit) > 0, turn * (figure.value - back) <= 0
    seen = Seen.BREACH if over else Seen.GOOD if good else Seen.BETWEEN
    found = _found(seen, points[-1].period, figure)
    return replace(found, limit=limit, within_noise=over and _holds(figure.interval, limit))


def judged_by_change(watched: Watched, points: Sequence[Point], figure: Value) -> Judgement:
    """Hold a figure against that of the period before; while a breach lasts, against that before the breach."""
    period, since = points[-1].period, watched.since or points[-1].period
    before = [point.figure for point in points if point.period.start < since.start]
    after = sum(1 for point in points if point.period.start >= since.start)
    then = before[-1] if before else None
    if not isinstance(then, Value) or then.value == 0 or _volume(then) < watched.watch.min_volume:
        return _found(Seen.TOO_FEW, period, figure)
    found = change(figure, then)
    if found is None or found.interval is None:  # too few rows for one
        return _found(Seen.TOO_FEW, period, figure)
    sign = 1 if found.absolute > 0 else -1
    breach = _beyond(found) and sign in worse(watched.watch, watched.better) and after <= _SETTLED
    return replace(_found(Seen.BREACH if breach else Seen.GOOD, period, figure), change=found, limit=then.value)


def judged_by_usual(watched: Watched, points: Sequence[Point], figure: Value) -> Judgement:
    """Hold a figure against the limits of its own past."""
    period, found = points[-1].period, unusual(points, watched.unit)
    if found is None:
        return _found(Seen.TOO_FEW, period, figure)
    signs = worse(watched.watch, watched.better)
    signal, usual = found.signal(signs), found.usual(signs)
    seen = Seen.BREACH if signal else Seen.GOOD if found.is_calm(signs) else Seen.BETWEEN
    nearer = usual.limits.low if figure.value < usual.centre else usual.limits.high
    return replace(_found(seen, period, figure), usual=usual, signal=signal, limit=nearer)


def _found(seen: Seen, period: Period, figure: Value) -> Judgement:
    return Judgement(seen, period, figure.unit, figure.value, _volume(figure), figure.numerator, figure.interval)


def _untold(unit: Unit, period: Period, figure: Figure | None) -> Judgement:
    if isinstance(figure, TooLittle):
        return Judgement(Seen.TOO_FEW, period, unit, n=figure.n, reason=figure.reason)
    reason = None if figure is None or isinstance(figure, Value) else figure.reason
    return Judgement(Seen.NO_DATA, period, unit, reason=reason)


def _volume(figure: Value) -> int:
    """The rows that a figure rests on; of a rate, its denominator."""
    return figure.n


def _holds(interval: Interval | None, line: float) -> bool:
    return interval is not None and interval.low <= line <= interval.high


def _beyond(found: Change) -> bool:
    """Whether 0 lies outside the interval of a change, drawn wider: asked every week, 95 % would be wrong too often."""
    if found.interval is None:
        return False
    below, above = found.absolute - found.interval.low, found.interval.high - found.absolute
    return found.absolute > below * WIDER or found.absolute < -above * WIDER


_JUDGES: Mapping[Condition, Callable[[Watched, Sequence[Point], Value], Judgement]] = {
    Condition.BELOW: judged_by_threshold,
    Condition.ABOVE: judged_by_threshold,
    Condition.STALLED: judged_by_threshold,
    Condition.CHANGE: judged_by_change,
    Condition.UNUSUAL: judged_by_usual,
}
