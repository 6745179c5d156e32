"""Recurring revenue, surveys, first contacts and cohorts, on rows few enough to be counted by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from kpi_engine.answer import Answer, LeftOut, LeftOutReason
from kpi_engine.cohort_news import news
from kpi_engine.cohorts import CohortGrid, Month
from kpi_engine.figure import Companion, NoData, NotComputable, Reason, TooLittle, Value
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Dimension, Filter
from tests.kpi_engine.asking import PARIS, ask, month, quarter, value_of
from tests.kpi_engine.customer_oracle import cohort_grid
from tests.kpi_engine.facts_builder import build

Row = dict[str, Any]
AS_OF = date(2026, 6, 30)
SPRING = quarter(2026, 2)


def contract(account: str, mrr: float | None, starts: date, ends: date | None = None, **more: Any) -> Row:
    return {"account_id": account, "mrr": mrr, "starts_on": starts, "ends_on": ends, **more}


def left_out(answer: Answer) -> dict[LeftOutReason, int]:
    return {each.reason: each.count for each in answer.left_out}


# recurring revenue

OLD, LONG_AGO = date(2026, 1, 1), date(2025, 1, 1)
BOOK = [
    contract("grows", 100.0, OLD),
    contract("grows", 50.0, date(2026, 5, 1)),  # added in the period
    contract("shrinks", 200.0, OLD, date(2026, 4, 30)),
    contract("shrinks", 120.0, date(2026, 5, 1)),  # the renewal is smaller
    contract("leaves", 80.0, OLD, date(2026, 6, 1)),
    contract("two", 30.0, OLD, segment="small"),
    contract("two", 70.0, OLD, segment="large"),
    contract("won later", 999.0, date(2026, 4, 2)),
    contract("gone before", 500.0, LONG_AGO, date(2025, 12, 31)),
    contract("unknown", None, OLD),
]


def test_gross_retention_caps_each_customer_and_counts_no_new_one(database: Engine) -> None:
    facts = build(database, AS_OF, contracts=BOOK)
    gross = value_of(ask(facts, "grr", SPRING))
    assert (gross.denominator, gross.n) == (480.0, 4)  # 100 + 200 + 80 + 100
    assert gross.numerator == 100 + 120 + 0 + 100
    net = value_of(ask(facts, "nrr", SPRING))
    assert (net.numerator, net.denominator) == (150 + 120 + 0 + 100, 480.0)
    assert net.interval is None  # four customers tell nothing of growth
    assert gross.interval


def test_a_contract_that_does_not_say_what_it_brings_is_left_out_and_counted(database: Engine) -> None:
    facts = build(database, AS_OF, contracts=BOOK)
    assert ask(facts, "grr", SPRING).left_out == (LeftOut(LeftOutReason.NO_AMOUNT, 1),)


def test_a_customer_of_two_segments_is_on_both_lists_with_all_it_brings(database: Engine) -> None:
    others = [contract(f"other {n}", 10.0, OLD, segment="small") for n in range(4)]
    facts = build(database, AS_OF, contracts=[*BOOK, *others])
    small = value_of(ask(facts, "nrr", SPRING, filters=(Filter(Dimension.SEGMENT, ("small",)),)))
    assert (small.numerator, small.denominator, small.n) == (140.0, 140.0, 5)


def test_without_contracts_recurring_revenue_is_not_computable(database: Engine) -> None:
    facts = build(database, AS_OF, orders=[{"account_id": "A", "ordered_on": OLD, "amount": 5.0}])
    figure = ask(facts, "grr", SPRING).headline
    assert figure == NotComputable(Reason.TABLE_MISSING, figure.unit, "contracts")


def test_where_no_contract_ever_ends_nothing_can_be_said_to_be_kept(database: Engine) -> None:
    facts = build(database, AS_OF, contracts=[contract("A", 10.0, OLD)])
    figure = ask(facts, "nrr", SPRING).headline
    assert figure == NotComputable(Reason.OUTCOME_NOT_RECORDED, figure.unit, "ended")


# surveys


def response(account: str | None, score: float, day: date, kind: str = "nps", **more: Any) -> Row:
    return {"account_id": account, "score": score, "answered_on": day, "kind": kind, **more}


APRIL, MAY = date(2026, 4, 10), date(2026, 5, 10)


def test_only_the_last_response_of_each_customer_counts_and_all_stand_beside_it(database: Engine) -> None:
    given = [
        response("A", 2, APRIL),
        response("A", 10, MAY),
        response("B", 9, APRIL),
        response("C", 6, MAY),
        response("D", 8, MAY),
        response(None, 10, APRIL),
        response(None, 0, APRIL),
        response("E", 11, MAY),
        response("F", 5, MAY, kind="csat"),
        response("G", 10, date(2026, 7, 1)),
    ]
    answer = ask(build(database, AS_OF, survey_responses=given), "nps", SPRING)
    net = value_of(answer)
    assert (net.value, net.n) == (pytest.approx(100 * (3 - 2) / 6), 6)
    beside = dict(net.beside)
    assert beside[Companion.PROMOTERS] - beside[Companion.DETRACTORS] == pytest.approx(net.value)
    assert beside[Companion.PER_RESPONSE] == pytest.approx(100 * (3 - 3) / 7)
    assert left_out(answer)[LeftOutReason.OUT_OF_SCALE] == 1


def test_csat_counts_fours_and_fives_of_all_that_is_on_the_scale(database: Engine) -> None:
    given = [response("A", score, APRIL, kind="csat") for score in (5, 4, 3, 1, 0, 6)] + [response("A", 10, APRIL)]
    answer = ask(build(database, AS_OF, survey_responses=given), "csat", SPRING)
    assert (value_of(answer).numerator, value_of(answer).denominator) == (2, 4)
    assert left_out(answer)[LeftOutReason.OUT_OF_SCALE] == 2


# first contact


def test_leads_that_nobody_contacted_are_counted_beside_the_median(database: Engine) -> None:
    def lead(created: date, days: int | None) -> Row:
        return {"created_on": created, "first_contacted_on": None if days is None else created + timedelta(days=days)}

    leads = [lead(APRIL, days) for days in (0, 1, 4, None, None, -2)] + [lead(date(2026, 6, 25), 30)]
    answer = ask(build(database, AS_OF, leads=leads), "response-time", SPRING)
    assert (value_of(answer).value, value_of(answer).n) == (1.0, 3)
    assert left_out(answer) == {LeftOutReason.NOT_CONTACTED: 3, LeftOutReason.CONTACTED_BEFORE_CREATED: 1}


# cohorts


def orders(*bought: tuple[str | None, str]) -> list[Row]:
    return [{"account_id": account, "ordered_on": date.fromisoformat(day), "amount": 1.0} for account, day in bought]


FIVE = ("A", "B", "C", "D", "E")
MARCH = Month(12 * 2026 + 2)


def grid_of(answer: Answer) -> CohortGrid:
    assert isinstance(answer.detail, CohortGrid)
    return answer.detail


def test_a_cohort_is_followed_month_by_month_and_the_one_in_progress_is_marked(database: Engine) -> None:
    bought = [(account, "2026-03-31") for account in FIVE] + [("A", "2026-04-01"), ("A", "2026-04-30")]
    bought += [("B", "2026-06-01"), ("old", "2026-01-05"), ("old", "2026-03-01"), (None, "2026-03-02")]
    answer = ask(build(database, date(2026, 6, 29), orders=orders(*bought)), "cohorts", quarter(2026, 1))
    january, march = grid_of(answer).cohorts
    assert (january.truncated, march.truncated) == (True, False)
    assert (march.month, march.size) == (MARCH, 5)
    assert [(cell.age, cell.active, cell.complete) for cell in march.cells] == [
        (0, 5, True),
        (1, 1, True),
        (2, 0, True),
        (3, 1, False),
    ]
    assert value_of(answer).value == 6
    assert answer.left_out == (LeftOut(LeftOutReason.NO_ACCOUNT, 1),)


def test_a_cohort_below_five_keeps_its_shares_back(database: Engine) -> None:
    bought = orders(("A", "2026-03-01"), ("A", "2026-04-01"))
    (cohort,) = grid_of(ask(build(database, AS_OF, orders=bought), "cohorts", month(2026, 3))).cohorts
    assert {type(cell.share) for cell in cohort.cells} == {TooLittle}


def test_without_orders_a_customer_is_active_while_a_contract_is_in_force(database: Engine) -> None:
    book = [contract(account, 1.0, date(2026, 2, 15), date(2026, 4, 1)) for account in FIVE]
    book += [contract("A", 1.0, date(2026, 3, 1)), contract("A", 1.0, date(2026, 3, 20), date(2026, 3, 25))]
    (cohort,) = grid_of(ask(build(database, AS_OF, contracts=book), "cohorts", quarter(2026, 1))).cohorts
    assert [cell.active for cell in cohort.cells] == [5, 5, 5, 1, 1]


def test_the_day_of_the_answer_hides_what_came_later(database: Engine) -> None:
    bought = [(account, "2026-03-05") for account in FIVE] + [("A", "2026-04-20")]
    facts = build(database, AS_OF, orders=orders(*bought))
    (cohort,) = grid_of(ask(facts, "cohorts", month(2026, 3), as_of=date(2026, 4, 10))).cohorts
    assert [(cell.active, cell.complete) for cell in cohort.cells] == [(5, True), (0, False)]


def test_every_cell_is_what_plain_python_counts(database: Engine) -> None:
    accounts, year = [f"{n:02}" for n in range(40)], Period(date(2025, 1, 1), date(2026, 1, 1), Grain.YEAR)
    rows = orders(
        *((account, str(date(2025, 1, 1) + timedelta(days=(7 * n * n + 31 * step * n) % 540)))
          for n, account in enumerate(accounts) for step in range(9))
    )  # fmt: skip
    as_of = date(2026, 5, 17)
    answer = ask(build(database, as_of, orders=rows), "cohorts", year)
    expected = cohort_grid(rows, "ordered_on", None, as_of)
    within = {first: months for first, months in expected.items() if first.year == 2025}
    found = {
        each.month.start: {each.month.after(cell.age).start: cell.active for cell in each.cells if cell.active}
        for each in grid_of(answer).cohorts
    }
    assert found == within
    assert value_of(answer).value == sum(months[first] for first, months in within.items())


def test_the_sentence_sets_the_youngest_cohort_beside_earlier_ones_by_their_counts(database: Engine) -> None:
    firsts = {"2026-01-10": "abcde", "2026-02-10": "fghijklmno", "2026-03-10": "pqrst"}
    bought = [("begin", "2025-11-01"), *((account, day) for day, names in firsts.items() for account in names)]
    bought += [("a", "2026-04-02"), ("f", "2026-05-02"), ("g", "2026-05-03"), ("p", "2026-06-02"), ("q", "2026-06-03")]
    told = news(grid_of(ask(build(database, AS_OF, orders=orders(*bought)), "cohorts", quarter(2026, 1))))
    assert told
    assert (told.cohort.month, told.age) == (MARCH, 3)
    assert (told.now.numerator, told.now.denominator) == (2, 5)
    assert (told.earlier.numerator, told.earlier.denominator) == (1 + 2, 5 + 10)


def test_a_period_without_newcomers_has_an_empty_grid_and_is_zero(database: Engine) -> None:
    facts = build(database, AS_OF, orders=orders(("A", "2026-01-01")))
    answer = ask(facts, "cohorts", month(2026, 5))
    assert grid_of(answer).cohorts == ()
    assert value_of(answer).value == 0
    assert isinstance(ask(facts, "cohorts", PARIS.containing(date(2027, 1, 1), Grain.MONTH)).headline, NoData)
    assert isinstance(answer.headline, Value)
