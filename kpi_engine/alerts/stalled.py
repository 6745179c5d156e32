"""How many opportunities are stalled: in a stage for longer than 1.5 times its median, on a period's last day."""

from collections.abc import Iterable

from kpi_engine.answer import Answer, Point
from kpi_engine.figure import Figure, NoData, Reason, Unit, Value
from kpi_engine.friction import Friction


def stalled(answers: Iterable[Answer]) -> tuple[Point, ...]:
    """One point per answer, oldest first; each answer is about one period of the stages."""
    points = (Point(answer.question.period, stalled_in(answer)) for answer in answers)
    return tuple(sorted(points, key=lambda point: point.period.start))


def stalled_in(answer: Answer) -> Figure:
    """Add up the stalled of all stages whose median is known; `n` is who stands in those."""
    stages = answer.detail.stages if isinstance(answer.detail, Friction) else ()
    known = [(stage.now.stalled, stage.now.standing) for stage in stages if stage.now.stalled is not None]
    if not known or answer.partial:
        return NoData(Reason.NO_ROWS, Unit.COUNT)
    return Value(float(sum(count for count, _ in known)), sum(standing for _, standing in known), Unit.COUNT)
