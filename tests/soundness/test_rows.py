"""Rows that a careless query counts twice, or counts though they do not count."""

from datetime import date

import pytest
from sqlalchemy import Engine

from kpi_engine.answer import LeftOut, LeftOutReason
from kpi_engine.figure import Value
from kpi_engine.question import Dimension, Filter
from tests.kpi_engine.asking import ask, month, quarter, value_of
from tests.kpi_engine.facts_builder import build

MARCH = month(2026, 3)
END = date(2026, 4, 30)


def closed(outcome: str | None, day: int | None, **more: object) -> dict[str, object]:
    return {"created_on": date(2026, 3, 1), "closed_on": day and date(2026, 3, day), "outcome": outcome, **more}


def spell(account: str, started: date, ended: date | None = None, **more: object) -> dict[str, object]:
    return {"account_id": account, "started_on": started, "ended_on": ended, **more}


BEFORE, DURING, AFTER = date(2025, 6, 1), date(2026, 2, 10), date(2026, 4, 10)
GONE = spell("gone", BEFORE, DURING)


def test_a_customer_with_many_contracts_is_one_customer(database: Engine) -> None:
    spells = [spell("A", BEFORE), spell("A", BEFORE), spell("A", date(2025, 9, 1)), GONE]
    figure = value_of(ask(build(database, END, customer_spells=spells), "retention", quarter(2026, 1)))
    assert (figure.numerator, figure.denominator) == (1, 2)


def test_a_customer_whose_contract_was_followed_by_another_is_kept(database: Engine) -> None:
    spells = [spell("A", BEFORE, DURING), spell("A", date(2026, 2, 11)), GONE]
    figure = value_of(ask(build(database, END, customer_spells=spells), "retention", quarter(2026, 1)))
    assert (figure.numerator, figure.denominator) == (1, 2)


def test_a_customer_won_inside_the_period_is_in_neither_count(database: Engine) -> None:
    spells = [spell("A", BEFORE), spell("new", date(2026, 1, 2)), spell("short", date(2026, 1, 2), DURING), GONE]
    figure = value_of(ask(build(database, END, customer_spells=spells), "retention", quarter(2026, 1)))
    assert (figure.numerator, figure.denominator) == (1, 2)


@pytest.mark.parametrize(("ended", "kept"), [(date(2026, 3, 30), 0), (date(2026, 3, 31), 1), (date(2026, 4, 1), 1)])
def test_the_last_day_of_a_customer_is_a_day_of_activity(database: Engine, ended: date, kept: int) -> None:
    facts = build(database, END, customer_spells=[spell("A", BEFORE, ended)])
    assert value_of(ask(facts, "retention", quarter(2026, 1))).numerator == kept


@pytest.mark.parametrize(("started", "listed"), [(date(2026, 1, 1), 2), (date(2026, 1, 2), 1)])
def test_the_list_is_locked_on_the_first_day(database: Engine, started: date, listed: int) -> None:
    facts = build(database, END, customer_spells=[spell("A", started), GONE])
    assert value_of(ask(facts, "retention", quarter(2026, 1))).denominator == listed


def test_a_customer_who_moved_to_another_segment_is_still_a_customer(database: Engine) -> None:
    moved = [
        row
        for number in range(6)
        for row in (
            spell(f"A{number}", BEFORE, DURING, segment="small"),
            spell(f"A{number}", date(2026, 2, 11), segment="large"),
        )
    ]
    facts = build(database, END, customer_spells=moved)
    answer = ask(facts, "retention", quarter(2026, 1), by=Dimension.SEGMENT)
    assert [(group.value, group.figure.value) for group in answer.breakdown.groups] == [("small", 1.0)]
    small = ask(facts, "retention", quarter(2026, 1), filters=(Filter(Dimension.SEGMENT, ("small",)),))
    assert value_of(small).value == 1


