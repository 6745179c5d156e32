"""Answers across a change of definition: all figures follow the version in force, the one before stands beside them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from kpi_engine.answer import Answer
from kpi_engine.definitions import CATALOG
from kpi_engine.engine import answer
from kpi_engine.facts import contract
from kpi_engine.figure import Direction
from kpi_engine.kpi import Catalog, Kpi
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Basis, Compare, Dimension, Question
from kpi_engine.recipe import Condition, Happening, Recipe, Way, kpi_of
from kpi_engine.scope import Level, Scope
from kpi_engine.together import answers
from tests.kpi_engine.asking import PARIS, month, value_of
from tests.kpi_engine.facts_builder import BuiltFacts, build

AS_OF = date(2025, 6, 30)
WEB = Condition(Dimension.SOURCE, ("web",))
JUNE = month(2025, 6)


@pytest.fixture(scope="module")
def facts() -> BuiltFacts:
    """Since May 2024, each month 2 leads from the web and 3 from fairs, all in team Nord but one."""
    engine = create_engine("duckdb:///:memory:", poolclass=StaticPool)
    contract.create_all(engine)
    rows: list[dict[str, Any]] = []
    for number in range(14):
        day = date(2024 + (number + 4) // 12, (number + 4) % 12 + 1, 10)
        rows += [{"created_on": day, "source": "web", "team": "Nord"}] * 2
        rows += [{"created_on": day, "source": "fair", "team": "Nord"}] * 2
        rows += [{"created_on": day, "source": "fair", "team": "Sud"}]
    return build(engine, AS_OF, leads=rows)


def version_2(since: date, recipe: Recipe | None = None) -> Kpi:
    told = recipe or Recipe(Way.COUNT, Happening.LEADS_CREATED, conditions=(WEB,))
    kpi = kpi_of("leads", "Leads", told, version=2, better=Direction.UP, owner="")
    return replace(kpi, since=since, former=CATALOG["leads"])


def ask(kpi: Kpi, facts: BuiltFacts, period: Period = JUNE, **more: Any) -> Answer:
    question = Question("leads", period, **more)
    return answer(question, facts, catalog=Catalog(kpi), calendar=PARIS, currency="EUR")


def months(found: Answer) -> list[tuple[date, float]]:
    return [(point.period.start, point.figure.value) for point in found.former]


def test_the_version_before_gives_the_periods_that_were_over_when_the_new_one_began_to_rule(facts: BuiltFacts) -> None:
    found = ask(version_2(date(2025, 4, 1)), facts)
    assert months(found) == [(month(2024 + (n + 5) // 12, (n + 5) % 12 + 1).start, 5.0) for n in range(10)]
    assert (found.broken.since, found.broken.version) == (date(2025, 4, 1), 1)


def test_headline_series_and_change_follow_the_version_in_force(facts: BuiltFacts) -> None:
    found = ask(version_2(date(2025, 4, 1)), facts)
    assert value_of(found).value == 2
    assert {point.figure.value for point in found.series} == {2.0}
    assert found.comparison.change.absolute == 0
    assert found.receipt.definition_version == 2


def test_a_period_that_the_change_lies_in_is_told_by_the_new_version_alone(facts: BuiltFacts) -> None:
    found = ask(version_2(date(2025, 4, 15)), facts)
    assert months(found)[-1] == (date(2025, 3, 1), 5.0)


@pytest.mark.parametrize("since", [date(2024, 6, 1), date(2024, 5, 1), date(2025, 7, 1), date(2026, 1, 1)])
def test_no_break_outside_the_series(facts: BuiltFacts, since: date) -> None:
    assert ask(version_2(since), facts).broken is None


@pytest.mark.parametrize("since", [date(2024, 7, 1), date(2025, 6, 30)])
def test_a_break_at_either_edge_of_the_series(facts: BuiltFacts, since: date) -> None:
    found = ask(version_2(since), facts)
    assert len(found.former) == sum(point.period.end <= since for point in found.series) > 0


def test_a_first_version_breaks_nothing(facts: BuiltFacts) -> None:
    assert ask(CATALOG["leads"], facts).broken is None


def test_a_version_that_measured_in_another_unit_gives_no_points_but_the_break_is_told(facts: BuiltFacts) -> None:
    among = Recipe(Way.SHARE, Happening.LEADS_WON, Happening.LEADS_CREATED)
    days = replace(
        version_2(date(2025, 4, 1)), former=kpi_of("leads", "", among, version=1, better=Direction.UP, owner="")
    )
    found = ask(days, facts)
    assert (found.former, found.broken.version) == ((), 1)


def test_a_version_that_cannot_be_asked_the_same_gives_no_points(facts: BuiltFacts) -> None:
    contracts = kpi_of(
        "leads", "", Recipe(Way.COUNT, Happening.CONTRACTS_STARTED), version=1, better=Direction.UP, owner=""
    )
    new = replace(version_2(date(2025, 4, 1)), former=contracts)
    assert ask(new, facts).former == ()
    by_source = ask(new, facts, filters=(), by=Dimension.SOURCE)
    assert (by_source.former, len(by_source.breakdown.groups)) == ((), 1)


def test_one_statement_more_where_the_definition_changed(facts: BuiltFacts) -> None:
    plain, broken = version_2(date(2024, 1, 1)), version_2(date(2025, 4, 1))
    taken = []
    for kpi in (plain, broken):
        ask(kpi, facts)
        before = len(facts.fetched)
        ask(kpi, facts)
        taken.append(len(facts.fetched) - before)
    assert taken == [1, 2]


def test_teams_asked_at_once_share_the_statements_of_both_versions(facts: BuiltFacts) -> None:
    kpi = version_2(date(2025, 4, 1))
    asked = [Question("leads", JUNE, Scope(Level.TEAM, name), compare=Compare.NONE) for name in ("Nord", "Sud", "Est")]
    ask(kpi, facts)
    before = len(facts.fetched)
    found = answers(asked, facts, catalog=Catalog(kpi), calendar=PARIS, currency="EUR")
    assert len(facts.fetched) - before == 2
    assert [months(found[each])[0][1] for each in asked] == [4.0, 1.0, 0.0]
    assert [value_of(found[each]).value for each in asked] == [2.0, 0.0, 0.0]


def test_a_week_is_broken_on_its_monday(facts: BuiltFacts) -> None:
    week = PARIS.containing(date(2025, 6, 10), Grain.WEEK)
    found = ask(version_2(date(2025, 6, 2)), facts, week)
    assert months(found)[-1][0] == date(2025, 5, 26)


def test_a_basis_that_the_version_before_lacked_has_no_former_points(facts: BuiltFacts) -> None:
    plain = Recipe(Way.SHARE, Happening.LEADS_WON, Happening.LEADS_CREATED)
    hurried = kpi_of("leads", "", replace(plain, within_days=30), version=1, better=Direction.UP, owner="")
    won = [{"created_on": date(2024, 5, 1 + n), "won_on": date(2024, 5, 20)} for n in range(3)]
    won += [{"created_on": date(2025, each, 10)} for each in range(1, 7)]
    engine = create_engine("duckdb:///:memory:", poolclass=StaticPool)
    contract.create_all(engine)
    held = build(engine, AS_OF, leads=won)
    new = replace(version_2(date(2025, 4, 1), plain), former=hurried)
    assert ask(new, held, basis=Basis.PERIOD).former == ()
    assert ask(new, held).former
