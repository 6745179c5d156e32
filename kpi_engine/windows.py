"""The runs of days that one question looks at: the period, what it is set beside, and its predecessors.

One rule makes them alike: each window is seen as of its own day, which lies as many days after its start as the
answer's as-of day lies after the start of the period. A period in progress therefore faces the same number of
elapsed days, and a cohort faces cohorts of its own age.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Compare, Question

_POINTS = {Grain.DAY: 14, Grain.WEEK: 13, Grain.MONTH: 13, Grain.QUARTER: 9, Grain.YEAR: 5, None: 8}
_DAY = timedelta(days=1)
_MISSING_AT_MOST = 10  # a window counts as whole when the facts lack at most one day in ten at its start


@dataclass(frozen=True, slots=True)
class Window:
    """The days counted of one period; outcomes later than `seen_until` have not happened for it."""

    period: Period
    seen_until: date
    cut: bool = False

    def is_whole(self, since: date) -> bool:
        """Tell whether facts recorded since that day cover it, but for a tenth of its days at most."""
        return (since - self.period.start).days * _MISSING_AT_MOST <= self.period.days


@dataclass(frozen=True, slots=True)
class Sight:
    """From where a question is looked at; `by_age` when outcomes ripen and every window must be equally old."""

    period: Period
    as_of: date
    by_age: bool = False

    @property
    def in_progress(self) -> bool:
        """The as-of day lies inside the period, before its last day."""
        return self.period.start <= self.as_of < self.period.last_day

    def of(self, period: Period) -> Window:
        """See a period as the question's own is seen: as many days after its start."""
        seen_until = self.as_of - (self.period.start - period.start)
        if not (self.in_progress or self.by_age):
            return Window(period, seen_until)
        end = min(period.end, seen_until + _DAY)
        return Window(replace(period, end=end), seen_until, cut=end < period.end)


def compared(question: Question, sight: Sight, calendar: Calendar) -> Window | None:
    """The window that the question sets beside its own; None when it asks for none."""
    if question.against:
        return sight.of(question.against)
    match question.compare:
        case Compare.PREVIOUS:
            return sight.of(calendar.shift(question.period, -1))
        case Compare.YEAR:
            return sight.of(calendar.year_before(question.period))
        case Compare.NONE:
            return None


def predecessors(question: Question, sight: Sight, calendar: Calendar) -> tuple[Window, ...]:
    """The windows before the question's own that make a series of it, oldest first."""
    steps = range(1 - _POINTS[question.period.grain], 0)
    return tuple(sight.of(calendar.shift(question.period, step)) for step in steps)


def whole_before(question: Question, sight: Sight, calendar: Calendar) -> tuple[Window, ...]:
    """The same periods, newest first, each whole and seen as of the answer's own day."""
    steps = range(1, _POINTS[question.period.grain])
    return tuple(Window(calendar.shift(question.period, -step), sight.as_of) for step in steps)


def layers(windows: Iterable[Window]) -> list[list[tuple[int, Window]]]:
    """Number the windows and part them into as few layers as it takes for none to overlap within a layer."""
    parted: list[list[tuple[int, Window]]] = []
    for numbered in enumerate(windows):
        free = (layer for layer in parted if not any(_overlap(numbered[1], other) for _, other in layer))
        layer = next(free, None)
        if layer is None:
            parted.append([numbered])
        else:
            layer.append(numbered)
    return parted


def _overlap(one: Window, other: Window) -> bool:
    return one.period.start < other.period.end and other.period.start < one.period.end
