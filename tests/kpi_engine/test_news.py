"""What of a week is told: what moved beyond chance, what falls behind, what was won; and nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from kpi_engine.answer import Answer, Comparison, ComparisonKind, Point, Receipt
from kpi_engine.change import change
from kpi_engine.course import Course, Line, Manner
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Direction, Figure, NoData, Reason, Unit, Value
from kpi_engine.news import News, NewsKind, Told, could_move, news_of
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.progress import Progress, Verdict
from kpi_engine.question import Question
from kpi_engine.statistics import poisson, wilson
from kpi_engine.target import Target, TargetKind

CALENDAR = Calendar("Europe/Paris")
WEEK = CALENDAR.containing(date(2026, 11, 16), Grain.WEEK)
QUARTER = CALENDAR.containing(date(2026, 11, 16), Grain.QUARTER)
STEADY = (61, 58, 66, 70, 63, 59, 68, 64, 71, 60, 65, 62)


def count(n: int) -> Value:
    return Value(float(n), n, Unit.COUNT, interval=poisson(n))


def share(part: int, whole: int) -> Value:
    return Value(part / whole, whole, Unit.SHARE, float(part), float(whole), wilson(part, whole))


def told(key: str, figures: Sequence[Figure], *, dated_by: str = "created_on", better: Direction | None = None) -> Told:
    """A KPI's figures by week, oldest first; the last is this week's."""
    kpi, periods = CATALOG[key], [CALENDAR.shift(WEEK, step) for step in range(1 - len(figures), 1)]
    answer = Answer(
        question=Question(key, WEEK),
        as_of=WEEK.last_day,
        loaded_at=datetime(2026, 11, 23, tzinfo=UTC),
        zone=CALENDAR.zone,
        currency="EUR",
        unit=kpi.unit,
        better=better or kpi.better,
        partial=False,
        headline=figures[-1],
        comparison=Comparison(ComparisonKind.PREVIOUS, periods[-2], figures[-2], change(figures[-1], figures[-2])),
        series=tuple(map(Point, periods, figures)),
        breakdown=None,
        left_out=(),
        receipt=Receipt("7F3A9C2K", key, 1, "12", "leads", dated_by),
    )
    return Told(answer)


def counts(key: str, *numbers: int, **more: str) -> Told:
    return told(key, [count(n) for n in numbers], **more)


def kinds(*each: Told) -> list[tuple[str, NewsKind]]:
    return [(news.kpi, news.kind) for news in news_of(each, WEEK)]


def aimed(
    each: Told, verdict: Verdict, aim: float, now: float, horizon: Period = QUARTER, *, sure: bool = True
) -> Told:
    """The same with a target that stands there."""
    kpi = CATALOG[each.kpi]
    progress = Progress(
        target=Target(each.kpi, each.answer.question.scope, horizon, TargetKind.ABSOLUTE, aim, aim),
        unit=kpi.unit,
        better=Direction.UP,
        currency="EUR",
        manner=Manner.SUM,
        table="leads",
        as_of=WEEK.last_day,
        days_left=39,
        now=replace(count(1), value=now),
        course=Course(Line.STRAIGHT, 0.5),
        verdict=verdict,
        expected=aim / 2,
        sure=sure,
    )
    return replace(each, progress=progress)


# what moved


def test_a_change_within_noise_is_no_news():
    assert kinds(counts("leads", *STEADY, 67)) == []


def test_a_fall_beyond_noise_is_told_with_where_it_usually_lies():
    (news,) = news_of([counts("leads", *STEADY, 28)], WEEK)
    assert (news.kind, news.better, news.before) == (NewsKind.MOVED, False, 12)
    assert news.usual
    assert news.usual.low > 28


def test_the_furthest_is_told_and_one_that_went_the_other_way_is_never_hidden_by_it():
    up = counts("qualified-leads", 61, 58, 110)
    far_up = counts("leads", 61, 58, 140)
    down = told("transformation", [share(30, 60), share(31, 60), share(11, 60)])
    news = news_of([up, down, far_up], WEEK)
    assert [(each.kpi, each.better, each.others) for each in news] == [
        ("leads", True, 1),
        ("transformation", False, 0),
    ]


def test_more_that_moved_the_same_way_are_counted():
    falls = [counts(key, *STEADY, n) for key, n in (("leads", 12), ("qualified-leads", 20), ("stages", 25))]
    falls[2] = replace(falls[2], answer=replace(falls[2].answer, better=Direction.UP))
    (news,) = news_of(falls, WEEK)
    assert (news.kpi, news.others) == ("leads", 2)


def test_where_neither_way_is_better_nothing_is_praised_or_blamed():
    (news,) = news_of([counts("stages", *STEADY, 160)], WEEK)
    assert (news.kind, news.better) == (NewsKind.MOVED, None)


def test_a_figure_far_from_its_usual_is_told_though_the_week_before_was_as_far():
    assert kinds(counts("leads", *STEADY, *STEADY, 21, 20)) == [("leads", NewsKind.UNUSUAL)]


def test_of_weeks_without_a_figure_nothing_is_told():
    empty = NoData(Reason.NO_ROWS, Unit.COUNT)
    assert kinds(told("leads", [*map(count, STEADY), empty])) == []
    assert not could_move([told("leads", [*map(count, STEADY), empty])])
    assert not could_move([told("revenue", [replace(count(5), interval=None)] * 3)])
    assert could_move([counts("leads", 61, 58)])


# what was won


def test_a_record_is_the_best_on_record_and_beyond_the_usual_and_is_told_once():
    assert kinds(counts("leads", *STEADY, 140)) == [("leads", NewsKind.RECORD)]
    assert kinds(counts("leads", *STEADY, 72)) == []  # the best, by chance


def test_where_less_is_better_the_record_is_the_lowest():
    assert kinds(counts("response-time", *STEADY, 20)) == [("response-time", NewsKind.RECORD)]
    assert kinds(counts("response-time", *STEADY, 140)) == [("response-time", NewsKind.MOVED)]


def test_a_stock_sets_no_records_it_wanders():
    assert kinds(counts("leads", *range(60, 72), 73, dated_by="last_day")) == []
    assert kinds(counts("leads", *([60] * 12), 90, dated_by="last_day"))[0][1] is NewsKind.MOVED


def test_a_return_after_weeks_below_is_a_comeback():
    fallen = (*STEADY, *STEADY, 31, 28, 30)
    assert kinds(counts("leads", *fallen, 68)) == [("leads", NewsKind.COMEBACK)]
    assert kinds(counts("leads", *fallen, 50))[0][1] is not NewsKind.COMEBACK  # better, not back


def test_a_target_is_reached_in_the_week_that_makes_it_and_in_no_other():
    week = counts("leads", *STEADY, 67)
    assert kinds(aimed(week, Verdict.REACHED, 800, now=820)) == [("leads", NewsKind.REACHED)]
    assert kinds(aimed(week, Verdict.REACHED, 800, now=900)) == []  # it was there before
    ended = Period(QUARTER.start, WEEK.end)
    assert kinds(aimed(week, Verdict.REACHED, 800, now=900, horizon=ended)) == [("leads", NewsKind.REACHED)]


def test_one_win_is_told_the_target_before_the_record():
    reached = aimed(counts("leads", *STEADY, 67), Verdict.REACHED, 800, now=820)
    record = counts("qualified-leads", *STEADY, 140)
    assert kinds(record, reached) == [("qualified-leads", NewsKind.MOVED), ("leads", NewsKind.REACHED)]


# what is at risk


def test_what_can_still_be_turned_comes_before_what_cannot_and_the_rest_is_counted():
    steady = [counts(key, *STEADY, 67) for key in ("leads", "qualified-leads", "stages")]
    lost = aimed(steady[0], Verdict.OUT_OF_REACH, 800, now=10)
    behind = aimed(steady[1], Verdict.BEHIND, 800, now=300)
    unsure = aimed(steady[2], Verdict.BEHIND, 800, now=20, sure=False)
    (news,) = news_of([unsure, lost, behind], WEEK)
    assert (news.kpi, news.kind, news.others) == ("qualified-leads", NewsKind.AT_RISK, 2)


@pytest.mark.parametrize("verdict", [Verdict.AHEAD, Verdict.ON_TRACK, Verdict.TOO_EARLY, Verdict.NOT_BEGUN])
def test_what_is_not_behind_is_not_at_risk(verdict: Verdict):
    assert kinds(aimed(counts("leads", *STEADY, 67), verdict, 800, now=400)) == []


def test_a_missed_target_is_told_in_the_week_in_which_its_days_end():
    week = counts("leads", *STEADY, 67)
    assert kinds(aimed(week, Verdict.MISSED, 800, now=700, horizon=Period(QUARTER.start, WEEK.end))) == [
        ("leads", NewsKind.AT_RISK)
    ]
    assert kinds(aimed(week, Verdict.MISSED, 800, now=700, horizon=Period(QUARTER.start, WEEK.start))) == []


# how often chance makes news


def _calm(chance: np.random.Generator, figures: int) -> list[Told]:
    """So many figures of a business in which nothing ever changes."""
    found = []
    for place in range(figures):
        leads = chance.poisson(60, 13)
        if place % 2:
            found.append(counts("leads", *map(int, leads)))
        else:
            rates = [share(int(chance.binomial(n, 0.3)), int(n)) for n in leads]
            found.append(told("transformation", rates))
    return found


def test_eight_figures_of_a_business_that_never_changes_make_news_in_one_week_of_ten_at_most():
    seed = 20_261_122
    chance, weeks = np.random.default_rng(seed), 250
    calm = [_calm(chance, 8) for _ in range(weeks)]
    made: list[News] = [news for week in calm for news in news_of(week, WEEK)]
    noisy = sum(bool(news_of(week, WEEK)) for week in calm)
    naive = sum(any(each.change and each.change.beyond_noise for each in week) for week in calm)
    wins = sum(news.kind in {NewsKind.RECORD, NewsKind.COMEBACK} for news in made)
    counted = f"seed {seed}: news in {noisy} weeks of {weeks}, a win in {wins}; by each figure's own interval {naive}"
    assert noisy <= weeks * 0.10, counted
    assert wins <= weeks * 0.04, counted
    assert naive >= weeks * 0.20, f"the control, without widening: {counted}"


def test_a_real_fall_is_found_among_eight_figures():
    seed = 47
    chance = np.random.default_rng(seed)
    found = 0
    for _ in range(60):
        week = _calm(chance, 7)
        fallen = counts("qualified-leads", *map(int, chance.poisson(100, 12)), int(chance.poisson(45)))
        found += any(news.kpi == "qualified-leads" for news in news_of([*week, fallen], WEEK))
    assert found >= 57, f"seed {seed}: found {found} of 60"
