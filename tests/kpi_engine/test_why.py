"""Explanations asked of facts: the same windows as the answer's, groups that add up, few statements, kept rights."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine

from kpi_engine.definitions import CATALOG
from kpi_engine.figure import TooLittle, Value
from kpi_engine.periods import Period
from kpi_engine.question import Basis, Compare, Dimension, Filter, Question
from kpi_engine.why import Explanation, Kind, Split, Unexplained, Unsplit, explain
from tests.kpi_engine.asking import PARIS, ask, month, quarter
from tests.kpi_engine.facts_builder import BuiltFacts, build
from tests.kpi_engine.generated_facts import TABLES

AUTUMN = quarter(2024, 4)
AS_OF = date(2025, 2, 20)
TO_SPLIT = ("leads", "conversion", "transformation", "cycle", "revenue", "deal-size", "retention")


def why(facts: BuiltFacts, question: Question, **more: Any) -> Explanation:
    return explain(question, facts, catalog=CATALOG, calendar=PARIS, currency="EUR", **more)


def crowd(database: Engine) -> BuiltFacts:
    """Enough of everything, dirty as it comes."""
    chance = Random(11)
    tables = {
        name: [TABLES[name](chance) for _ in range(400)] for name in ("leads", "opportunities", "customer_spells")
    }
    for row in tables["opportunities"]:
        row["currency"] = None
    for number, row in enumerate(tables["customer_spells"]):
        row["account_id"] = f"A{number}"
    return build(database, AS_OF, **tables)


def along(explanation: Explanation, dimension: Dimension) -> Split:
    return next(split for split in explanation.splits if split.dimension is dimension)


def lead(created: date, source: str | None, *, won: date | None = None) -> dict[str, object]:
    return {"created_on": created, "source": source, "won_on": won}


def test_every_split_adds_up_to_the_change_and_each_group_is_the_figure_asked_for_it_alone(database: Engine) -> None:
    facts = crowd(database)
    for key in TO_SPLIT:
        question = Question(key, AUTUMN)
        explanation = why(facts, question)
        assert explanation.splits, (key, explanation.reason, explanation.unsplit)
        comparison = explanation.answer.comparison
        assert comparison is not None
        assert comparison.change is not None
        for split in explanation.splits:
            assert float(split.change) == pytest.approx(comparison.change.absolute, abs=1e-9), (key, split.dimension)
            for each in (each for each in split.contributions if each.kind is Kind.NAMED):
                alone = ask(facts, key, AUTUMN, filters=(Filter(split.dimension, (each.value,)),))
                if isinstance(alone.headline, TooLittle):
                    assert each.pair.now.n == alone.headline.n
                    continue
                assert isinstance(alone.headline, Value)
                assert float(each.pair.now.value or 0) == pytest.approx(alone.headline.value), (key, each.value)


def test_it_takes_one_statement_for_the_answer_and_one_for_each_dimension(database: Engine) -> None:
    facts = crowd(database)
    why(facts, Question("transformation", AUTUMN))
    before = len(facts.fetched)
    explanation = why(facts, Question("transformation", AUTUMN))
    asked = len(facts.fetched) - before
    assert asked <= 1 + len(explanation.splits) + len(explanation.unsplit)


def test_a_quarter_in_progress_faces_the_same_days_of_the_one_before(database: Engine) -> None:
    days = [date(2026, 1, 1) + timedelta(days=offset) for offset in range(130)]
    rows = [lead(day, source) for day in days for source in ("Web", "Fair") if source == "Web" or day.month == 4]
    facts = build(database, date(2026, 4, 30), leads=rows)
    split = along(why(facts, Question("leads", quarter(2026, 2))), Dimension.SOURCE)
    told = {each.value: (each.pair.then.n, each.pair.now.n, each.effect.total) for each in split.contributions}
    assert told == {"Fair": (0, 30, 30), "Web": (30, 30, 0)}


def test_cohorts_are_split_at_equal_age(database: Engine) -> None:
    """March leads are seen for a month; what January's did after a month does not count for them."""

    def cohort(first: date, source: str, *, wins: int, after: int) -> list[dict[str, object]]:
        return [lead(first, source, won=first + timedelta(days=after) if place < wins else None) for place in range(20)]

    january, march = date(2026, 2, 1), date(2026, 3, 1)
    rows = [
        *cohort(date(2025, 12, 1), "Web", wins=4, after=5),
        *cohort(january, "Web", wins=10, after=50),
        *cohort(january, "Fair", wins=2, after=10),
        *cohort(march, "Web", wins=6, after=5),
        *cohort(march, "Fair", wins=2, after=10),
    ]
    facts = build(database, date(2026, 3, 31), leads=rows)
    split = along(why(facts, Question("conversion", month(2026, 3))), Dimension.SOURCE)
    told = {each.value: (each.pair.then.value, each.pair.now.value) for each in split.contributions}
    assert told == {"Web": (0, Fraction(6, 20)), "Fair": (Fraction(2, 20), Fraction(2, 20))}


