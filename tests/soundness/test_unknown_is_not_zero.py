"""What is not known is never shown as 0, nor as 100 %."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from kpi_engine.answer import LeftOut, LeftOutReason
from kpi_engine.figure import NoData, NotComputable, Reason, Unit
from kpi_engine.periods import Period
from kpi_engine.question import Basis, Dimension, Filter
from kpi_engine.scope import Level, Scope
from tests.kpi_engine.asking import ask, month, quarter, value_of
from tests.kpi_engine.facts_builder import build

MARCH = month(2026, 3)
END = date(2026, 4, 30)


def lead(day: int, number: int = 3, **more: object) -> dict[str, object]:
    return {"created_on": date(2026, number, day), **more}


def closed(outcome: str, day: int = 5, number: int = 3, **more: object) -> dict[str, object]:
    return {"created_on": date(2026, 1, 3), "closed_on": date(2026, number, day), "outcome": outcome, **more}


def elsewhere() -> list[dict[str, object]]:
    """Leads of January: one of each outcome, so that every outcome is recorded somewhere."""
    won = {"qualified_on": date(2026, 1, 3), "won_on": date(2026, 1, 4)}
    return [lead(1, 1), lead(2, 1, **won), lead(2, 5)]


@pytest.mark.parametrize("kpi", ["qualification", "conversion"])
def test_a_share_of_no_leads_is_no_data(database: Engine, kpi: str) -> None:
    facts = build(database, END, leads=elsewhere())
    assert ask(facts, kpi, MARCH).headline == NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE)


def test_wins_without_new_leads_have_no_rate(database: Engine) -> None:
    facts = build(database, END, leads=[*elsewhere(), lead(2, 2, won_on=date(2026, 3, 3))])
    headline = ask(facts, "conversion", MARCH, basis=Basis.PERIOD).headline
    assert headline == NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE)


def test_no_closed_opportunity_is_no_data(database: Engine) -> None:
    facts = build(database, END, opportunities=[closed("won", number=2), closed("lost", number=2)])
    assert ask(facts, "transformation", MARCH).headline == NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE)
    assert ask(facts, "cycle", MARCH).headline == NoData(Reason.NO_ROWS, Unit.DAYS)


def test_a_value_that_no_row_has_gives_no_share(database: Engine) -> None:
    facts = build(database, END, opportunities=[closed("won", source="web"), closed("lost", source="web")])
    fax = (Filter(Dimension.SOURCE, ("fax",)),)
    assert ask(facts, "transformation", MARCH, filters=fax).headline == NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE)


def test_no_lead_in_a_period_that_the_facts_cover_is_a_true_zero(database: Engine) -> None:
    figure = value_of(ask(build(database, END, leads=elsewhere()), "leads", MARCH))
    assert (figure.value, figure.n, figure.interval.low) == (0, 0, 0)


def test_no_order_in_a_period_that_the_facts_cover_is_no_revenue(database: Engine) -> None:
    facts = build(database, END, orders=[{"ordered_on": date(2026, 1, 1), "amount": 5.0, "account_id": "A"}])
    assert value_of(ask(facts, "revenue", MARCH)).value == 0
    assert ask(facts, "revenue-per-customer", MARCH).headline == NoData(Reason.EMPTY_DENOMINATOR, Unit.MONEY)


def test_wins_of_unknown_amount_are_not_worth_nothing(database: Engine) -> None:
    won = [closed("won", number=1, amount=10.0), closed("won"), closed("won")]
    answer = ask(build(database, END, opportunities=won), "revenue", MARCH)
    assert answer.headline == NoData(Reason.NO_ROWS, Unit.MONEY)
    assert answer.left_out == (LeftOut(LeftOutReason.NO_AMOUNT, 2),)


def test_an_unknown_amount_is_left_out_of_the_mean_and_said(database: Engine) -> None:
    won = [closed("won", amount=10.0), closed("won", amount=30.0), closed("won"), closed("lost", amount=0.0)]
    answer = ask(build(database, END, opportunities=won), "deal-size", MARCH)
    assert value_of(answer).value == 20
    assert answer.left_out == (LeftOut(LeftOutReason.NO_AMOUNT, 1),)


def test_revenue_of_nobody_in_particular_is_in_neither_side_of_revenue_per_customer(database: Engine) -> None:
    orders = [{"ordered_on": date(2026, 3, 1), "amount": 40.0, "account_id": account} for account in ("A", "B", None)]
    answer = ask(build(database, END, orders=orders), "revenue-per-customer", MARCH)
    assert (value_of(answer).numerator, value_of(answer).denominator) == (80, 2)
    assert answer.left_out == (LeftOut(LeftOutReason.NO_ACCOUNT, 1),)


@pytest.mark.parametrize(("recorded", "missing"), [("won", "lost"), ("lost", "won")])
def test_a_win_rate_is_refused_where_the_other_outcome_is_never_recorded(
    database: Engine, recorded: str, missing: str
) -> None:
    facts = build(database, END, opportunities=[closed(recorded, day) for day in range(1, 20)])
    refusal = NotComputable(Reason.OUTCOME_NOT_RECORDED, Unit.SHARE, missing)
    assert ask(facts, "transformation", MARCH).headline == refusal


@pytest.mark.parametrize(
    ("kpi", "leads", "missing"),
    [
        ("qualified-leads", [lead(1)], "qualified"),
        ("qualification", [lead(1)], "qualified"),
        ("qualification", [lead(1, qualified_on=date(2026, 3, 2))], "not_qualified"),
        ("conversion", [lead(1)], "won"),
        ("conversion", [lead(1, won_on=date(2026, 3, 2))], "not_won"),
    ],
)
def test_what_the_facts_never_record_is_not_counted_as_never_happening(
    database: Engine, kpi: str, leads: list[dict[str, object]], missing: str
) -> None:
    headline = ask(build(database, END, leads=leads), kpi, MARCH).headline
    assert isinstance(headline, NotComputable)
    assert (headline.reason, headline.subject) == (Reason.OUTCOME_NOT_RECORDED, missing)


@pytest.mark.parametrize("kpi", ["retention", "churn"])
def test_nobody_is_kept_or_lost_before_the_first_silence_has_lasted(database: Engine, kpi: str) -> None:
    """All bought on 15 March 2025: with a window of a year the first are gone after 15 March 2026."""
    first, silent = date(2025, 3, 15), date(2026, 3, 15)
    spells = [{"account_id": f"A{n}", "started_on": first, "ended_on": silent if n < 40 else None} for n in range(80)]
    facts = build(database, END, customer_spells=spells)
    facts.spells_from = "orders"
    unknown = NoData(Reason.BEFORE_OUTCOME, Unit.SHARE)
    february, fortnight = month(2026, 2), Period(date(2026, 3, 1), date(2026, 3, 16))
    assert [ask(facts, kpi, each).headline for each in (february, fortnight)] == [unknown, unknown]
    march = ask(facts, kpi, MARCH)
    assert (value_of(march).value, march.comparison.figure, march.comparison.change) == (0.5, unknown, None)
    assert [point.period for point in march.series] == [MARCH]
    told_by_contracts = build(database, END, customer_spells=spells)
    told_by_contracts.spells_from = "contracts"
    assert value_of(ask(told_by_contracts, kpi, february)).n == 80


def test_no_conversion_is_0_before_the_first_win_was_recorded(database: Engine) -> None:
    leads = [
        {"created_on": date(2026, 1, day), "won_on": date(2026, 3, 5) if day < 8 else None} for day in range(1, 29)
    ]
    facts, unknown = build(database, END, leads=leads), NoData(Reason.BEFORE_OUTCOME, Unit.SHARE)
    assert ask(facts, "conversion", month(2026, 1), basis=Basis.PERIOD).headline == unknown
    assert ask(facts, "conversion", month(2026, 1), age=30).headline == unknown
    assert value_of(ask(facts, "conversion", month(2026, 1))).numerator == 7


def test_retention_is_refused_where_no_customer_was_ever_seen_to_leave(database: Engine) -> None:
    spells = [{"account_id": f"A{number}", "started_on": date(2026, 1, 1)} for number in range(30)]
    headline = ask(build(database, END, customer_spells=spells), "retention", MARCH).headline
    assert headline == NotComputable(Reason.OUTCOME_NOT_RECORDED, Unit.SHARE, "ended")


def filled_on_winners(database: Engine, *, among_others: int) -> object:
    """Eight leads won, all with a rep; of eighty others, some have one."""
    won = [lead(2, won_on=date(2026, 3, 9), rep="Ana", source="web") for _ in range(8)]
    others = [lead(3, rep="Ana" if place < among_others else None, source="web") for place in range(80)]
    return build(database, END, leads=won + others)


@pytest.mark.parametrize(("among_others", "lies"), [(0, True), (8, True), (9, False)])
def test_a_share_by_a_dimension_that_is_filled_once_a_lead_is_won_is_refused(
    database: Engine, among_others: int, *, lies: bool
) -> None:
    answer = ask(filled_on_winners(database, among_others=among_others), "conversion", MARCH, by=Dimension.REP)
    assert (answer.breakdown.refusal is not None) is lies
    assert bool(answer.breakdown.groups) is not lies
    assert value_of(answer).denominator == 88  # the headline is sound all the same


def test_a_dimension_that_a_handful_of_rows_lack_by_chance_may_cut_a_share(database: Engine) -> None:
    won = [lead(2, won_on=date(2026, 3, 9), rep="Ana") for _ in range(90)]
    facts = build(database, END, leads=won + [lead(3) for _ in range(4)])
    assert ask(facts, "conversion", MARCH, by=Dimension.REP).breakdown.refusal is None


def test_a_share_filtered_by_such_a_dimension_is_refused_too(database: Engine) -> None:
    facts = filled_on_winners(database, among_others=0)
    refusal = NotComputable(Reason.DIMENSION_FOLLOWS_OUTCOME, Unit.SHARE, "rep")
    assert ask(facts, "conversion", MARCH, scope=Scope(Level.REP, "Ana")).headline == refusal
    assert ask(facts, "conversion", MARCH, filters=(Filter(Dimension.REP, (None,)),)).headline == refusal
    assert value_of(ask(facts, "leads", MARCH, scope=Scope(Level.REP, "Ana"))).value == 8  # a count may be filtered


@pytest.mark.parametrize("dimension", [Dimension.STAGE, Dimension.LOST_REASON])
def test_a_win_rate_by_what_is_written_at_the_close_is_refused(database: Engine, dimension: Dimension) -> None:
    rows = [closed(outcome, stage=outcome, lost_reason="price") for outcome in ["won", "lost"] * 10]
    answer = ask(build(database, END, opportunities=rows), "transformation", MARCH, by=dimension)
    assert answer.breakdown.refusal == NotComputable(Reason.DIMENSION_FOLLOWS_OUTCOME, Unit.SHARE, dimension)


def test_amounts_in_several_currencies_do_not_add_up(database: Engine) -> None:
    rows = [closed("won", amount=10.0, currency=currency) for currency in ("EUR", "USD", None)]
    facts = build(database, END, opportunities=rows)
    for kpi in ("revenue", "deal-size"):
        assert ask(facts, kpi, MARCH).headline == NotComputable(Reason.SEVERAL_CURRENCIES, Unit.MONEY, "currency")
    dollars = ask(facts, "revenue", MARCH, filters=(Filter(Dimension.CURRENCY, ("USD",)),))
    assert (value_of(dollars).value, dollars.currency) == (10, "USD")


def test_an_amount_without_a_currency_is_in_the_house_currency(database: Engine) -> None:
    rows = [closed("won", amount=10.0, currency=currency) for currency in ("EUR", None)]
    answer = ask(build(database, END, opportunities=rows), "revenue", MARCH, currency="EUR")
    assert (value_of(answer).value, answer.currency) == (20, "EUR")


def test_a_month_in_another_currency_is_no_point_of_comparison(database: Engine) -> None:
    rows = [closed("won", amount=10.0, currency="EUR"), closed("won", number=2, amount=10.0, currency="USD")]
    rows.append(closed("won", number=1, amount=10.0, currency="EUR"))
    answer = ask(build(database, END, opportunities=rows), "revenue", MARCH)
    assert value_of(answer).value == 10
    assert answer.comparison.figure == NotComputable(Reason.SEVERAL_CURRENCIES, Unit.MONEY, "currency")
    assert answer.comparison.change is None


def test_groups_in_another_currency_are_not_shown_in_the_headlines(database: Engine) -> None:
    rows = [closed("won", amount=10.0, currency=currency) for currency in ["EUR"] * 5 + ["USD"] * 6]
    answer = ask(build(database, END, opportunities=rows), "revenue", MARCH, by=Dimension.CURRENCY)
    shown = {group.value: group.figure for group in answer.breakdown.groups}
    assert shown["EUR"].value == 50
    assert shown["USD"] == NotComputable(Reason.SEVERAL_CURRENCIES, Unit.MONEY, "currency")


def test_rows_of_an_unknown_group_are_shown_as_such(database: Engine) -> None:
    leads = [lead(2, source=source) for source in ["web"] * 6 + [None] * 7]
    answer = ask(build(database, END, leads=leads), "leads", MARCH, by=Dimension.SOURCE)
    assert [(group.value, group.figure.n) for group in answer.breakdown.groups] == [(None, 7), ("web", 6)]


def test_a_quarter_without_customers_on_its_first_day_has_no_retention(database: Engine) -> None:
    spells = [{"account_id": "A", "started_on": date(2026, 1, 2), "ended_on": date(2026, 1, 2) + timedelta(days=9)}]
    headline = ask(build(database, END, customer_spells=spells), "retention", quarter(2026, 1)).headline
    assert headline == NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE)
