"""What an answer promises, on facts small enough to count on one's fingers."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.dialects import postgresql

from kpi_engine.answer import Group, LeftOut, LeftOutReason
from kpi_engine.definitions import CATALOG
from kpi_engine.errors import UnknownDimension
from kpi_engine.figure import Companion, NoData, NotComputable, Reason, TooLittle, Unit, Value
from kpi_engine.periods import Period
from kpi_engine.question import Basis, Compare, Dimension, Filter
from kpi_engine.scope import Level, Scope
from tests.kpi_engine.asking import ask, month, quarter, value_of
from tests.kpi_engine.facts_builder import BuiltFacts, build

MARCH = month(2026, 3)


def opportunity(created: date, closed: date | None, outcome: str | None, **more: object) -> dict[str, object]:
    return {"created_on": created, "closed_on": closed, "outcome": outcome, **more}


def a_history(database: Engine) -> BuiltFacts:
    """Six months of everything, dense enough for every KPI to have a value."""
    first = date(2025, 9, 1)
    days = [first + timedelta(days=offset) for offset in range(0, 200, 2)]
    segments = ["small", "large", None, "small", "large", None, "small"]
    named = [(number, day, segments[number % 7]) for number, day in enumerate(days)]
    return build(
        database,
        date(2026, 3, 20),
        leads=[
            {
                "created_on": day,
                "first_contacted_on": day + timedelta(days=number % 4) if number % 3 else None,
                "qualified_on": day + timedelta(days=3) if number % 2 else None,
                "won_on": day + timedelta(days=30) if number % 5 == 0 else None,
                "segment": segment,
            }
            for number, day, segment in named
        ],
        opportunities=[
            opportunity(
                day,
                day + timedelta(days=number % 20) if number % 3 else None,
                ["won", "lost"][number % 2] if number % 3 else None,
                opportunity_id=f"O{number}",
                amount=100.0 + number,
                account_id=f"A{number % 9}",
                segment=segment,
            )
            for number, day, segment in named
        ],
        stage_changes=[
            {"opportunity_id": f"O{number}", "stage": "quote", "entered_on": day, "left_on": None}
            for number, day, _ in named
        ],
        contracts=[
            {
                "account_id": f"A{number}",
                "starts_on": day,
                "ends_on": day + timedelta(days=60) if number % 3 == 0 else None,
                "mrr": 10.0 + number,
                "segment": segment,
            }
            for number, day, segment in named
        ],
        survey_responses=[
            {
                "account_id": f"A{number}",
                "kind": kind,
                "score": float(number % 6),
                "answered_on": day,
                "segment": segment,
            }
            for number, day, segment in named
            for kind in ("nps", "csat")
        ],
        customer_spells=[
            {
                "account_id": f"A{number}",
                "started_on": day,
                "ended_on": day + timedelta(days=60) if number % 3 == 0 else None,
                "segment": segment,
            }
            for number, day, segment in named
        ],
    )


CLOSER = {"coverage": 1, "velocity": 1, "stages": 2, "cohorts": 1}  # they look closer, by so many more SELECTs
EVERY = [(key, basis) for key, kpi in CATALOG.items() for basis in kpi.bases]


@pytest.mark.parametrize(("kpi", "basis"), EVERY)
def test_one_question_costs_one_select(database: Engine, kpi: str, basis: Basis) -> None:
    facts = a_history(database)
    ask(facts, kpi, MARCH, by=Dimension.SEGMENT, basis=basis)  # the first also probes what the facts record
    facts.fetched.clear()
    ask(facts, kpi, month(2026, 2), by=Dimension.SEGMENT, basis=basis, compare=Compare.YEAR)
    ripens = CATALOG[kpi].ripens and basis is Basis.COHORT
    assert len(facts.fetched) == 1 + CLOSER.get(kpi, 0) + ripens


@pytest.mark.parametrize(("kpi", "basis"), EVERY)
def test_every_statement_is_written_for_postgresql(database: Engine, kpi: str, basis: Basis) -> None:
    facts = a_history(database)
    ask(facts, kpi, MARCH, by=Dimension.SEGMENT, basis=basis)
    texts = [str(statement.compile(dialect=postgresql.dialect())) for statement in facts.fetched]
    assert all(text.startswith(("SELECT", "WITH")) for text in texts)
    assert any("GROUPING SETS" in text or "UNION ALL" in text for text in texts)


@pytest.mark.parametrize(("kpi", "basis"), EVERY)
@pytest.mark.parametrize("compare", [Compare.PREVIOUS, Compare.YEAR])
def test_the_chart_ends_with_the_headline_after_the_point_it_is_compared_with(
    database: Engine, kpi: str, basis: Basis, compare: Compare
) -> None:
    answer = ask(a_history(database), kpi, MARCH, basis=basis, compare=compare)
    assert answer.series[-1].figure == answer.headline
    if compare is Compare.PREVIOUS and kpi != "coverage":  # its goal is of one period alone
        assert answer.series[-2].figure == answer.comparison.figure
        assert answer.series[-2].period == answer.comparison.period


@pytest.mark.parametrize("kpi", ["leads", "qualified-leads", "revenue"])
def test_groups_add_up_to_the_headline(database: Engine, kpi: str) -> None:
    answer = ask(a_history(database), kpi, Period(date(2025, 9, 1), date(2026, 3, 21)), by=Dimension.SEGMENT)
    assert sum(group.figure.value for group in answer.breakdown.groups) == pytest.approx(value_of(answer).value)
    assert {group.value for group in answer.breakdown.groups} == {"small", "large", None}


def test_groups_stand_with_the_largest_first(database: Engine) -> None:
    answer = ask(a_history(database), "leads", quarter(2026, 1), by=Dimension.SEGMENT)
    sizes = [group.figure.n for group in answer.breakdown.groups]
    assert sizes == sorted(sizes, reverse=True)


def test_without_a_dimension_there_is_no_breakdown(database: Engine) -> None:
    assert ask(a_history(database), "leads", MARCH).breakdown is None


def test_retention_and_churn_are_one_list_seen_from_two_sides(database: Engine) -> None:
    facts = a_history(database)
    kept, lost = (value_of(ask(facts, kpi, quarter(2026, 1))) for kpi in ("retention", "churn"))
    assert kept.denominator == lost.denominator
    assert kept.numerator + lost.numerator == kept.denominator
    assert kept.value + lost.value == pytest.approx(1)


def test_a_question_answers_as_of_the_facts_unless_it_asks_for_an_earlier_day(database: Engine) -> None:
    facts = a_history(database)
    assert ask(facts, "leads", MARCH).as_of == facts.as_of
    assert ask(facts, "leads", MARCH, as_of=date(2026, 3, 5)).as_of == date(2026, 3, 5)
    assert ask(facts, "leads", MARCH, as_of=date(2027, 1, 1)).as_of == facts.as_of


def test_a_period_in_progress_is_partial_and_a_finished_one_is_not(database: Engine) -> None:
    facts = a_history(database)
    assert ask(facts, "leads", MARCH).partial
    assert not ask(facts, "leads", month(2026, 2)).partial


def test_the_answer_carries_zone_freshness_unit_and_direction(database: Engine) -> None:
    answer = ask(a_history(database), "cycle", MARCH)
    assert (answer.zone, answer.unit, answer.better) == ("Europe/Paris", Unit.DAYS, "down")
    assert answer.loaded_at == datetime(2026, 1, 1, 6, tzinfo=UTC)


def test_the_cycle_has_mean_and_quartiles_beside_its_median(database: Engine) -> None:
    start = date(2026, 3, 1)
    won = [opportunity(start, start + timedelta(days=length), "won") for length in (1, 2, 3, 4, 20)]
    figure = value_of(ask(build(database, date(2026, 3, 31), opportunities=won), "cycle", MARCH))
    assert figure.value == 3
    assert dict(figure.beside) == {
        Companion.MEAN: 6,
        Companion.FIRST_QUARTILE: 2,
        Companion.THIRD_QUARTILE: 4,
    }


def test_deal_size_has_the_median_beside_its_mean(database: Engine) -> None:
    won = [opportunity(date(2026, 3, 1), date(2026, 3, 2), "won", amount=each) for each in (10.0, 20.0, 90.0, 200.0)]
    figure = value_of(ask(build(database, date(2026, 3, 31), opportunities=won), "deal-size", MARCH))
    assert (figure.value, figure.numerator, figure.denominator) == (80, 320, 4)
    assert figure.beside == ((Companion.MEDIAN, 55),)


def test_revenue_says_which_table_it_was_counted_in(database: Engine) -> None:
    won = [opportunity(date(2026, 3, 1), date(2026, 3, 2), "won", amount=70.0)]
    orders = [{"ordered_on": date(2026, 3, 4), "amount": 30.0, "account_id": "A"}]
    of_won = ask(build(database, date(2026, 3, 31), opportunities=won), "revenue", MARCH)
    of_orders = ask(build(database, date(2026, 3, 31), opportunities=won, orders=orders), "revenue", MARCH)
    assert (value_of(of_won).value, of_won.receipt.table) == (70, "opportunities")
    assert (value_of(of_orders).value, of_orders.receipt.table) == (30, "orders")


def test_an_account_that_bought_often_is_one_customer(database: Engine) -> None:
    orders = [{"ordered_on": date(2026, 3, day), "amount": 10.0, "account_id": "A"} for day in range(1, 10)]
    orders.append({"ordered_on": date(2026, 3, 3), "amount": 10.0, "account_id": "B"})
    figure = value_of(ask(build(database, date(2026, 3, 31), orders=orders), "revenue-per-customer", MARCH))
    assert (figure.value, figure.numerator, figure.denominator, figure.n) == (50, 100, 2, 2)


def test_a_small_group_keeps_its_value_back_and_says_its_size(database: Engine) -> None:
    leads = [{"created_on": date(2026, 3, 2), "source": source} for source in ["web"] * 5 + ["salon"] * 4]
    answer = ask(build(database, date(2026, 3, 31), leads=leads), "leads", MARCH, by=Dimension.SOURCE)
    web, salon = answer.breakdown.groups
    assert web.figure.n == 5
    assert isinstance(web.figure, Value)
    assert salon == Group("salon", TooLittle(4, Unit.COUNT))


def test_the_figure_of_the_whole_company_has_no_floor(database: Engine) -> None:
    won = [{"created_on": date(2026, 3, 2), "closed_on": date(2026, 3, 9), "outcome": "won"}]
    assert value_of(ask(build(database, date(2026, 3, 31), opportunities=won), "cycle", MARCH)).n == 1


def test_neither_a_filter_nor_a_scope_goes_round_the_floor(database: Engine) -> None:
    won = [
        {"created_on": date(2026, number, 2), "closed_on": date(2026, number, 9), "outcome": "won", "rep": "Ada"}
        | {"product": product, "amount": 10.0, "team": "Nord"}
        for number in (2, 3)
        for product in ["Max"] * 4 + ["Mini"]
    ]
    facts = build(database, date(2026, 3, 31), opportunities=won)
    few = TooLittle(4, Unit.DAYS)
    narrowed = {"scope": Scope(Level.REP, "Ada"), "filters": (Filter(Dimension.PRODUCT, ("Max",)),)}
    answer = ask(facts, "cycle", MARCH, **narrowed)
    assert (answer.headline, answer.comparison.figure, answer.comparison.change) == (few, few, None)
    assert {point.figure for point in answer.series} == {few}
    assert value_of(ask(facts, "cycle", MARCH, scope=Scope(Level.REP, "Ada"))).n == 5
    assert value_of(ask(facts, "revenue", MARCH, **narrowed)).value == 40


def test_filters_take_named_values_and_the_unknown(database: Engine) -> None:
    counts = Counter({"web": 3, "salon": 2, None: 4})
    leads = [{"created_on": date(2026, 3, 2), "source": source} for source in counts.elements()]
    facts = build(database, date(2026, 3, 31), leads=leads)

    def count(*values: str | None) -> float:
        return value_of(ask(facts, "leads", MARCH, filters=(Filter(Dimension.SOURCE, values),))).value

    assert (count("web"), count("web", "salon"), count(None), count("web", None), count("fax")) == (3, 5, 4, 7, 0)


def test_a_scope_is_a_filter_on_its_level(database: Engine) -> None:
    leads = [{"created_on": date(2026, 3, 2), "team": team} for team in ("Lille", "Lille", "Lyon")]
    facts = build(database, date(2026, 3, 31), leads=leads)
    assert value_of(ask(facts, "leads", MARCH, scope=Scope(Level.TEAM, "Lille"))).value == 2


def test_a_dimension_that_the_table_lacks_is_refused_with_those_it_has(database: Engine) -> None:
    facts = a_history(database)
    lost_reason = Filter(Dimension.LOST_REASON, ("price",))
    with pytest.raises(UnknownDimension) as refused:
        ask(facts, "leads", MARCH, filters=(lost_reason,))
    assert "source" in refused.value.known
    with pytest.raises(UnknownDimension):
        ask(facts, "retention", MARCH, by=Dimension.SOURCE)


def test_a_missing_table_is_not_computable(database: Engine) -> None:
    facts = build(database, date(2026, 3, 31), leads=[{"created_on": date(2026, 3, 2)}])
    answer = ask(facts, "cycle", MARCH)
    assert answer.headline == NotComputable(Reason.TABLE_MISSING, Unit.DAYS, "opportunities")
    assert (answer.comparison, answer.series, answer.left_out) == (None, (), ())


def test_periods_outside_the_facts_have_no_data(database: Engine) -> None:
    facts = a_history(database)
    assert ask(facts, "leads", month(2024, 3)).headline == NoData(Reason.BEFORE_FACTS, Unit.COUNT)
    assert ask(facts, "leads", month(2026, 4)).headline == NoData(Reason.AFTER_FACTS, Unit.COUNT)


def test_opportunities_still_open_are_counted_beside_the_share(database: Engine) -> None:
    opportunities = [
        opportunity(date(2026, 3, 1), date(2026, 3, 9), "won"),
        opportunity(date(2026, 2, 1), date(2026, 3, 9), "lost"),
        opportunity(date(2026, 3, 2), None, None),
        opportunity(date(2026, 3, 3), date(2026, 5, 1), None),  # an expected day is no close
        opportunity(date(2026, 2, 3), None, None),  # open, but not of this period
    ]
    answer = ask(build(database, date(2026, 3, 31), opportunities=opportunities), "transformation", MARCH)
    assert (value_of(answer).numerator, value_of(answer).denominator) == (1, 2)
    assert answer.left_out == (LeftOut(LeftOutReason.OPEN, 2),)


def test_the_same_question_to_the_same_facts_has_the_same_receipt(database: Engine) -> None:
    facts = a_history(database)
    one, two = Filter(Dimension.SEGMENT, ("small",)), Filter(Dimension.REGION, (None,))
    receipt = ask(facts, "leads", MARCH, filters=(one, two)).receipt
    assert ask(facts, "leads", MARCH, filters=(two, one), as_of=facts.as_of).receipt == receipt
    assert len(receipt.id) == 8
    assert not set(receipt.id) - set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_another_question_another_day_or_other_facts_have_another_receipt(database: Engine) -> None:
    facts = a_history(database)
    answers = [
        ask(facts, "leads", MARCH),
        ask(facts, "qualified-leads", MARCH),
        ask(facts, "leads", MARCH, as_of=date(2026, 3, 4)),
        ask(facts, "leads", MARCH, by=Dimension.SEGMENT),
        ask(a_history(database), "leads", MARCH),
    ]
    assert len({answer.receipt.id for answer in answers}) == len(answers)