def test_a_dimension_known_only_once_the_outcome_is_and_one_that_overlaps_are_not_split(database: Engine) -> None:
    won = [
        {**lead(date(2026, month_, 3), "Web", won=date(2026, month_, 3)), "segment": "shop"}
        for month_ in (1, 1, 2, 2, 2)
        for _ in range(6)
    ]
    lost = [lead(date(2026, month_, 3), source) for month_ in (1, 2) for source in ("Web", "Fair") for _ in range(20)]
    two_segments = [
        {"account_id": f"A{place}", "started_on": date(2025, 1, 1), "ended_on": gone, "segment": segment}
        for place, gone in enumerate([None, date(2026, 2, 9), None, date(2026, 1, 9), None, None])
        for segment in ("small", "large")
    ]
    facts = build(database, date(2026, 3, 20), leads=won + lost, customer_spells=two_segments)
    conversion = why(facts, Question("conversion", month(2026, 2)))
    assert (Dimension.SEGMENT, Unsplit.FOLLOWS_OUTCOME) in conversion.unsplit
    assert [split.dimension for split in conversion.splits] == [Dimension.SOURCE]
    assert (Dimension.SEGMENT, Unsplit.OVERLAPPING) in why(facts, Question("churn", month(2026, 2))).unsplit


def test_what_does_not_add_up_or_has_nothing_to_face_is_not_split_at_all(database: Engine) -> None:
    facts = crowd(database)
    by_period = why(facts, Question("conversion", AUTUMN, basis=Basis.PERIOD))
    assert by_period.reason is Unexplained.NOT_ADDITIVE
    before_all = why(facts, Question("leads", Period(date(2023, 11, 20), date(2023, 12, 20))))
    assert before_all.reason is Unexplained.NO_CHANGE_KNOWN


def test_asking_why_without_a_comparison_means_the_period_before(database: Engine) -> None:
    facts = crowd(database)
    assert why(facts, Question("leads", AUTUMN, compare=Compare.NONE)).answer.question.compare is Compare.PREVIOUS


def test_what_the_reader_may_not_see_stands_together_wherever_it_would_be_named(database: Engine) -> None:
    def not_her(dimension: Dimension, values: Sequence[str | None]) -> Collection[str | None]:
        return [value for value in values if dimension is Dimension.SOURCE and value != "web"]

    explanation = why(crowd(database), Question("transformation", AUTUMN), hidden=not_her)
    source = along(explanation, Dimension.SOURCE)
    assert [each.value for each in source.contributions if each.kind is Kind.NAMED] == ["web"]
    assert sum(each.groups for each in source.contributions if each.kind is Kind.OTHERS) == 2
    assert all(each.kind is Kind.NAMED for each in along(explanation, Dimension.REGION).contributions)
