"""What stood open on a day, how far it covers a target, and the pace of winning; on facts one can count."""

from datetime import date, timedelta
from math import prod
from types import SimpleNamespace

import numpy as np
import pytest
from sqlalchemy import Engine

from kpi_engine.factors import FactorName, Factors
from kpi_engine.figure import NoData, NotComputable, Reason, Unit
from kpi_engine.measures.velocity import interval
from kpi_engine.needed import Needed
from kpi_engine.question import Compare, Dimension, Filter
from tests.kpi_engine.asking import ask, month, value_of
from tests.kpi_engine.facts_builder import BuiltFacts, Row, build

FEBRUARY, MARCH = month(2026, 2), month(2026, 3)
AS_OF = date(2026, 3, 20)


def deal(name: str, created: date, closed: date | None = None, outcome: str | None = None, **more: object) -> Row:
    return {"opportunity_id": name, "created_on": created, "closed_on": closed, "outcome": outcome, **more}


def moved(name: str, *days: tuple[str, date, date | None]) -> list[Row]:
    return [{"opportunity_id": name, "stage": stage, "entered_on": on, "left_on": left} for stage, on, left in days]


def a_pipeline(database: Engine, *, history: bool = True) -> BuiltFacts:
    """At the end of February A talks and B, C have quotes; in March B is won and A has a quote as well."""
    deals = [
        deal("A", date(2026, 1, 5), amount=100.0, stage="quote"),
        deal("B", date(2026, 1, 10), date(2026, 3, 10), "won", amount=40.0, stage="closed"),
        deal("C", date(2026, 2, 1), amount=30.0, stage="quote"),
        deal("D", date(2026, 1, 1), date(2026, 2, 28), "lost", amount=7.0, stage="closed"),
        deal("E", date(2026, 3, 1), amount=None, stage="talk"),
    ]
    changes = [
        *moved("A", ("talk", date(2026, 1, 5), date(2026, 3, 2)), ("quote", date(2026, 3, 2), None)),
        *moved("B", ("talk", date(2026, 1, 10), date(2026, 2, 3)), ("quote", date(2026, 2, 3), date(2026, 3, 10))),
        *moved("C", ("talk", date(2026, 2, 1), date(2026, 2, 1)), ("quote", date(2026, 2, 1), None)),
    ]
    return build(database, AS_OF, opportunities=deals, stage_changes=changes if history else [])


def sizes(facts: BuiltFacts, period: object, **more: object) -> dict[str | None, tuple[float, int]]:
    """The whole and each stage: amount and number; groups this small keep their value back, so each is asked alone."""
    found = {}
    for name in ("talk", "quote"):
        figure = value_of(ask(facts, "pipeline", period, filters=(Filter(Dimension.STAGE, (name,)),), **more))
        found[name] = (figure.value, figure.n)
    return found


def test_open_is_what_was_created_and_not_closed_by_the_end_of_the_last_day(database: Engine) -> None:
    facts = a_pipeline(database)
    assert (value_of(ask(facts, "pipeline", FEBRUARY)).value, value_of(ask(facts, "pipeline", MARCH)).value) == (
        170,
        130,
    )
    assert value_of(ask(facts, "pipeline", FEBRUARY, as_of=date(2026, 2, 27))).value == 177


def test_those_without_an_amount_are_left_out_and_counted(database: Engine) -> None:
    answer = ask(a_pipeline(database), "pipeline", MARCH)
    assert [(left.reason.value, left.count) for left in answer.left_out] == [("no_amount", 1)]


def test_the_stage_of_a_past_day_is_the_one_of_that_day(database: Engine) -> None:
    facts = a_pipeline(database)
    assert sizes(facts, FEBRUARY) == {"talk": (100, 1), "quote": (70, 2)}
    in_march = ask(facts, "pipeline", MARCH, filters=(Filter(Dimension.STAGE, ("quote",)),))
    assert value_of(in_march).value == 130
    assert in_march.comparison.figure.value == 70  # on 20 February, the same day of the month before, A still talks


