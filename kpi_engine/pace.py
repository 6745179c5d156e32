"""How far a target is, and what it takes from now on. Computed from answers and the target, never guessed.

What a figure should be by today depends on how it comes about (`Manner`): a sum grows, a locked list shrinks, a young
cohort ripens, a median is what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from math import floor

from kpi_engine.answer import Answer
from kpi_engine.course import Course, Earlier, Manner, course_of, is_whole, manner_of, ripeness
from kpi_engine.figure import Direction, Figure, Interval, Unit, Value
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Period
from kpi_engine.statistics import enough
from kpi_engine.target import Target, is_better

_LEVELS = frozenset({Manner.SHARE, Manner.MEAN, Manner.LEVEL})  # the same over a part of the horizon as over all of it
_NEAR = 1e-9  # what floats lose: 0.88 × 50 customers are 44, not 43


class Verdict(StrEnum):
    """Where a target stands."""

    REACHED = "reached"
    MISSED = "missed"
    AHEAD = "ahead"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    TOO_EARLY = "too_early"  # the interval holds both the way to the target and standing still
    OUT_OF_REACH = "out_of_reach"  # nothing that can still come would do
    NOT_BEGUN = "not_begun"
    NO_FIGURE = "no_figure"


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left of a sum, and the days it is left for: done + per_week × days ÷ 7 = aim."""

    amount: float
    days: int

    @property
    def per_week(self) -> float:
        """The part of each of the weeks to come."""
        return self.amount * 7 / self.days


@dataclass(frozen=True, slots=True)
class Rest:
    """What the `volume` of rows still to come must be on average: done + value × volume = aim × all of them."""

    value: float
    volume: float


@dataclass(frozen=True, slots=True)
class Allowance:
    """Of the `listed`, `allowed` may be lost in all for the aim to hold; `lost` are."""

    listed: int
    lost: int
    allowed: int

    @property
    def left(self) -> int:
        """How many more may go; below 0 where too many have."""
        return self.allowed - self.lost


Needed = Remainder | Rest | Allowance


@dataclass(frozen=True, slots=True)
class Progress:
    """A target and where it stands.

    `way`: share of the way done, of the aim for sums, from baseline to aim otherwise; None where it cannot be told.
    `expected`: what the figure would be today on its way to the aim, `projected`: what a ripening one will come to, as
    its answer projects it (then with `ends`, the two it will lie between), else if it ripens as in earlier years.
    `sure`: the verdict rests on an interval. `facts_from`: a day inside the horizon
    before which nothing is recorded.
    """

    target: Target
    unit: Unit
    better: Direction
    currency: str | None
    manner: Manner
    table: str  # what is counted
    as_of: date
    days_left: int
    now: Figure
    course: Course
    verdict: Verdict
    way: float | None = None
    expected: float | None = None
    projected: float | None = None
    ends: Interval | None = None
    needed: Needed | None = None
    sure: bool = True
    facts_from: date | None = None

    @property
    def over(self) -> bool:
        """Whether the facts cover the horizon to its end."""
        return self.days_left == 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a target stands among the points of a series: what the figure should be by today, or the aim itself."""

    height: float
    aim: float

    @property
    def on_the_way(self) -> bool:
        """Whether it stands short of the aim."""
        return self.height != self.aim


def mark_of(standing: Progress, period: Period) -> Mark | None:
    """The height of a target in a series of which `period` is the last: its points count as many days, at its age.

    Over its own horizon that is what the figure should be by now; over a part of it, the aim, where that is a level.
    """
    horizon = standing.target.horizon
    if (horizon.start, horizon.end) == (period.start, period.end):
        return None if standing.expected is None else Mark(standing.expected, standing.target.aim)
    inside = horizon.start <= period.start and period.end <= horizon.end
    return Mark(standing.target.aim, standing.target.aim) if inside and standing.manner in _LEVELS else None


def progress(target: Target, kpi: Kpi, now: Answer, earlier: Sequence[Earlier]) -> Progress:
    """Say where a target stands by the answers to its inquiry."""
    manner, horizon = manner_of(kpi, now.receipt.table), target.horizon
    years = [each for each in earlier if is_whole(each)]
    standing = Progress(
        target=target,
        unit=now.unit,
        better=Direction.DOWN if now.better is Direction.DOWN else Direction.UP,  # who aims at a count aims upward
        currency=now.currency,
        manner=manner,
        table=now.receipt.table,
        as_of=now.as_of,
        days_left=max(0, min((horizon.last_day - now.as_of).days, horizon.days)),
        now=now.headline,
        course=course_of(manner, horizon, now.as_of, years),
        verdict=Verdict.NOT_BEGUN if now.as_of < horizon.start else Verdict.NO_FIGURE,
        facts_from=now.facts_from,
        ends=now.maturity.projected_interval if now.maturity and not now.maturity.is_ripe else None,
    )
    if standing.verdict is Verdict.NOT_BEGUN or not isinstance(now.headline, Value):
        return standing
    return _judged(standing, now.headline, _ripe(now, now.headline, years) if manner is Manner.RIPENING else None)


def _ripe(answer: Answer, now: Value, years: Sequence[Earlier]) -> float | None:
    """The share of what it will come to that is there: by the answer's own projection, else by earlier years."""
    found = answer.maturity
    if found and found.projected and now.value:
        return min(now.value / found.projected, 1.0)
    return ripeness(years)


