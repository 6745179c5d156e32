"""What of a week's figures matters: what moved beyond noise, what falls behind its target, what was won.

At most one piece of each, the weightiest; a movement for the better never hides one for the worse. People are never
the news: figures are those of the digest's scope.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf
from statistics import NormalDist

from kpi_engine.answer import Answer
from kpi_engine.course import Manner
from kpi_engine.figure import Change, Direction, Interval, Value
from kpi_engine.periods import Grain, Period
from kpi_engine.progress import Progress, Verdict, mark_of
from kpi_engine.statistics.intervals import TAIL, Z
from kpi_engine.target import is_better
from kpi_engine.usual import Usual, usual

_IN_A_ROW = 3  # weeks on the wrong side that make a return a comeback


class NewsKind(StrEnum):
    """Why something is told."""

    MOVED = "moved"  # the interval of its change excludes 0
    UNUSUAL = "unusual"  # it did not, but the figure lies outside its natural limits
    AT_RISK = "at_risk"  # behind its target, beyond reach of it, or this week it was missed
    REACHED = "reached"  # this week, a target
    RECORD = "record"  # the best week on record, beyond the natural limits of those before
    COMEBACK = "comeback"  # on the right side again, by a change beyond noise, after weeks on the wrong one


@dataclass(frozen=True, slots=True)
class News:
    """One thing that matters about a KPI.

    `better`: whether it went the way that is better; None where neither is. `usual`: the natural limits by the
    `before` periods before its own; None where too few are known. `others`: more of its kind, not told.
    `reference`: what a comeback came back to, `on_target` where that is a target's aim.
    """

    kpi: str
    kind: NewsKind
    better: bool | None = None
    usual: Interval | None = None
    before: int = 0
    others: int = 0
    reference: float | None = None
    on_target: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An answer of the week, and where its target stands."""

    answer: Answer
    progress: Progress | None = None

    @property
    def kpi(self) -> str:
        """Its key."""
        return self.answer.question.kpi

    @property
    def figure(self) -> Value | None:
        """The figure; None where there is none."""
        return self.answer.headline if isinstance(self.answer.headline, Value) else None

    @property
    def change(self) -> Change | None:
        """The change, where something was set beside it."""
        return self.answer.comparison.change if self.answer.comparison else None

    @property
    def usual(self) -> Usual | None:
        """What it usually is."""
        return usual(self.answer)

    def is_better(self, difference: float) -> bool | None:
        """Whether a difference is for the better; None where neither way is."""
        better = self.answer.better
        return None if better is Direction.NEITHER else (difference > 0) is (better is Direction.UP)


def could_move(told: Iterable[Told]) -> bool:
    """Whether a movement could be told from noise at all: of nothing else it is said that it stood still."""
    return any(each.figure is not None and (_judged(each) or each.usual is not None) for each in told)


def _judged(each: Told) -> bool:
    return each.change is not None and each.change.beyond_noise is not None


def news_of(told: Sequence[Told], week: Period) -> tuple[News, ...]:
    """What matters of a week, in the order in which it is told."""
    win = _win(told, week)
    moved = _moved([each for each in told if win is None or each.kpi != win.kpi], among=len(told))
    return tuple(each for each in (*moved, _at_risk(told, week), win) if each)


# --- what moved -----------------------------------------------------------------------------------------------------


def chance_moves(told: Iterable[Told]) -> int:
    """How many figures changed beyond their own noise: where none is news, no more than chance does among so many."""
    return sum(each.change is not None and bool(each.change.beyond_noise) for each in told)


def _moved(told: Iterable[Told], *, among: int) -> tuple[News, ...]:
    """What moved furthest, and what moved furthest the other way."""
    found = sorted(((_strength(each, among), each) for each in told), key=lambda each: -each[0])
    news = [_movement(each) for strength, each in found if strength > 1]
    first = news[:1]
    other = [each for each in news[1:] if first[0].better is not each.better][:1]
    others = len(news) - len(first) - len(other)
    return tuple(replace(each, others=others) for each in first) + tuple(other)


def _movement(each: Told) -> News:
    change, found = each.change, each.usual
    limits, before = (found.limits, len(found.values)) if found else (None, 0)
    if change and change.beyond_noise:
        return News(each.kpi, NewsKind.MOVED, each.is_better(change.absolute), limits, before)
    away = (each.figure.value if each.figure else 0.0) - (found.centre if found else 0.0)
    return News(each.kpi, NewsKind.UNUSUAL, each.is_better(away), limits, before)


