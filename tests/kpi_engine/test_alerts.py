"""Watching a figure: what is seen of one period, and what a rule would have done in the past year."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from kpi_engine.alerts import (
    Condition,
    House,
    Seen,
    Side,
    Signal,
    Watch,
    Watched,
    WatchProblem,
    days_with_rows,
    judge,
    judged_by_silence,
    problem_of,
    recovery,
    try_out,
    volume,
)
from kpi_engine.alerts.asked import last_whole, questions
from kpi_engine.answer import Point
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import contract
from kpi_engine.figure import Direction, Interval, NoData, Reason, TooLittle, Unit, Value
from kpi_engine.periods import Grain, Period
from kpi_engine.scope import Level, Scope
from kpi_engine.statistics import wilson
from tests.kpi_engine.asking import PARIS
from tests.kpi_engine.facts_builder import build

NORD = Scope(Level.TEAM, "Nord")
BELOW = Watch("transformation", Condition.BELOW, NORD, threshold=0.25, recover_at=0.26, min_volume=30)
MONDAY = date(2024, 1, 1)


def week(number: int) -> Period:
    start = MONDAY + timedelta(weeks=number)
    return Period(start, start + timedelta(weeks=1), Grain.WEEK)


def share(won: int, n: int) -> Value:
    return Value(won / n, n, Unit.SHARE, won, n, wilson(won, n))


def points(*figures) -> list[Point]:
    return [Point(week(number), figure) for number, figure in enumerate(figures)]


def seen(watch: Watch, *figures, unit: Unit = Unit.SHARE, better: Direction = Direction.UP, since: int | None = None):
    told = Watched(watch, unit, better, None if since is None else week(since))
    return judge(told, week(len(figures) - 1), points(*figures))


# thresholds


@pytest.mark.parametrize(
    ("won", "expected"), [(49, Seen.BREACH), (50, Seen.BETWEEN), (51, Seen.BETWEEN), (52, Seen.GOOD), (80, Seen.GOOD)]
)
def test_a_share_below_its_threshold_is_a_breach_and_good_again_only_from_recovery_on(won, expected):
    assert seen(BELOW, share(won, 200)).seen is expected


@pytest.mark.parametrize(("value", "expected"), [(31, Seen.BREACH), (30, Seen.BETWEEN), (29, Seen.GOOD)])
def test_days_above_their_threshold_are_a_breach(value, expected):
    slow = Watch("cycle", Condition.ABOVE, threshold=30, recover_at=29.4)
    figure = Value(value, 50, Unit.DAYS, interval=Interval(value - 5, value + 5))
    found = seen(slow, figure, unit=Unit.DAYS, better=Direction.DOWN)
    assert (found.seen, found.limit) == (expected, 30)
    assert found.within_noise is (expected is Seen.BREACH)


def test_a_breach_whose_interval_holds_the_threshold_is_within_noise():
    assert seen(BELOW, share(48, 200)).within_noise  # 19 to 30 %
    assert not seen(BELOW, share(30, 200)).within_noise  # 11 to 21 %


@pytest.mark.parametrize(("n", "expected"), [(29, Seen.TOO_FEW), (30, Seen.BREACH)])
def test_a_rate_of_too_few_is_neither_a_breach_nor_good(n, expected):
    assert seen(BELOW, share(0, n)).seen is expected


def test_no_data_and_kept_back_figures_are_told_apart_from_zero():
    empty = seen(BELOW, NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE))
    assert (empty.seen, empty.value, empty.reason) == (Seen.NO_DATA, None, Reason.EMPTY_DENOMINATOR)
    assert seen(BELOW, TooLittle(3, Unit.SHARE)).seen is Seen.TOO_FEW
    assert judge(Watched(BELOW, Unit.SHARE, Direction.UP), week(5), points(share(1, 200))).seen is Seen.NO_DATA


def test_a_target_that_is_gone_is_no_threshold_of_zero():
    assert seen(replace(BELOW, threshold=None), share(1, 200)).seen is Seen.NO_DATA


@pytest.mark.parametrize(
    ("condition", "threshold", "unit", "expected"),
    [
        (Condition.BELOW, 0.25, Unit.SHARE, 0.26),
        (Condition.ABOVE, 0.25, Unit.SHARE, 0.24),
        (Condition.BELOW, 1000.0, Unit.MONEY, 1020.0),
        (Condition.BELOW, 10.0, Unit.COUNT, 11.0),
        (Condition.BELOW, 0.0, Unit.SCORE, 1.0),
        (Condition.ABOVE, 200.0, Unit.DAYS, 196.0),
        (Condition.BELOW, 0.995, Unit.SHARE, 1.0),
        (Condition.ABOVE, 0.005, Unit.SHARE, 0.0),
        (Condition.BELOW, 99.5, Unit.SCORE, 100.0),
    ],
)
def test_recovery_lies_a_point_or_two_percent_on_the_good_side(condition, threshold, unit, expected):
    assert recovery(condition, threshold, unit) == pytest.approx(expected)


def test_only_rates_have_a_minimum_volume_unless_a_rule_says_so():
    assert (volume(Unit.SHARE), volume(Unit.COUNT), volume(Unit.MONEY)) == (30, 0, 0)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, None),
        ({"threshold": None}, WatchProblem.NO_THRESHOLD),
        ({"threshold": 0.0, "recover_at": 0.1}, WatchProblem.NOTHING_TO_FALL_BELOW),
        ({"recover_at": 0.25}, WatchProblem.NO_RECOVERY),
        ({"recover_at": 0.2}, WatchProblem.NO_RECOVERY),
        ({"condition": Condition.ABOVE, "recover_at": 0.2}, None),
        ({"condition": Condition.CHANGE, "threshold": None}, None),
        ({"threshold": 1.0, "recover_at": 1.01}, WatchProblem.OFF_THE_SCALE),
        ({"threshold": 5.0, "recover_at": 5.01}, WatchProblem.OFF_THE_SCALE),
        ({"condition": Condition.ABOVE, "threshold": 1.0, "recover_at": 0.99}, WatchProblem.OFF_THE_SCALE),
        ({"condition": Condition.ABOVE, "threshold": 0.0, "recover_at": -0.01}, WatchProblem.OFF_THE_SCALE),
        ({"threshold": 0.9, "recover_at": 1.2}, WatchProblem.RECOVERY_OFF_THE_SCALE),
        ({"condition": Condition.ABOVE, "threshold": 0.9, "recover_at": -0.1}, WatchProblem.RECOVERY_OFF_THE_SCALE),
    ],
)
def test_a_rule_that_could_never_fire_or_never_recover_is_refused(change, expected):
    assert problem_of(replace(BELOW, **change), Unit.SHARE) is expected


def test_a_share_that_may_exceed_the_whole_is_watched_beyond_it():
    assert recovery(Condition.BELOW, 1.0, Unit.SHARE, capped=False) == pytest.approx(1.01)
    assert problem_of(replace(BELOW, threshold=1.1, recover_at=1.11), Unit.SHARE, capped=False) is None
    assert [key for key, kpi in CATALOG.items() if not kpi.capped] == ["nrr"]


# change

CHANGE = Watch("transformation", Condition.CHANGE, NORD, min_volume=30)


def test_a_fall_beyond_noise_is_a_breach_and_one_within_it_is_not():
    assert seen(CHANGE, share(60, 200), share(25, 200)).seen is Seen.BREACH
    assert seen(CHANGE, share(60, 200), share(45, 200)).seen is Seen.GOOD


def test_a_rise_of_what_should_rise_is_told_of_only_where_both_sides_are():
    assert seen(CHANGE, share(25, 200), share(60, 200)).seen is Seen.GOOD
    assert seen(replace(CHANGE, side=Side.BOTH), share(25, 200), share(60, 200)).seen is Seen.BREACH
    assert seen(CHANGE, share(25, 200), share(60, 200), better=Direction.DOWN).seen is Seen.BREACH


def test_a_figure_that_stays_down_has_not_recovered_until_it_is_the_usual_one():
    fallen = [share(60, 200), *[share(25, 200)] * 8]
    for weeks in range(2, 9):
        assert seen(CHANGE, *fallen[: weeks + 1], since=1).seen is Seen.BREACH
    assert seen(CHANGE, *fallen, share(25, 200), since=1).seen is Seen.GOOD
    assert seen(CHANGE, *fallen[:4], share(58, 200), since=1).seen is Seen.GOOD


def test_nothing_is_compared_with_zero_with_nothing_or_with_too_few():
    for before in (share(0, 200), NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE), share(10, 20)):
        assert seen(CHANGE, before, share(60, 200)).seen is Seen.TOO_FEW
    assert seen(CHANGE, share(60, 200)).seen is Seen.TOO_FEW


def test_a_stable_rate_changes_beyond_noise_in_one_week_of_a_hundred_at_most(rng):
    won = rng.binomial(200, 0.25, 4000)
    found = [seen(replace(CHANGE, side=Side.BOTH), share(*one), share(*two)) for one, two in _pairs(won)]
    assert sum(each.is_breach for each in found) / len(found) <= 0.01


# unusual

UNUSUAL = Watch("transformation", Condition.UNUSUAL, NORD, min_volume=30)


def test_a_week_far_below_its_past_is_unusual_with_its_limits():
    usual = [share(48 + number % 5, 200) for number in range(26)]
    found = seen(UNUSUAL, *usual, share(15, 200))
    assert (found.seen, found.signal) == (Seen.BREACH, Signal.POINT)
    assert found.usual.points == 25
    assert found.usual.centre == pytest.approx(0.25, abs=0.005)
    assert found.usual.limits.low < 0.18
    assert found.usual.limits.high > 0.32
    assert found.limit == found.usual.limits.low
    assert seen(UNUSUAL, *usual, share(50, 200)).seen is Seen.GOOD


def test_two_low_weeks_in_a_row_are_one_signal_together():
    usual = [share(48 + number % 5, 200) for number in range(26)]
    assert seen(UNUSUAL, *usual, share(37, 200)).seen is Seen.BETWEEN
    assert seen(UNUSUAL, *usual, share(37, 200), share(37, 200)).signal is Signal.PAIR


def test_a_past_of_eight_weeks_is_needed_and_one_of_zeros_is_none():
    assert seen(UNUSUAL, *[share(50, 200)] * 8, share(1, 200)).seen is Seen.TOO_FEW
    assert seen(UNUSUAL, *[share(0, 200)] * 20, share(100, 200), share(100, 200)).seen is Seen.TOO_FEW


@pytest.mark.parametrize("unit", [Unit.MONEY, Unit.DAYS, Unit.COUNT, Unit.SCORE])
def test_every_unit_has_its_chart(unit):
    usual = [Value(100.0 + (7 * number) % 20, 50, unit) for number in range(30)]
    found = seen(UNUSUAL, *usual, Value(5.0, 50, unit), unit=unit)
    assert found.seen is Seen.BREACH
    assert 95 < found.usual.centre < 120
    assert found.usual.limits.low > 5


# silence


def test_silence_is_counted_in_days_up_to_today_by_the_clock():
    silent = Watch("leads", Condition.SILENT, threshold=7)
    days = (date(2026, 11, 1), date(2026, 11, 10))
    found = [judged_by_silence(silent, days, date(2026, 11, day)) for day in (10, 16, 17, 30)]
    assert [(each.seen, each.value) for each in found] == [
        (Seen.GOOD, 0),
        (Seen.GOOD, 6),
        (Seen.BREACH, 7),
        (Seen.BREACH, 20),
    ]
    assert judged_by_silence(silent, (), date(2026, 11, 10)).seen is Seen.NO_DATA


# asking and trying out


@pytest.fixture(scope="module")
def duckdb():
    engine = create_engine("duckdb:///:memory:", poolclass=StaticPool)
    contract.create_all(engine)
    yield engine
    engine.dispose()


LAST = week(112)
WEEKS = 113


@pytest.fixture(scope="module")
def facts(duckdb):
    """Forty opportunities a week for two years, ten won; in weeks 90 to 92 two; nothing closes in weeks 100 to 102."""
    rows = []
    for number in range(WEEKS):
        won = 2 if 90 <= number <= 92 else 9 + number % 3
        closed = 0 if 100 <= number <= 102 else 40
        day = week(number).start + timedelta(days=2)
        row = {"created_on": day - timedelta(days=20), "closed_on": day, "team": "Nord", "amount": 100.0}
        rows += [row | {"outcome": "won" if each < won else "lost"} for each in range(closed)]
    return build(duckdb, LAST.last_day + timedelta(days=2), opportunities=rows)


@pytest.fixture(scope="module")
def house(facts):
    return House(facts, CATALOG, PARIS, "EUR")


def test_only_a_whole_week_is_judged_as_of_its_own_end(facts):
    kpi = CATALOG["transformation"]
    found = last_whole(BELOW, kpi, facts.as_of, PARIS)
    assert (found.period, found.as_of) == (LAST, LAST.last_day)
    assert last_whole(BELOW, kpi, LAST.last_day, PARIS).period == LAST
    assert last_whole(BELOW, kpi, LAST.last_day - timedelta(days=1), PARIS).period == week(111)


def test_a_cohort_is_judged_once_all_its_rows_have_lived_as_long_as_the_rule_says():
    kpi, today = CATALOG["conversion"], LAST.last_day
    young = replace(BELOW, kpi="conversion", age=28)
    found = last_whole(young, kpi, today, PARIS)
    assert found.period == week(108)  # its last day is the first of twenty-eight
    assert found.period.last_day + timedelta(days=27) <= today < week(109).last_day + timedelta(days=27)
    asked = questions(young, kpi, found.period, PARIS)
    assert {each.age for each in asked} == {28}
    assert asked[0].as_of == found.as_of


def test_a_threshold_tried_out_tells_each_episode_with_its_dates_and_length(house):
    found = try_out(replace(BELOW, threshold=0.15, recover_at=0.2), house)
    assert (len(found.judgements), found.judged) == (52, 49)
    (low,) = found.episodes
    assert (low.opening.period, low.opening.value, low.opening.n) == (week(90), 0.05, 40)
    assert (low.closed, low.periods) == (week(93), 3)
    assert low.within_noise  # 2 of 40: up to 16.5 %
    assert found.within_noise == 1


def test_three_weeks_in_a_row_are_waited_for_where_the_rule_says_so(house):
    watch = replace(BELOW, threshold=0.15, recover_at=0.2)
    assert try_out(replace(watch, breach_n=4), house).episodes == ()
    (late,) = try_out(replace(watch, breach_n=3, recover_n=2), house).episodes
    assert (late.opening.period, late.closed) == (week(92), week(94))


def test_weeks_without_a_closed_opportunity_are_no_data_and_open_nothing(house):
    found = {each.period: each for each in try_out(BELOW, house).judgements}
    assert [found[week(number)].seen for number in (100, 101, 102)] == [Seen.NO_DATA] * 3


def test_a_breach_by_chance_is_named_as_one_within_noise(house):
    strict = replace(BELOW, threshold=0.24, recover_at=0.249)
    found = try_out(strict, house)
    assert len(found.episodes) > found.within_noise > 0


def test_what_a_try_out_sees_of_a_week_does_not_change_with_what_came_later(duckdb, facts, house):
    """No look-ahead: facts cut off at that week's end give the same judgement."""
    unusual = replace(UNUSUAL, min_volume=10)
    later = {each.period: each for each in try_out(unusual, house).judgements}
    assert later[week(90)].seen is Seen.BREACH
    rows = [dict(row._mapping) for row in facts.fetch(contract.tables["opportunities"].select())]
    until = week(90).last_day
    known = [row for row in rows if row["created_on"] <= until and row["closed_on"] <= until]
    other = create_engine("duckdb:///:memory:", poolclass=StaticPool)
    contract.create_all(other)
    cut = build(other, until, opportunities=known)
    then = try_out(unusual, replace(house, facts=cut)).judgements[-1]
    other.dispose()
    assert then == later[week(90)]


def test_a_try_out_takes_one_statement_per_year_of_weeks_not_one_per_week(house, facts):
    before = len(facts.fetched)
    try_out(UNUSUAL, house)
    assert len(facts.fetched) - before <= 10


def test_a_watch_that_counts_silent_days_is_tried_out_day_by_day(house):
    found = try_out(Watch("transformation", Condition.SILENT, NORD, threshold=14), house)
    (gap,) = found.episodes
    assert gap.opening.period.start == week(99).start + timedelta(days=2 + 14)
    assert gap.closed.start == week(103).start + timedelta(days=2)
    assert len(found.judgements) == 365


def test_days_with_rows_are_those_of_the_scope(facts):
    watch, kpi = Watch("transformation", Condition.SILENT, threshold=7), CATALOG["transformation"]
    assert len(days_with_rows(replace(watch, scope=NORD), kpi, facts)) == WEEKS - 3
    assert days_with_rows(replace(watch, scope=Scope(Level.TEAM, "Sud")), kpi, facts) == ()


def _pairs(won):
    return [((one, 200), (two, 200)) for one, two in zip(won[::2], won[1::2], strict=True)]


@pytest.fixture
def rng():
    return np.random.default_rng(20261122)
