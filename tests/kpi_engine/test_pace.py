"""Where a target stands, on answers made by hand: every number can be checked in the head."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_engine.answer import Answer, Receipt
from kpi_engine.course import Earlier, Line, Manner, inquiry
from kpi_engine.definitions import CATALOG
from kpi_engine.detail import Maturity
from kpi_engine.figure import Direction, Figure, Interval, NoData, Reason, Unit, Value
from kpi_engine.pace import progress
from kpi_engine.periods import Calendar, Grain, Period
from kpi_engine.progress import Allowance, Mark, Progress, Remainder, Rest, Verdict, mark_of
from kpi_engine.question import Compare, Question
from kpi_engine.scope import COMPANY
from kpi_engine.statistics import poisson, wilson
from kpi_engine.target import AimProblem, Baseline, Target, TargetKind, aim_of, countable, problem_of

CALENDAR = Calendar()
YEAR = CALENDAR.containing(date(2026, 6, 1), Grain.YEAR)  # 365 days
DAY_73 = date(2026, 3, 14)  # a fifth of them
DAY_146 = date(2026, 5, 26)  # two fifths
TABLES = {
    "leads": "leads",
    "revenue": "orders",
    "retention": "customer_spells",
    "churn": "customer_spells",
    "cycle": "opportunities",
    "transformation": "opportunities",
    "conversion": "leads",
    "deal-size": "opportunities",
}


def an_answer(key: str, figure: Figure, as_of: date = DAY_146, period: Period = YEAR) -> Answer:
    kpi = CATALOG[key]
    return Answer(
        question=Question(key, period, COMPANY, compare=Compare.NONE, as_of=as_of),
        as_of=as_of,
        loaded_at=datetime(2026, 6, 1, tzinfo=UTC),
        zone=CALENDAR.zone,
        currency=None,
        unit=kpi.unit,
        better=kpi.better,
        partial=as_of < period.last_day,
        headline=figure,
        comparison=None,
        series=(),
        breakdown=None,
        left_out=(),
        receipt=Receipt("R", key, 1, "7", TABLES[key], "created_on"),
    )


def a_target(key: str, aim: float, baseline: float | None = None) -> Target:
    began = None
    if baseline is not None:
        began = Baseline(CALENDAR.year_before(YEAR), baseline, None, 100, date(2025, 12, 31), "6", 1)
    return Target(key, COMPANY, YEAR, TargetKind.ABSOLUTE, aim, aim, began)


def count(n: int) -> Value:
    return Value(float(n), n, Unit.COUNT, interval=poisson(n))


def share(part: int, whole: int) -> Value:
    return Value(part / whole, whole, Unit.SHARE, float(part), float(whole), wilson(part, whole))


def stands(target: Target, figure: Figure, as_of: date = DAY_146, earlier: Sequence[Earlier] = ()) -> Progress:
    return progress(target, CATALOG[target.kpi], an_answer(target.kpi, figure, as_of), earlier)


def years(key: str, *pairs: tuple[Figure, Figure], as_of: date = DAY_146) -> list[Earlier]:
    """Earlier years, each so far and whole, the latest first."""
    asked = inquiry(a_target(key, 1.0), as_of, CALENDAR).earlier
    return [
        Earlier(an_answer(key, so_far, young.as_of or as_of, young.period), an_answer(key, whole, as_of, young.period))
        for (young, _), (so_far, whole) in zip(asked, pairs, strict=False)
    ]


# --- aims -------------------------------------------------------------------------------------------------------------

EIGHTY = Baseline(YEAR, 0.8, Interval(0.7, 0.9), 50, DAY_73, "6", 1)


def test_plus_ten_percent_and_plus_ten_points_of_80_are_88_and_90() -> None:
    assert isclose(float(aim_of(TargetKind.RELATIVE, 0.10, EIGHTY)), 0.88)
    assert isclose(float(aim_of(TargetKind.POINTS, 0.10, EIGHTY)), 0.90)
    assert aim_of(TargetKind.ABSOLUTE, 0.25, EIGHTY) == 0.25


def test_a_score_below_zero_rises_by_a_positive_percentage() -> None:
    assert aim_of(TargetKind.RELATIVE, 0.5, replace(EIGHTY, value=-20.0)) == -10.0


def test_nothing_can_be_drawn_from_no_baseline_or_from_no_change() -> None:
    assert aim_of(TargetKind.RELATIVE, 0.1, None) is AimProblem.NO_BASELINE
    assert aim_of(TargetKind.POINTS, 0.1, None) is AimProblem.NO_BASELINE
    assert aim_of(TargetKind.RELATIVE, 0.0, EIGHTY) is AimProblem.NO_CHANGE
    assert aim_of(TargetKind.RELATIVE, 0.1, replace(EIGHTY, value=0.0)) is AimProblem.NO_CHANGE
    assert aim_of(TargetKind.ABSOLUTE, 0.25, None) == 0.25


@pytest.mark.parametrize(
    ("aim", "unit", "problem"),
    [
        (1.0, Unit.SHARE, None),
        (1.01, Unit.SHARE, AimProblem.BEYOND_THE_WHOLE),
        (-0.01, Unit.SHARE, AimProblem.BELOW_NOTHING),
        (-1.0, Unit.MONEY, AimProblem.BELOW_NOTHING),
        (-40.0, Unit.SCORE, None),
        (101.0, Unit.SCORE, AimProblem.OFF_THE_SCALE),
        (0.0, Unit.MONEY, AimProblem.NOTHING),
        (0.0, Unit.SCORE, None),
    ],
)
def test_an_aim_that_no_figure_can_reach_is_told(aim: float, unit: Unit, problem: AimProblem | None) -> None:
    assert problem_of(aim, unit, Direction.UP) is problem


def test_revenue_that_is_kept_may_grow_beyond_the_whole() -> None:
    assert problem_of(1.1, Unit.SHARE, Direction.UP, capped=False) is None


def test_nothing_at_all_is_an_aim_where_less_is_better() -> None:
    assert problem_of(0.0, Unit.SHARE, Direction.DOWN) is None


@pytest.mark.parametrize(
    ("aim", "unit", "better", "whole"),
    [
        (91.3, Unit.COUNT, Direction.UP, 92.0),
        (91.3, Unit.COUNT, Direction.DOWN, 91.0),
        (80 * 1.1, Unit.COUNT, Direction.UP, 88.0),
        (91.3, Unit.DAYS, Direction.DOWN, 91.3),
    ],
)
def test_an_aim_of_a_count_is_whole_on_the_better_side(aim: float, unit: Unit, better: Direction, whole: float) -> None:
    assert countable(aim, unit, better) == whole


def test_a_baseline_is_frozen_with_the_versions_that_gave_it_and_nothing_is_no_baseline() -> None:
    answer = an_answer("leads", count(40))
    kept = Baseline.of(answer)
    assert kept == Baseline(YEAR, 40.0, poisson(40), 40, DAY_146, "7", 1)
    assert Baseline.of(replace(answer, headline=NoData(Reason.NO_ROWS, Unit.COUNT))) is None


# --- what is asked ------------------------------------------------------------------------------------------------------


def test_earlier_years_are_seen_as_far_in_as_today_and_whole() -> None:
    asked = inquiry(a_target("leads", 100), DAY_146, CALENDAR)
    assert asked.now == Question("leads", YEAR, COMPANY, compare=Compare.NONE, as_of=DAY_146)
    (young, whole), *more = asked.earlier
    assert len(more) == 2
    assert (young.period, young.as_of) == (CALENDAR.year_before(YEAR), date(2025, 5, 26))
    assert whole == replace(young, as_of=DAY_146)


def test_a_horizon_to_come_is_not_set_beside_anything() -> None:
    target, before = a_target("leads", 100), date(2025, 12, 31)
    assert inquiry(target, before, CALENDAR).earlier == ()
    assert stands(target, NoData(Reason.AFTER_FACTS, Unit.COUNT), before).verdict is Verdict.NOT_BEGUN


# --- sums -----------------------------------------------------------------------------------------------------------------


def test_a_sum_runs_straight_until_two_whole_years_are_known() -> None:
    one = years("leads", (count(90), count(100)))
    for earlier in ([], one):
        told = stands(a_target("leads", 500), count(150), earlier=earlier)
        assert (told.course.line, told.course.done) == (Line.STRAIGHT, 0.4)
        assert told.expected == 200.0
    assert told.way == 0.3


def test_a_sum_follows_its_season_once_two_years_are_known() -> None:
    two = years("leads", (count(90), count(100)), (count(70), count(100)))
    told = stands(a_target("leads", 500), count(150), earlier=two)
    assert (told.course.line, told.course.done, len(told.course.years)) == (Line.SEASONAL, 0.8, 2)
    assert told.expected == 400.0
    assert told.verdict is Verdict.BEHIND


def test_a_year_that_the_facts_hold_in_part_makes_no_season() -> None:
    first, second = years("leads", (count(90), count(100)), (count(70), count(100)))
    torn = replace(second, so_far=replace(second.so_far, facts_from=date(2024, 2, 1)))
    assert stands(a_target("leads", 500), count(150), earlier=[first, torn]).course.line is Line.STRAIGHT


def test_what_remains_of_a_sum_is_told_per_week() -> None:
    told = stands(a_target("leads", 500), count(150))
    assert told.needed == Remainder(350.0, 219)
    assert isclose(told.needed.per_week, 350 / 219 * 7)


@pytest.mark.parametrize(
    ("now", "verdict"),
    [(1700, Verdict.BEHIND), (2010, Verdict.ON_TRACK), (2300, Verdict.AHEAD), (5000, Verdict.REACHED)],
)
def test_a_sum_is_judged_by_its_interval_against_what_it_should_be_by_today(now: int, verdict: Verdict) -> None:
    assert stands(a_target("leads", 5000, baseline=4000), count(now)).verdict is verdict


def test_a_figure_that_could_as_well_stand_still_is_too_early_to_judge() -> None:
    assert stands(a_target("leads", 50, baseline=45), count(20)).verdict is Verdict.TOO_EARLY
    assert stands(a_target("leads", 50, baseline=None), count(20)).verdict is Verdict.TOO_EARLY


def test_few_amounts_have_no_interval_and_are_too_early_to_judge() -> None:
    few = Value(5000.0, 3, Unit.MONEY)
    assert stands(a_target("revenue", 6000), few).verdict is Verdict.TOO_EARLY


# --- shares and means --------------------------------------------------------------------------------------------------


def test_the_rest_of_a_share_must_make_up_for_what_has_been() -> None:
    told = stands(a_target("transformation", 0.25, baseline=0.2), share(20, 100))
    assert told.needed == Rest(pytest.approx((0.25 * 250 - 20) / 150), pytest.approx(150.0))
    assert told.expected == 0.25
    assert told.way == 0.0


def test_a_share_whose_rest_would_have_to_exceed_the_whole_is_out_of_reach() -> None:
    late = YEAR.last_day - timedelta(days=36)
    assert stands(a_target("transformation", 0.5, baseline=0.2), share(20, 100), late).verdict is Verdict.OUT_OF_REACH


def test_a_median_has_no_remainder() -> None:
    figure = Value(60.0, 40, Unit.DAYS, interval=Interval(55, 66))
    told = stands(a_target("cycle", 51, baseline=60), figure)
    assert (told.needed, told.verdict, told.way) == (None, Verdict.BEHIND, 0.0)


def test_for_a_duration_shorter_is_better() -> None:
    figure = Value(40.0, 40, Unit.DAYS, interval=Interval(36, 44))
    told = stands(a_target("cycle", 51, baseline=60), figure)
    assert told.verdict is Verdict.AHEAD
    assert isclose(told.way or 0, 20 / 9)


# --- locked lists ---------------------------------------------------------------------------------------------------------


def test_a_locked_list_says_how_many_more_may_be_lost() -> None:
    told = stands(a_target("retention", 0.88, baseline=0.8), share(48, 50))
    assert told.needed == Allowance(listed=50, lost=2, allowed=6)
    assert told.needed.left == 4
    assert isclose(told.expected or 0, 1 - 0.12 * 0.4)
    assert told.way is None


def test_more_lost_than_the_aim_allows_is_out_of_reach_however_long_the_year() -> None:
    assert stands(a_target("retention", 0.88), share(43, 50), DAY_73).verdict is Verdict.OUT_OF_REACH
    assert stands(a_target("retention", 0.88), share(44, 50), DAY_73).needed == Allowance(50, 6, 6)


def test_churn_counts_the_same_list_from_the_other_side() -> None:
    told = stands(a_target("churn", 0.12), share(2, 50))
    assert told.needed == Allowance(listed=50, lost=2, allowed=6)
    assert isclose(told.expected or 0, 0.12 * 0.4)


def test_losses_follow_their_own_season() -> None:
    told = stands(
        a_target("retention", 0.9),
        share(99, 100),
        earlier=years("retention", (share(99, 100), share(90, 100)), (share(98, 100), share(95, 100))),
    )
    assert (told.course.line, told.course.done) == (Line.SEASONAL, 0.2)
    assert isclose(told.expected or 0, 0.98)


# --- cohorts ----------------------------------------------------------------------------------------------------------------


def test_a_young_cohort_is_judged_at_its_age_and_projected() -> None:
    grown = years("conversion", (share(50, 1000), share(500, 2500)), (share(50, 1000), share(500, 2500)))
    told = stands(a_target("conversion", 0.25, baseline=0.2), share(80, 1000), earlier=grown)
    assert told.course.done == 0.4  # of the leads
    assert isclose(told.expected or 0, 0.25 * 0.25)  # a quarter of its later value was there at this age
    assert isclose(told.projected or 0, 0.32)
    assert told.verdict is Verdict.AHEAD


def test_a_young_cohort_without_earlier_years_is_too_early_to_judge() -> None:
    told = stands(a_target("conversion", 0.25, baseline=0.2), share(10, 1000))
    assert (told.verdict, told.expected, told.projected, told.needed, told.way) == (
        Verdict.TOO_EARLY,
        None,
        None,
        None,
        None,
    )


# --- the end --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("now", "verdict"), [(499, Verdict.MISSED), (500, Verdict.REACHED)])
def test_at_the_end_a_target_is_reached_or_missed_and_nothing_is_needed(now: int, verdict: Verdict) -> None:
    told = stands(a_target("leads", 500, baseline=400), count(now), YEAR.last_day)
    assert (told.verdict, told.needed, told.over) == (verdict, None, True)


def test_no_figure_is_no_verdict() -> None:
    told = stands(a_target("cycle", 51), NoData(Reason.NO_ROWS, Unit.DAYS))
    assert (told.verdict, told.way, told.needed) == (Verdict.NO_FIGURE, None, None)


def test_facts_that_begin_inside_the_horizon_are_told() -> None:
    answer = replace(an_answer("leads", count(10)), facts_from=DAY_73)
    assert progress(a_target("leads", 100), CATALOG["leads"], answer, []).facts_from == DAY_73


# --- what is needed makes up the target, exactly ------------------------------------------------------------------------

_days = st.integers(0, 363).map(lambda days: YEAR.start + timedelta(days=days))


@given(now=st.integers(0, 10_000), aim=st.floats(1, 1e6), as_of=_days)
def test_done_and_what_remains_of_a_sum_are_the_aim(now: int, aim: float, as_of: date) -> None:
    needed = stands(a_target("leads", aim), count(now), as_of).needed
    assert isinstance(needed, Remainder)
    assert isclose(now + needed.per_week * needed.days / 7, aim, abs_tol=1e-6)


@given(part=st.integers(0, 500), more=st.integers(1, 500), aim=st.floats(0.01, 0.99), as_of=_days)
def test_done_and_the_rest_of_a_share_are_the_aim(part: int, more: int, aim: float, as_of: date) -> None:
    needed = stands(a_target("transformation", aim), share(part, part + more), as_of).needed
    assert isinstance(needed, Rest)
    whole = part + more + needed.volume
    assert isclose(part + needed.value * needed.volume, aim * whole, abs_tol=1e-6)
    assert isclose((part + more) / whole, ((as_of - YEAR.start).days + 1) / YEAR.days)


@given(listed=st.integers(1, 400), aim=st.integers(0, 100).map(lambda percent: percent / 100), data=st.data())
def test_losing_all_that_is_left_still_holds_the_aim_and_one_more_does_not(
    listed: int, aim: float, data: st.DataObject
) -> None:
    stay = data.draw(st.integers(0, listed))
    needed = stands(a_target("retention", aim), share(stay, listed)).needed
    assert isinstance(needed, Allowance)
    kept = stay - needed.left
    assert kept >= aim * listed - 1e-6
    assert kept - 1 < aim * listed


def test_every_kpi_of_the_catalogue_has_a_manner_that_its_unit_allows() -> None:
    from kpi_engine.course import manner_of

    told = {key: manner_of(CATALOG[key], TABLES[key]) for key in TABLES}
    assert told == {
        "leads": Manner.SUM,
        "revenue": Manner.SUM,
        "retention": Manner.LOCKED,
        "churn": Manner.LOCKED,
        "cycle": Manner.LEVEL,
        "transformation": Manner.SHARE,
        "conversion": Manner.RIPENING,
        "deal-size": Manner.MEAN,
    }


# --- among the points of a series ----------------------------------------------------------------------------------------


def test_over_its_own_days_the_target_stands_where_the_figure_should_be_by_now() -> None:
    told = stands(a_target("leads", 500), count(150))
    assert mark_of(told, YEAR) == Mark(200.0, 500)
    assert told.expected == 200.0


def test_over_a_part_of_its_days_a_level_stands_where_it_is_and_a_sum_nowhere() -> None:
    quarter = CALENDAR.containing(DAY_146, Grain.QUARTER)
    figure = Value(60.0, 40, Unit.DAYS, interval=Interval(55, 66))
    assert mark_of(stands(a_target("cycle", 51), figure), quarter) == Mark(51, 51)
    assert mark_of(stands(a_target("leads", 500), count(150)), quarter) is None
    assert mark_of(stands(a_target("retention", 0.9), share(48, 50)), quarter) is None
    assert mark_of(stands(a_target("cycle", 51), figure), CALENDAR.year_before(YEAR)) is None


def test_a_cohort_is_judged_by_the_projection_of_its_own_card() -> None:
    ends = Interval(0.097, 0.137)
    found = Maturity(180, 0.5, 0.12, Interval(0.11, 0.13), 0.12, ends, cohorts=12, n=2400)
    target = a_target("conversion", 0.20)
    now = replace(an_answer("conversion", share(12, 200)), maturity=found)
    told = progress(target, CATALOG["conversion"], now, ())
    assert (told.projected, told.ends) == (pytest.approx(0.12), ends)
    assert told.expected == pytest.approx(0.10)