def test_customers_are_listed_once_in_each_group_and_once_in_all(database: Engine) -> None:
    rows = [spell(f"A{number}", BEFORE, segment=name) for number in range(6) for name in ("x", "y", "y")]
    answer = ask(
        build(database, END, customer_spells=[*rows, GONE]), "retention", quarter(2026, 1), by=Dimension.SEGMENT
    )
    assert value_of(answer).denominator == 7
    valued = [group.figure for group in answer.breakdown.groups if isinstance(group.figure, Value)]
    assert [figure.denominator for figure in valued] == [6, 6]


def test_a_reopened_opportunity_is_open_again(database: Engine) -> None:
    rows = [closed("won", 5), closed("lost", 6), closed(None, 7), closed("won", None)]
    answer = ask(build(database, END, opportunities=rows), "transformation", MARCH)
    assert (value_of(answer).numerator, value_of(answer).denominator) == (1, 2)
    assert answer.left_out == (LeftOut(LeftOutReason.OPEN, 2),)


def test_open_opportunities_of_others_are_not_counted_beside_a_teams_share(database: Engine) -> None:
    rows = [
        closed(outcome, day, team=team) for team in ("Lille", "Lyon") for outcome, day in (("won", 5), (None, None))
    ]
    facts = build(
        database, END, opportunities=[*rows, closed("lost", 6, team="Lille"), closed(None, None, team="Lyon")]
    )
    answer = ask(facts, "transformation", MARCH, filters=(Filter(Dimension.TEAM, ("Lille",)),))
    assert answer.left_out == (LeftOut(LeftOutReason.OPEN, 1),)


def test_an_opportunity_closed_before_it_was_created_has_no_cycle(database: Engine) -> None:
    early = {"created_on": date(2026, 3, 9), "closed_on": date(2026, 3, 2), "outcome": "won"}
    answer = ask(build(database, END, opportunities=[early, closed("won", 11)]), "cycle", MARCH)
    assert (value_of(answer).value, value_of(answer).n) == (10, 1)
    assert answer.left_out == (LeftOut(LeftOutReason.CLOSED_BEFORE_CREATED, 1),)


def test_but_it_is_won_all_the_same(database: Engine) -> None:
    early = {"created_on": date(2026, 3, 9), "closed_on": date(2026, 3, 2), "outcome": "won"}
    answer = ask(build(database, END, opportunities=[early, closed("lost", 11)]), "transformation", MARCH)
    assert value_of(answer).numerator == 1


def test_an_opportunity_closed_on_the_day_it_was_created_took_no_day(database: Engine) -> None:
    assert value_of(ask(build(database, END, opportunities=[closed("won", 1)]), "cycle", MARCH)).value == 0


def test_other_tables_multiply_nothing(database: Engine) -> None:
    rows = [closed("won", 5, amount=10.0, account_id="A"), closed("lost", 6, account_id="A")]
    many = {
        "leads": [{"created_on": date(2026, 3, 1), "account_id": "A"} for _ in range(9)],
        "customer_spells": [spell("A", BEFORE, AFTER) for _ in range(5)],
    }
    alone, among_others = build(database, END, opportunities=rows), None
    before = [ask(alone, kpi, MARCH).headline for kpi in ("transformation", "revenue", "deal-size")]
    among_others = build(database, END, opportunities=rows, **many)
    assert [ask(among_others, kpi, MARCH).headline for kpi in ("transformation", "revenue", "deal-size")] == before


def test_refunds_lower_revenue(database: Engine) -> None:
    orders = [{"ordered_on": date(2026, 3, 2), "amount": amount, "account_id": "A"} for amount in (100.0, -30.0)]
    assert value_of(ask(build(database, END, orders=orders), "revenue", MARCH)).value == 70


def test_names_with_quotes_and_signs_are_values_like_others(database: Engine) -> None:
    odd = """O'Brien "&" <Söhne>; DROP TABLE leads --%s"""
    facts = build(database, END, leads=[{"created_on": date(2026, 3, 2), "source": odd} for _ in range(5)])
    answer = ask(facts, "leads", MARCH, by=Dimension.SOURCE, filters=(Filter(Dimension.SOURCE, (odd,)),))
    assert answer.breakdown.groups[0].value == odd
    assert value_of(answer).n == 5
