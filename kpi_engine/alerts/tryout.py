"""What a rule would have done in the past year: each period judged as of its own end, by what came before it alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kpi_engine.alerts.asked import HISTORY, course, last_whole, questions
from kpi_engine.alerts.episodes import Patience, Run
from kpi_engine.alerts.judgement import Judgement
from kpi_engine.alerts.judging import Watched, judge
from kpi_engine.alerts.silence import days_with_rows, judged_by_silence
from kpi_engine.alerts.stalled import asked_of, stalled
from kpi_engine.alerts.watch import UNTOLD, Condition, Watch
from kpi_engine.answer import Answer, Point
from kpi_engine.facts import Facts
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.question import Question
from kpi_engine.together import answers

_PERIODS = {Grain.WEEK: 52, Grain.MONTH: 12}
_DAYS = 365


@dataclass(frozen=True, slots=True)
class House:
    """What figures are computed with: the facts, and how the house counts its days and its money."""

    facts: Facts
    catalog: Mapping[str, Kpi]
    calendar: Calendar
    currency: str | None

    def answered(self, asked: Sequence[Question]) -> Mapping[Question, Answer]:
        """Answer all at once."""
        return answers(asked, self.facts, catalog=self.catalog, calendar=self.calendar, currency=self.currency)


@dataclass(frozen=True, slots=True)
class PastEpisode:
    """An episode as it would have been; `closed` is None where it would still be open."""

    opening: Judgement
    closed: Period | None
    periods: int  # from the one that opened it up to the one before it was over

    @property
    def within_noise(self) -> bool:
        """Whether chance alone may have opened it."""
        return self.opening.within_noise


@dataclass(frozen=True, slots=True)
class Tryout:
    """A rule held against the past: what it would have seen, oldest first, and the episodes it would have opened."""

    watch: Watch
    judgements: tuple[Judgement, ...]
    episodes: tuple[PastEpisode, ...]

    @property
    def judged(self) -> int:
        """In how many periods there was something to judge."""
        return sum(each.seen not in UNTOLD for each in self.judgements)

    @property
    def within_noise(self) -> int:
        """How many of the episodes chance alone may have opened."""
        return sum(each.within_noise for each in self.episodes)


def try_out(watch: Watch, house: House) -> Tryout:
    """Replay the last 52 weeks or 12 months; where days are counted, the last 365 days."""
    kpi = house.catalog[watch.kpi]
    if watch.condition is Condition.SILENT:
        judgements = _silences(watch, kpi, house.facts)
        return Tryout(watch, judgements, episodes_of(watch, judgements))
    last = last_whole(watch, kpi, house.facts.as_of, house.calendar).period
    points = _points(watch, kpi, last, house)
    return replayed(watch, kpi, _last_periods(last, watch.grain, house.calendar), points)


def replayed(watch: Watch, kpi: Kpi, periods: Sequence[Period], points: Sequence[Point]) -> Tryout:
    """Judge each period in turn by the points up to it."""
    judgements: list[Judgement] = []
    run, since = Run(), None
    for period in periods:
        found = judge(Watched(watch, kpi.unit, kpi.better, since, capped=kpi.capped), period, points)
        run = run.after(found.seen, Patience(watch.breach_n, watch.recover_n))
        since = (since or period) if run.open else None
        judgements.append(found)
    return Tryout(watch, tuple(judgements), episodes_of(watch, judgements))


def episodes_of(watch: Watch, judgements: Sequence[Judgement]) -> tuple[PastEpisode, ...]:
    """The episodes that these judgements, oldest first, would have opened."""
    found: list[PastEpisode] = []
    run, patience = Run(), Patience(watch.breach_n, watch.recover_n)
    for each in judgements:
        before, run = run, run.after(each.seen, patience)
        if run.open and not before.open:
            found.append(PastEpisode(each, None, 1))
        elif run.open:
            found[-1] = replace(found[-1], periods=found[-1].periods + 1)
        elif before.open:
            found[-1] = replace(found[-1], closed=each.period)
    return tuple(found)


def _last_periods(last: Period, grain: Grain, calendar: Calendar) -> list[Period]:
    return [calendar.shift(last, step) for step in range(1 - _PERIODS[grain], 1)]


def _points(watch: Watch, kpi: Kpi, last: Period, house: House) -> Sequence[Point]:
    if watch.condition is Condition.STALLED:
        each = {period: asked_of(watch, period) for period in _last_periods(last, watch.grain, house.calendar)}
        found = house.answered(list(each.values()))
        return stalled((period, found[asked]) for period, asked in each.items())
    asked = questions(watch, kpi, last, house.calendar, _PERIODS[watch.grain] + HISTORY)
    return course(house.answered(asked).values())


def _silences(watch: Watch, kpi: Kpi, facts: Facts) -> tuple[Judgement, ...]:
    days = days_with_rows(watch, kpi, facts)
    return tuple(judged_by_silence(watch, days, day) for day in _days(facts.as_of))


def _days(last: date) -> list[date]:
    return [last - timedelta(days=back) for back in range(_DAYS - 1, -1, -1)]
