"""How far a cohort has ripened, and what it will come to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from kpi_engine.errors import AgeNotOffered
from kpi_engine.figure import NoData, Reason, Value
from kpi_engine.maturity import Cohort, maturity, references
from kpi_engine.question import Basis
from kpi_engine.statistics.survival import Followed
from kpi_engine.windows import Sight
from tests.kpi_engine.asking import PARIS, ask, month, quarter, value_of
from tests.kpi_engine.facts_builder import BuiltFacts, Row, build

ALIKE = [Followed({10: 20, 40: 20}, {200 + 30 * age: 60}) for age in range(4)]
"""Months of 100 rows: 20 reach the outcome on day 10, 20 on day 40."""


def test_a_cohort_between_two_steps_has_reached_half_and_is_expected_to_reach_the_rest() -> None:
    found = maturity(Cohort({20: 100}, {20: 80}), ALIKE)
    assert found
    assert (found.horizon, found.cohorts, found.n) == (270, 4, 400)
    assert found.eventual == pytest.approx(0.4)
    assert found.so_far == pytest.approx(0.5)
    assert found.projected == pytest.approx(0.4)
    assert found.projected_interval.low < 0.4 < found.projected_interval.high
    assert not found.is_ripe


def test_what_it_has_reached_already_is_taken_as_it_is() -> None:
    found = maturity(Cohort({20: 100}, {20: 60}), ALIKE)
    assert found
    assert found.projected == pytest.approx(0.4 + 0.6 * 0.25)


def test_a_ripe_cohort_is_expected_to_stay_where_it_is() -> None:
    found = maturity(Cohort({60: 50}, {60: 41}), ALIKE)
    assert found
    assert found.is_ripe
    ends = found.projected_interval
    assert (found.projected, ends.low, ends.high) == pytest.approx((9 / 50,) * 3)


def test_cohorts_that_ripen_unlike_each_other_widen_the_range() -> None:
    unlike = [replace(each, reached={10: 20, 40: late}) for each, late in zip(ALIKE, (2, 38, 5, 35), strict=True)]
    alike, wider = (maturity(Cohort({20: 100}, {20: 80}), cohorts) for cohorts in (ALIKE, unlike))
    assert alike
    assert wider
    assert wider.projected_interval.low < alike.projected_interval.low
    assert wider.projected_interval.high > alike.projected_interval.high


@pytest.mark.parametrize(
    "before",
    [
        [],
        [Followed({}, {300: 400})],  # nobody ever reached it
        [Followed({10: 9}, {300: 400})],  # too few did
        [Followed({2: 12}, {6: 500})],  # nobody was followed for a week
    ],
)
def test_too_little_before_it_projects_nothing(before: list[Followed]) -> None:
    assert maturity(Cohort({20: 100}, {20: 80}), before) is None


def test_the_curve_is_drawn_from_the_months_before_that_are_recorded_whole() -> None:
    sight = Sight(quarter(2026, 2), date(2026, 8, 1), by_age=True)
    windows = references(sight, PARIS, since=date(2025, 12, 5))
    assert [window.period for window in windows] == [month(2026, number) for number in (1, 2, 3)]
    assert {window.seen_until for window in windows} == {date(2026, 8, 1)}
    assert len(references(sight, PARIS, since=date(2020, 1, 1))) == 12


def leads(first: date, days: int, *, won_after: int, every: int) -> Iterator[Row]:
    """Four leads a day, of which one in `every` is won after so many days."""
    for number in range(4 * days):
        created = first + timedelta(number // 4)
        won = created + timedelta(won_after) if number % every == 0 else None
        yield {"created_on": created, "won_on": won}


@pytest.fixture
def facts(database: Engine) -> BuiltFacts:
    """One lead in four is won on its 31st day; the facts end on 20 July 2026."""
    as_of = date(2026, 7, 20)
    rows = [*leads(date(2025, 6, 1), 415, won_after=30, every=4)]
    seen = [{**row, "won_on": row["won_on"] if row["won_on"] and row["won_on"] <= as_of else None} for row in rows]
    return build(database, as_of, leads=seen)


def test_the_facts_tell_what_a_cohort_will_come_to(facts: BuiltFacts) -> None:
    found = ask(facts, "conversion", month(2026, 6)).maturity
    assert found
    assert found.eventual == pytest.approx(0.25, abs=0.01)
    assert found.so_far == pytest.approx(2 / 3, abs=0.02)  # leads of 1 to 20 June have lived 31 days
    assert found.projected == pytest.approx(0.25, abs=0.01)
    assert found.cohorts == 11  # no win is recorded before July 2025


def test_an_earlier_as_of_day_knows_nothing_of_what_came_later(facts: BuiltFacts) -> None:
    found = ask(facts, "conversion", month(2026, 3), as_of=date(2026, 3, 31)).maturity
    assert found
    assert found.so_far == pytest.approx(1 / 31, abs=0.01)  # those of 1 March alone have lived 31 days
    assert found.projected == pytest.approx(0.25, abs=0.02)


@pytest.mark.parametrize("more", [{"age": 31}, {"basis": Basis.PERIOD}])
def test_nothing_ripens_at_a_fixed_age_or_by_period(facts: BuiltFacts, more: dict[str, object]) -> None:
    assert ask(facts, "conversion", month(2026, 5), **more).maturity is None


def test_one_more_select_is_all_it_takes(facts: BuiltFacts) -> None:
    ask(facts, "conversion", month(2026, 6))
    facts.fetched.clear()
    ask(facts, "conversion", month(2026, 6))
    assert len(facts.fetched) == 2


def test_at_a_fixed_age_only_the_first_so_many_days_of_each_lead_count(facts: BuiltFacts) -> None:
    before, on = (value_of(ask(facts, "conversion", month(2026, 5), age=age)) for age in (30, 31))
    assert (before.numerator, on.numerator, on.denominator) == (0, 31, 124)


def test_at_a_fixed_age_all_periods_are_looked_at_at_that_age(facts: BuiltFacts) -> None:
    answer = ask(facts, "conversion", month(2026, 5), age=31)
    assert answer.comparison
    assert answer.comparison.equal_age
    assert not answer.comparison.cut
    figures = [point.figure for point in answer.series]
    assert [figure.value for figure in figures if isinstance(figure, Value)] == pytest.approx([0.25] * 11)


@pytest.mark.parametrize(("age", "old_enough"), [(20, True), (21, False)])
def test_a_cohort_of_which_some_have_not_that_age_has_no_figure(
    facts: BuiltFacts, age: int, *, old_enough: bool
) -> None:
    answer = ask(facts, "conversion", month(2026, 6), age=age, as_of=date(2026, 7, 19))
    assert isinstance(answer.headline, Value) is old_enough
    assert old_enough or answer.headline == NoData(Reason.TOO_YOUNG, answer.unit)


def test_what_does_not_ripen_has_no_age_to_be_asked_at(facts: BuiltFacts) -> None:
    with pytest.raises(AgeNotOffered):
        ask(facts, "leads", month(2026, 5), age=30)
    with pytest.raises(AgeNotOffered):
        ask(facts, "conversion", month(2026, 5), age=30, basis=Basis.PERIOD)


def test_cohorts_before_wins_were_recorded_are_named_and_project_nothing(database: Engine) -> None:
    rows = list(leads(date(2025, 9, 1), 240, won_after=10, every=5))
    begins = date(2025, 12, 5)
    cut = [{**row, "won_on": row["won_on"] if row["won_on"] and row["won_on"] >= begins else None} for row in rows]
    facts = build(database, date(2026, 6, 30), leads=cut)
    late, early = ask(facts, "conversion", month(2026, 4)), ask(facts, "conversion", month(2025, 11))
    assert late.incomparable
    assert late.incomparable.periods == tuple(month(2025, number) for number in (9, 10, 11, 12))
    assert (late.incomparable.since, late.incomparable.late_event) == (begins, "won")
    assert late.maturity
    assert late.maturity.cohorts == 3
    assert early.maturity is None
    assert early.facts_from == begins


def test_another_earlier_period_can_be_set_beside(facts: BuiltFacts) -> None:
    answer = ask(facts, "leads", month(2026, 5), against=month(2025, 11))
    assert answer.comparison
    assert (answer.comparison.kind, answer.comparison.period) == ("other", month(2025, 11))
    assert isinstance(answer.comparison.figure, Value)
    assert answer.comparison.figure.value == 120
