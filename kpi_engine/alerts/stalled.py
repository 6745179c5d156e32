"""How many opportunities are stalled: in a stage for longer than 1.5 times its median, on a period's last day."""

from collections.abc import Iterable
from datetime import timedelta

from kpi_engine.alerts.watch import Watch
from kpi_engine.answer import Answer, Point
from kpi_engine.figure import Figure, NoData, Reason, Unit, Value
from kpi_engine.friction import Friction
from kpi_engine.periods import Period
from kpi_engine.question import Compare, Question

MEDIANS_OVER = timedelta(weeks=26)
"""The days up to the judged one whose entries tell a stage's median: those who entered this week have not left yet."""


def asked_of(watch: Watch, period: Period) -> Question:
    """What has to be asked to know who is stalled at the end of a period."""
    over = Period(period.end - MEDIANS_OVER, period.end)
    return Question(watch.kpi, over, watch.scope, compare=Compare.NONE, as_of=period.last_day)


def stalled(found: Iterable[tuple[Period, Answer]]) -> tuple[Point, ...]:
    """One point per judged period, oldest first, from the answers to what was asked of each."""
    points = (Point(period, stalled_in(answer)) for period, answer in found)
    return tuple(sorted(points, key=lambda point: point.period.start))


def stalled_in(answer: Answer) -> Figure:
    """Add up the stalled of all stages whose median is known; `n` is who stands in those."""
    stages = answer.detail.stages if isinstance(answer.detail, Friction) else ()
    known = [(stage.now.stalled, stage.now.standing) for stage in stages if stage.now.stalled is not None]
    if not known:
        return NoData(Reason.NO_ROWS, Unit.COUNT)
    return Value(float(sum(count for count, _ in known)), sum(standing for _, standing in known), Unit.COUNT)
