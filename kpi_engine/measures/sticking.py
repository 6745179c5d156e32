"""From counted stays to the friction of each stage; nothing here knows a database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from kpi_engine.change import change
from kpi_engine.figure import FLOOR, Figure, Interval, NoData, Reason, TooLittle, Unit, Value
from kpi_engine.friction import STALLED_AFTER, Cohort, Stage
from kpi_engine.statistics import wilson
from kpi_engine.statistics.incidence import Incidence
from kpi_engine.statistics.survival import Curve, Followed

_HALF = 0.5
_NOTHING = 1e-9  # products of shares miss one half by less


@dataclass(slots=True)
class Observed:
    """Stays of one cohort in one stage, counted by days: those that ended, those of them that advanced, the others."""

    left: Counter[int] = field(default_factory=Counter)
    advanced: Counter[int] = field(default_factory=Counter)
    waiting: Counter[int] = field(default_factory=Counter)

    @property
    def entered(self) -> int:
        """How many entries into the stage: one that comes back counts again."""
        return self.left.total() + self.waiting.total()


@dataclass(frozen=True, slots=True)
class Seen:
    """A period as observed: its stays, and the days that those in each stage on its last day had been there."""

    stays: Mapping[str, Observed]
    standing: Mapping[str, Counter[int]] = field(default_factory=dict)

    @property
    def settled(self) -> float:
        """Share of the stays that have ended; 0 where there are none."""
        entered = sum(stay.entered for stay in self.stays.values())
        return sum(stay.left.total() for stay in self.stays.values()) / entered if entered else 0.0


def places(rows: Sequence[Any]) -> dict[str, float]:
    """Where each stage stands in the process: its recorded position, or where in the course it comes on average.

    A stage that is only known to have come next (others were not asked for) stands where that was.
    """
    own = [(row.stage, row.position, int(row.places), int(row.n)) for row in rows]
    entered = {stage for stage, *_ in own}
    following = [
        (row.next_stage, row.next_position, int(row.places) + int(row.n), int(row.n))
        for row in rows
        if row.next_stage is not None and row.next_stage not in entered
    ]
    positions: defaultdict[str, list[float]] = defaultdict(list)
    courses: Counter[str] = Counter()
    entries: Counter[str] = Counter()
    for stage, position, summed, n in (*own, *following):
        positions[stage] += [] if position is None else [position]
        courses[stage] += summed
        entries[stage] += n
    if all(positions.values()):
        return {stage: min(found) for stage, found in positions.items()}
    return {stage: courses[stage] / entries[stage] for stage in positions}


def observed(rows: Iterable[Any], place: Mapping[str, float]) -> dict[str, Observed]:
    """Sort the rows of one cohort by stage. To advance is to go on to a later stage, or to be won."""
    stays: dict[str, Observed] = {}
    for row in rows:
        stay, days, n = stays.setdefault(row.stage, Observed()), int(row.days), int(row.n)
        if not row.ended:
            stay.waiting[days] += n
            continue
        stay.left[days] += n
        if row.won or (row.next_stage is not None and place[row.next_stage] > place[row.stage]):
            stay.advanced[days] += n
    return stays


def friction(now: Seen, then: Seen | None, place: Mapping[str, float], earlier: Sequence[Seen]) -> tuple[Stage, ...]:
    """Set each stage beside the same stage of the mature cohort, at the same age; `earlier` is oldest first."""
    names = sorted({*now.stays, *now.standing}, key=lambda name: (place.get(name, 0.0), name))
    return tuple(replace(_stage(name, now, then), course=_course(name, (*earlier, now))) for name in names)


def _course(name: str, seen: Sequence[Seen]) -> tuple[Figure, ...]:
    return tuple(median_stay(each.stays.get(name, Observed())) for each in seen)


def _stage(name: str, now: Seen, then: Seen | None) -> Stage:
    stay = now.stays.get(name, Observed())
    within = _age(stay)
    told = _cohort(stay, now.standing.get(name, Counter()), within)
    if then is None:
        return Stage(name, told)
    before = _cohort(then.stays.get(name, Observed()), then.standing.get(name, Counter()), within)
    moved, went_on = change(told.median, before.median), change(told.advanced, before.advanced)
    return Stage(name, told, before, moved, went_on)


def _age(stay: Observed) -> int | None:
    """Until which day of a stay it can be told who advances: as long as at least five are followed."""
    return Curve.of(Followed(stay.left, stay.waiting)).longest(FLOOR) if stay.waiting else None


def _cohort(stay: Observed, standing: Counter[int], within: int | None) -> Cohort:
    median = median_stay(stay)
    limit = STALLED_AFTER * median.value if isinstance(median, Value) else None
    stalled = None if limit is None else sum(n for days, n in standing.items() if days > limit)
    return Cohort(stay.entered, median, advanced(stay, within), within, standing.total(), stalled)


def median_stay(stay: Observed) -> Figure:
    """Median of the days in a stage, by Kaplan & Meier, with Brookmeyer & Crowley's interval (1982, Biometrics 38:29).

    The first day by whose end half have left; where exactly half have, the middle between it and the next leaving, as
    for any median. No data while fewer have left.
    """
    if stay.entered < FLOOR:
        return TooLittle(stay.entered, Unit.DAYS)
    curve = Curve.of(Followed(stay.left, stay.waiting))
    halved = np.flatnonzero(curve.unreached <= _HALF + _NOTHING)
    if not halved.size:
        return NoData(Reason.TOO_YOUNG, Unit.DAYS)
    first = int(halved[0])
    later = np.flatnonzero(curve.events[first + 1 :])
    exactly = abs(float(curve.unreached[first]) - _HALF) <= _NOTHING and later.size
    median = first + (int(later[0]) + 1) / 2 if exactly else float(first)
    return Value(median, stay.entered, Unit.DAYS, interval=_between(curve))


def _between(curve: Curve) -> Interval | None:
    """The days at which one half lies within the interval of the share that has left."""
    ends = [curve.interval(day) for day in range(curve.days + 1)]
    low = next((day for day, end in enumerate(ends) if end.high >= _HALF), None)
    high = next((day for day, end in enumerate(ends) if end.low >= _HALF), None)
    return None if low is None or high is None else Interval(float(low), float(high))


def advanced(stay: Observed, within: int | None) -> Figure:
    """Share of those who entered that advanced within so many days, or ever where all have left.

    Those still in the stage are neither advanced nor not: cumulative incidence of one of two ways to leave.
    """
    n = stay.entered
    if n < FLOOR:
        return TooLittle(n, Unit.SHARE)
    if not stay.waiting and within is None:
        went = stay.advanced.total()
        return Value(went / n, n, Unit.SHARE, float(went), float(n), wilson(went, n))
    incidence = Incidence.of(Curve.of(Followed(stay.left, stay.waiting)), stay.advanced)
    until = incidence.curve.days if within is None else min(within, incidence.curve.days)
    return Value(incidence.by(until), n, Unit.SHARE, interval=incidence.interval(until))
