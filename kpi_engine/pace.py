"""How far a target is, and what it takes from now on. Computed from answers and the target, never guessed.

What a figure should be by today depends on how it comes about (`Manner`): a sum grows, a locked list shrinks, a young
cohort ripens, a median is what it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import floor

from kpi_engine.answer import Answer
from kpi_engine.course import Earlier, Manner, course_of, is_whole, manner_of, ripeness
from kpi_engine.figure import Direction, Unit, Value
from kpi_engine.kpi import Kpi
from kpi_engine.progress import Allowance, Needed, Progress, Remainder, Rest, Verdict
from kpi_engine.statistics import enough
from kpi_engine.target import Target, is_better

_NEAR = 1e-9  # what floats lose: 0.88 × 50 customers are 44, not 43


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
