"""Like with like: a partial period never faces a whole one, a young cohort never an old one."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from kpi_engine.figure import NoData, Reason, Unit
from kpi_engine.question import Compare
from tests.kpi_engine.asking import ask, month, quarter, value_of
from tests.kpi_engine.facts_builder import BuiltFacts, build


def one_lead_a_day(database: Engine, first: date, as_of: date) -> BuiltFacts:
    days = [first + timedelta(days=offset) for offset in range((as_of - first).days + 1)]
    return build(database, as_of, leads=[{"created_on": day} for day in days])


@pytest.mark.parametrize("compare", [Compare.PREVIOUS, Compare.YEAR])
def test_a_quarter_in_progress_faces_as_many_days(database: Engine, compare: Compare) -> None:
    answer = ask(
        one_lead_a_day(database, date(2024, 1, 1), date(2026, 5, 10)), "leads", quarter(2026, 2), compare=compare
    )
    assert answer.partial
    assert answer.headline.n == answer.comparison.figure.n == 40
    assert answer.comparison.cut
    assert answer.comparison.change.absolute == 0


def test_every_point_of_the_series_has_the_elapsed_days_of_the_last(database: Engine) -> None:
    answer = ask(one_lead_a_day(database, date(2024, 1, 1), date(2026, 5, 10)), "leads", quarter(2026, 2))
    assert {point.figure.n for point in answer.series} == {40}


def test_a_young_cohort_is_compared_with_an_old_one_when_that_was_young(database: Engine) -> None:
    """Each lead is won 40 days after its creation: no cohort is better than another."""
    first, as_of = date(2025, 1, 1), date(2026, 4, 20)
    days = [first + timedelta(days=offset) for offset in range((as_of - first).days + 1)]
    facts = build(
        database, as_of, leads=[{"created_on": day, "won_on": day + timedelta(days=40)} for day in days[:-1]]
        + [{"created_on": days[-1]}],
    )  # fmt: skip
    answer = ask(facts, "conversion", quarter(2026, 1))
    assert value_of(answer).numerator == 70  # the last 20 days of March are too young
    assert answer.comparison.equal_age
    assert {point.figure.n - point.figure.numerator for point in answer.series[-4:]} <= {20, 21, 22}
    assert answer.comparison.change.beyond_noise is False


def test_a_cohort_seen_earlier_has_only_what_was_won_by_then(database: Engine) -> None:
    leads = [{"created_on": date(2026, 1, 5), "won_on": date(2026, 1, 5) + timedelta(days=age)} for age in (1, 50, 99)]
    facts = build(database, date(2026, 6, 30), leads=[*leads, {"created_on": date(2026, 1, 6)}])
    shares = [ask(facts, "conversion", month(2026, 1), as_of=date(2026, number, 28)) for number in (1, 2, 3, 4)]
    assert [value_of(answer).numerator for answer in shares] == [1, 2, 2, 3]


def test_what_came_before_the_facts_has_no_data_and_makes_no_change(database: Engine) -> None:
    answer = ask(one_lead_a_day(database, date(2026, 1, 1), date(2026, 4, 30)), "leads", quarter(2026, 1))
    assert answer.comparison.figure == NoData(Reason.BEFORE_FACTS, Unit.COUNT)
    assert answer.comparison.change is None
    assert len(answer.series) == 1


def test_a_quarter_in_which_the_facts_begin_is_shown_but_no_change_is_drawn_from_it(database: Engine) -> None:
    answer = ask(one_lead_a_day(database, date(2025, 12, 1), date(2026, 4, 30)), "leads", quarter(2026, 1))
    assert answer.comparison.figure.n == 31
    assert answer.comparison.facts_from == date(2025, 12, 1)
    assert answer.comparison.change is None
    assert [point.period.start for point in answer.series] == [date(2026, 1, 1)]


def test_the_quarter_in_which_the_facts_begin_is_itself_marked_partial(database: Engine) -> None:
    answer = ask(one_lead_a_day(database, date(2025, 12, 1), date(2026, 4, 30)), "leads", quarter(2025, 4))
    assert answer.partial
    assert (answer.facts_from, answer.late_event) == (date(2025, 12, 1), None)


def test_closes_recorded_from_march_on_do_not_make_a_first_quarter(database: Engine) -> None:
    """Opportunities are known since October, closes since March: the first quarter is March alone."""
    days = [date(2025, 10, 1) + timedelta(days=offset) for offset in range(0, 270, 3)]
    rows = [
        {"created_on": day, "closed_on": max(day, date(2026, 3, 1)), "outcome": ["won", "lost"][place % 2]}
        for place, day in enumerate(days)
    ]
    facts = build(database, date(2026, 6, 30), opportunities=rows)
    answer = ask(facts, "transformation", quarter(2026, 2))
    assert answer.comparison.facts_from == date(2026, 3, 1)
    assert answer.comparison.change is None
    assert ask(facts, "transformation", quarter(2026, 1)).partial


def test_cohorts_from_before_wins_were_recorded_are_not_in_the_series(database: Engine) -> None:
    """Leads are known since July, wins since December: earlier cohorts lack their quick wins."""
    days = [date(2025, 7, 1) + timedelta(days=offset) for offset in range(330)]
    rows = [{"created_on": day, "won_on": max(day, date(2025, 12, 5)) if day.day % 5 == 0 else None} for day in days]
    answer = ask(build(database, date(2026, 5, 26), leads=rows), "conversion", month(2026, 4))
    assert answer.series[0].period.start == date(2026, 1, 1)
    old = ask(build(database, date(2026, 5, 26), leads=rows), "conversion", month(2025, 8))
    assert (old.facts_from, old.late_event) == (date(2025, 12, 5), "won")
    assert ask(build(database, date(2026, 5, 26), leads=rows), "leads", month(2025, 7)).late_event is None


def test_a_change_within_noise_is_not_called_a_change(database: Engine) -> None:
    rows = [
        {"created_on": date(2026, number, 1), "closed_on": date(2026, number, 2), "outcome": outcome}
        for number, outcomes in ((1, ["won"] * 5 + ["lost"] * 5), (2, ["won"] * 6 + ["lost"] * 4))
        for outcome in outcomes
    ]
    change = ask(
        build(database, date(2026, 3, 31), opportunities=rows), "transformation", month(2026, 2)
    ).comparison.change
    assert change.absolute == pytest.approx(0.1)
    assert change.relative == pytest.approx(0.2)
    assert change.interval.low < 0 < change.interval.high
    assert change.beyond_noise is False


def test_a_great_change_is_called_one(database: Engine) -> None:
    rows = [
        {"created_on": date(2026, number, 1), "closed_on": date(2026, number, 2), "outcome": outcome}
        for number, outcomes in ((1, ["won"] * 20 + ["lost"] * 80), (2, ["won"] * 80 + ["lost"] * 20))
        for outcome in outcomes
    ]
    answer = ask(build(database, date(2026, 3, 31), opportunities=rows), "transformation", month(2026, 2))
    assert answer.comparison.change.beyond_noise is True


def test_growth_from_nothing_has_no_percentage(database: Engine) -> None:
    leads = [{"created_on": date(2026, 1, 1)}, *({"created_on": date(2026, 3, 2)} for _ in range(7))]
    change = ask(build(database, date(2026, 4, 30), leads=leads), "leads", month(2026, 3)).comparison.change
    assert (change.absolute, change.relative) == (7, None)


def test_growth_from_a_loss_is_positive(database: Engine) -> None:
    amounts = {1: 10.0, 2: -100.0, 3: -50.0}
    orders = [{"ordered_on": date(2026, number, 1), "amount": amount} for number, amount in amounts.items()]
    change = ask(build(database, date(2026, 4, 30), orders=orders), "revenue", month(2026, 3)).comparison.change
    assert (change.absolute, change.relative) == (50, 0.5)


@pytest.mark.parametrize(("spells_from", "drawn"), [("orders", False), ("contracts", True)])
def test_customers_known_by_orders_cannot_be_lost_before_the_first_silence_has_lasted(
    database: Engine, spells_from: str, drawn: bool
) -> None:
    """All bought on 15 December 2024 or stayed: with a window of a year nobody can leave before 15 December 2025."""
    first, silent = date(2024, 12, 15), date(2025, 12, 15)
    spells = [{"account_id": f"A{n}", "started_on": first, "ended_on": silent if n < 40 else None} for n in range(80)]
    facts = build(database, date(2026, 3, 31), customer_spells=spells)
    facts.spells_from = spells_from
    answer = ask(facts, "retention", month(2025, 12), compare=Compare.PREVIOUS)
    assert (answer.comparison.change is not None) is drawn


def test_a_change_of_amounts_over_few_orders_says_that_they_are_too_few_for_an_interval(database: Engine) -> None:
    rows = [
        {"ordered_on": date(2026, number, 1 + day % 28), "amount": 10.0 + day, "account_id": f"a{day}"}
        for number, days in ((1, 40), (2, 40), (3, 4))
        for day in range(days)
    ]
    facts = build(database, date(2026, 4, 30), orders=rows)
    many, few = (ask(facts, "revenue", month(2026, number)).comparison.change for number in (2, 3))
    assert (many.too_few, many.interval is None) == (False, False)
    assert (few.too_few, few.interval) == (True, None)