def _judged(standing: Progress, now: Value, ripe: float | None) -> Progress:
    target, over = standing.target, standing.over
    projected = now.value / ripe if ripe else None
    expected = _on_the_way(standing, target.aim, ripe)
    needed = None if over else _needed(standing, now, ripe)
    told = replace(
        standing,
        expected=expected,
        projected=None if projected is None else min(projected, 1.0),
        way=_way(standing, now, projected),
        needed=needed,
    )
    settled = _settled(told, now, ripe)
    if settled:
        return replace(told, verdict=settled)
    still = _on_the_way(standing, target.baseline.value, ripe) if target.baseline else None
    return _compared(told, now, still)


# --- where it stands ------------------------------------------------------------------------------------------------


def _on_the_way(standing: Progress, end: float, ripe: float | None) -> float | None:
    """What the figure would be by today if it ended at `end`."""
    done = standing.course.done
    match standing.manner:
        case Manner.SUM:
            return end * done
        case Manner.LOCKED if standing.better is Direction.UP:
            return 1 - (1 - end) * done
        case Manner.LOCKED:
            return end * done
        case Manner.RIPENING:
            return end * ripe if ripe else (end if standing.over else None)
        case _:
            return end


def _way(standing: Progress, now: Value, projected: float | None) -> float | None:
    aim, baseline = standing.target.aim, standing.target.baseline
    if standing.manner is Manner.SUM:
        return now.value / aim if aim else None
    if standing.manner is Manner.LOCKED and not standing.over:
        return None  # a list that has just been drawn up is still whole: that is no merit
    if standing.manner is Manner.RIPENING and projected is None and not standing.over:
        return None
    if baseline is None or baseline.value == aim:
        return None
    came_to = now.value if projected is None else min(projected, 1.0)
    return (came_to - baseline.value) / (aim - baseline.value)


def _settled(standing: Progress, now: Value, ripe: float | None) -> Verdict | None:
    """What needs no statistics: it is over, or nothing that can still come would change it."""
    there = is_better(now.value, standing.target.aim, standing.better)
    if standing.over and not ripe:
        return Verdict.REACHED if there else Verdict.MISSED
    if there and standing.better is Direction.UP and standing.manner in {Manner.SUM, Manner.RIPENING}:
        return Verdict.REACHED
    return Verdict.OUT_OF_REACH if _hopeless(standing) else None


def _hopeless(standing: Progress) -> bool:
    match standing.needed:
        case Remainder(amount):
            return standing.better is Direction.DOWN and amount < 0
        case Rest(value) if standing.unit is Unit.SHARE:
            return value > 1 if standing.better is Direction.UP else value < 0
        case Allowance() as allowance:
            return allowance.left < 0
        case _:
            return False


def _compared(standing: Progress, now: Value, still: float | None) -> Progress:
    """Set the figure beside what it should be by now, with its uncertainty."""
    expected, interval = standing.expected, now.interval
    if expected is None:
        return replace(standing, verdict=Verdict.TOO_EARLY)
    if interval is None:
        if now.n < enough(now.unit):
            return replace(standing, verdict=Verdict.TOO_EARLY)
        good = is_better(now.value, expected, standing.better)
        return replace(standing, verdict=Verdict.ON_TRACK if good else Verdict.BEHIND, sure=False)
    over, under = interval.low > expected, interval.high < expected
    if over or under:
        good = over is (standing.better is Direction.UP)
        return replace(standing, verdict=Verdict.AHEAD if good else Verdict.BEHIND)
    tells = still is not None and not interval.low <= still <= interval.high
    return replace(standing, verdict=Verdict.ON_TRACK if tells else Verdict.TOO_EARLY)


# --- what it takes --------------------------------------------------------------------------------------------------


def _needed(standing: Progress, now: Value, ripe: float | None) -> Needed | None:
    aim, days = standing.target.aim, standing.days_left
    match standing.manner:
        case Manner.SUM:
            return Remainder(aim - now.value, days)
        case Manner.LOCKED:
            return _allowance(standing, now)
        case Manner.SHARE | Manner.MEAN:
            return _rest(standing, now, now.numerator or 0.0)
        case Manner.RIPENING if ripe:
            return _rest(standing, now, min((now.numerator or 0.0) / ripe, float(now.n)))
        case _:
            return None


def _rest(standing: Progress, now: Value, came_to: float) -> Rest | None:
    """As many rows are still to come as the course says: n ÷ done − n."""
    done, n, aim = standing.course.done, now.denominator or float(now.n), standing.target.aim
    volume = n / done - n if done > 0 else 0.0
    return Rest((aim * (n + volume) - came_to) / volume, volume) if volume > 0 else None


def _allowance(standing: Progress, now: Value) -> Allowance:
    counted, aim = round(now.numerator or 0.0), standing.target.aim
    loses = standing.better is Direction.DOWN
    share = aim if loses else 1 - aim
    return Allowance(now.n, counted if loses else now.n - counted, floor(share * now.n + _NEAR))