def _strength(each: Told, among: int) -> float:
    """How many times its margin a change is, or a distance from the usual; up to 1 is noise.

    Among so many figures, one would move beyond its own 95 % by chance every few weeks: the margin is widened so that
    all of them together stay quiet in 95 weeks of 100 (Bonferroni).
    """
    return max(_of_change(each.change), _of_level(each)) / _widened(among)


def _widened(among: int) -> float:
    return NormalDist().inv_cdf(1 - TAIL / max(among, 1)) / Z


def _of_change(change: Change | None) -> float:
    """How many times half its interval's width a change is."""
    if change is None or not change.beyond_noise or change.interval is None:
        return 0.0
    margin = (change.interval.high - change.interval.low) / 2
    return abs(change.absolute) / margin if margin else inf


def _of_level(each: Told) -> float:
    found, figure = each.usual, each.figure
    if found is None or figure is None or not found.is_left_by(figure):
        return 0.0
    return found.distance(figure.value)


# --- what is at risk ------------------------------------------------------------------------------------------------


def _at_risk(told: Sequence[Told], week: Period) -> News | None:
    risky = [each.progress for each in told if each.progress and _is_at_risk(each.progress, week)]
    if not risky:
        return None
    return News(max(risky, key=_weight).target.kpi, NewsKind.AT_RISK, better=False, others=len(risky) - 1)


def _is_at_risk(progress: Progress, week: Period) -> bool:
    if progress.verdict is Verdict.MISSED:
        return progress.target.horizon.last_day in week
    return progress.verdict in {Verdict.BEHIND, Verdict.OUT_OF_REACH}


def _weight(progress: Progress) -> tuple[int, float]:
    """What can still be turned and is sure comes first, then the largest part that lacks."""
    urgency = {Verdict.BEHIND: 2 if progress.sure else 0}.get(progress.verdict, 1)
    expected = progress.expected
    lacks = abs(progress.now.value - expected) / abs(expected) if isinstance(progress.now, Value) and expected else 0.0
    return urgency, lacks


# --- what was won ---------------------------------------------------------------------------------------------------


def _win(told: Sequence[Told], week: Period) -> News | None:
    """A target reached before a record before a comeback: one at most."""
    reached = (News(each.kpi, NewsKind.REACHED, better=True) for each in told if _just_reached(each, week))
    strong = [
        each for each in told if _strength(each, len(told)) > 1 and each.answer.question.period.grain is Grain.WEEK
    ]
    records, comebacks = map(_record, strong), map(_comeback, strong)
    return next((each for found in (reached, records, comebacks) for each in found if each), None)


def _just_reached(each: Told, week: Period) -> bool:
    """Whether this week made it: the horizon ended in it, or without it a growing sum would still fall short."""
    progress = each.progress
    if progress is None or progress.verdict is not Verdict.REACHED:
        return False
    if progress.target.horizon.last_day in week:
        return True
    if progress.manner is not Manner.SUM or each.figure is None or not isinstance(progress.now, Value):
        return False
    return each.answer.question.period == week and progress.now.value - each.figure.value < progress.target.aim


def _record(each: Told) -> News | None:
    found, figure = each.usual, each.figure
    if found is None or figure is None or found.better is Direction.NEITHER or not found.is_left_by(figure):
        return None
    if figure.value == found.best or not is_better(figure.value, found.best, found.better):
        return None
    return News(each.kpi, NewsKind.RECORD, better=True, usual=found.limits, before=len(found.values))


def _comeback(each: Told) -> News | None:
    """A change for the better that ends weeks on the wrong side of the target, else of the mean before them."""
    found, figure, change = each.usual, each.figure, each.change
    if found is None or figure is None or change is None or not change.beyond_noise:
        return None
    reference, on_target = _reference(each, found)
    fallen = all(not is_better(earlier, reference, found.better) for earlier in found.values[-_IN_A_ROW:])
    if not (fallen and each.is_better(change.absolute) and is_better(figure.value, reference, found.better)):
        return None
    return News(each.kpi, NewsKind.COMEBACK, better=True, reference=reference, on_target=on_target)


def _reference(each: Told, found: Usual) -> tuple[float, bool]:
    mark = mark_of(each.progress, each.answer.question.period) if each.progress else None
    if mark is not None and not mark.on_the_way:
        return mark.aim, True
    earlier = found.values[:-_IN_A_ROW]
    return sum(earlier) / len(earlier), False