def test_without_a_history_the_stage_of_a_past_day_is_refused_and_not_that_of_today(database: Engine) -> None:
    facts = a_pipeline(database, history=False)
    past = ask(facts, "pipeline", FEBRUARY, by=Dimension.STAGE)
    assert value_of(past).value == 170
    assert past.breakdown.refusal == NotComputable(Reason.HISTORY_NOT_KEPT, Unit.MONEY, Dimension.STAGE)
    filtered = ask(facts, "pipeline", FEBRUARY, filters=(Filter(Dimension.STAGE, ("quote",)),))
    assert filtered.headline == NotComputable(Reason.HISTORY_NOT_KEPT, Unit.MONEY, Dimension.STAGE)
    today = ask(facts, "pipeline", MARCH, filters=(Filter(Dimension.STAGE, ("quote",)),))
    assert (value_of(today).value, today.comparison, len(today.series)) == (130, None, 1)


def test_many_changes_of_stage_multiply_nothing(database: Engine) -> None:
    deals = [deal(f"D{number}", date(2026, 1, 1), amount=10.0) for number in range(6)]
    first = date(2026, 1, 1)
    changes = [
        {"opportunity_id": f"D{number}", "stage": f"s{step % 3}", "entered_on": first + timedelta(days=step)}
        for number in range(6)
        for step in range(20)
    ]
    facts = build(database, AS_OF, opportunities=deals, stage_changes=changes)
    answer = ask(facts, "pipeline", FEBRUARY, by=Dimension.STAGE)
    assert value_of(answer).value == 60
    assert {group.value: group.figure.value for group in answer.breakdown.groups} == {"s1": 60}


def test_where_no_open_opportunity_has_an_amount_there_is_no_pipeline_of_any_day(database: Engine) -> None:
    deals = [
        deal("A", date(2026, 1, 5)),
        deal("B", date(2026, 1, 10), date(2026, 3, 10), "won", amount=40.0),
    ]
    facts = build(database, AS_OF, opportunities=deals)
    for period in (FEBRUARY, MARCH):
        assert ask(facts, "pipeline", period).headline == NotComputable(
            Reason.OUTCOME_NOT_RECORDED, Unit.MONEY, "open_amount"
        )


def test_what_was_closed_on_an_unknown_day_is_not_open(database: Engine) -> None:
    deals = [deal("A", date(2026, 1, 5), amount=5.0), deal("B", date(2026, 1, 5), None, "won", amount=40.0)]
    answer = ask(build(database, AS_OF, opportunities=deals), "pipeline", MARCH)
    assert value_of(answer).value == 5
    assert [(left.reason.value, left.count) for left in answer.left_out] == [("closed_undated", 1)]


def test_coverage_is_what_is_open_over_what_is_left_of_the_target(database: Engine) -> None:
    figure = value_of(ask(a_pipeline(database), "coverage", MARCH, goal=105.0))
    assert (figure.value, figure.numerator, figure.denominator) == (2, 130, 65)


def test_what_is_in_of_a_target_is_revenue_orders_where_there_are_orders(database: Engine) -> None:
    deals = [
        deal("A", date(2026, 1, 5), amount=130.0),
        deal("B", date(2026, 1, 10), date(2026, 3, 10), "won", amount=40.0),
    ]
    orders = [{"ordered_on": date(2026, 3, 4), "amount": 75.0}, {"ordered_on": date(2026, 2, 28), "amount": 9.0}]
    facts = build(database, AS_OF, opportunities=deals, orders=orders)
    figure = value_of(ask(facts, "coverage", MARCH, goal=140.0))
    assert (figure.value, figure.numerator, figure.denominator) == (2, 130, 65)
    assert value_of(ask(facts, "revenue", MARCH)).value == 140 - 65


@pytest.mark.parametrize(
    ("goal", "reason"), [(None, Reason.NO_GOAL), (40.0, Reason.GOAL_REACHED), (1.0, Reason.GOAL_REACHED)]
)
def test_without_a_target_or_with_one_that_is_reached_there_is_nothing_to_cover(
    database: Engine, goal: float | None, reason: Reason
) -> None:
    answer = ask(a_pipeline(database), "coverage", MARCH, goal=goal)
    assert answer.headline == NoData(reason, Unit.RATIO)
    assert (answer.comparison, len(answer.series)) == (None, 1)


def test_what_is_needed_is_one_over_the_share_won_of_the_last_whole_period(database: Engine) -> None:
    deals = [
        deal(f"D{n}", date(2026, 1, 1), date(2026, 2, 10), "won" if n < 2 else "lost", amount=1.0) for n in range(8)
    ]
    deals += [deal("later", date(2026, 1, 1), date(2026, 3, 10), "won", amount=1.0), deal("open", AS_OF, amount=1.0)]
    answer = ask(build(database, AS_OF, opportunities=deals), "coverage", MARCH, goal=100.0)
    assert isinstance(answer.detail, Needed)
    assert (answer.detail.times, answer.detail.period, answer.detail.win_rate.n) == (4, FEBRUARY, 8)


def a_pace(database: Engine) -> BuiltFacts:
    """In February 2 of 4 were won, for 100 after 10 days, with 3 open; in March 3 of 4, for 120 after 15 days, with 6."""
    deals = [deal("first", date(2026, 1, 1), date(2026, 1, 15), "lost")]
    for first, wins, amount, days in ((date(2026, 2, 1), 2, 100.0, 10), (date(2026, 3, 1), 3, 120.0, 15)):
        for number in range(4):
            outcome = "won" if number < wins else "lost"
            closed = first + timedelta(days=days)
            deals.append(deal(f"{first}{number}", first, closed, outcome, amount=amount))
    deals += [deal(f"early{n}", date(2026, 2, 1), amount=1.0) for n in range(3)]
    deals += [deal(f"late{n}", date(2026, 3, 20), amount=1.0) for n in range(3)]
    return build(database, AS_OF, opportunities=deals)


def test_velocity_is_the_product_of_its_factors_and_their_effects_multiply_up_to_the_change(database: Engine) -> None:
    answer = ask(a_pace(database), "velocity", MARCH)
    assert value_of(answer).value == pytest.approx(6 * 3 / 4 * 120 / 15)
    assert isinstance(answer.detail, Factors)
    now = {factor.name: (factor.now, factor.then) for factor in answer.detail.factors}
    assert now[FactorName.OPEN] == (6, 3)
    assert now[FactorName.TRANSFORMATION] == (0.75, 0.5)
    assert now[FactorName.AMOUNT] == (120, 100)
    assert now[FactorName.CYCLE] == (15, 10)
    effects = [1 + factor.effect for factor in answer.detail.factors if factor.effect is not None]
    assert prod(effects) == pytest.approx(1 + answer.comparison.change.relative)


def test_velocity_of_a_few_wins_has_no_interval_and_its_change_no_verdict(database: Engine) -> None:
    answer = ask(a_pace(database), "velocity", MARCH, compare=Compare.PREVIOUS)
    assert value_of(answer).interval is None
    assert (answer.comparison.change.beyond_noise, answer.comparison.change.too_few) == (None, True)


def test_the_interval_of_velocity_holds_the_truth_ninety_five_times_in_a_hundred() -> None:
    """Delta method on the logarithm, on companies whose true pace is known; amounts and lengths go together."""
    draw = np.random.default_rng(7)
    held, tries = 0, 2000
    for _ in range(tries):
        is_open, closed = draw.poisson(150), 240
        wins = draw.binomial(closed, 0.4)
        size = draw.lognormal(0, 0.5, wins)
        amounts, days = 1000 * size * draw.lognormal(0, 0.5, wins), 40 * size * draw.lognormal(0, 0.3, wins)
        rows = {
            FactorName.OPEN: SimpleNamespace(n=is_open),
            FactorName.TRANSFORMATION: SimpleNamespace(n=closed, total=float(wins)),
            FactorName.AMOUNT: SimpleNamespace(n=wins, total=amounts.sum(), variance=amounts.var(ddof=1)),
            FactorName.CYCLE: SimpleNamespace(n=wins, total=days.sum(), variance=days.var(ddof=1)),
            "amount_days": SimpleNamespace(n=wins, total=(amounts * days).sum()),
        }
        pace = is_open * wins / closed * amounts.mean() / days.mean()
        found = interval(pace, rows)
        assert found
        truth = 150 * 0.4 * (1000 * np.exp(0.25)) / (40 * np.exp(0.125 + 0.045))
        held += found.low <= truth <= found.high
    assert 0.94 <= held / tries <= 0.97
