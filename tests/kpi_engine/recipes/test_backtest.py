"""A definition held against the past: in the form that proposes it, and on the ballot."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

from kpi_engine.alerts import Condition as When
from kpi_engine.alerts import Watch
from kpi_engine.backtest import BackTest, Preview, Unheard, back_test, dump, load, load_preview, preview
from kpi_engine.definitions import CATALOG
from kpi_engine.facts import contract
from kpi_engine.figure import Direction, NoData, NotComputable, Reason, TooLittle, Unit, Value
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Grain
from kpi_engine.progress import Verdict
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Happening, Recipe, Way, kpi_of
from kpi_engine.scope import COMPANY, Level, Scope
from kpi_engine.target import Target, TargetKind
from tests.kpi_engine.asking import PARIS, month, quarter
from tests.kpi_engine.facts_builder import BuiltFacts, build

AS_OF = date(2025, 4, 9)
WEB = Condition(Dimension.SOURCE, ("web",))
CLOSED, SOLD, LOST = Happening.OPPORTUNITIES_CLOSED, Happening.OPPORTUNITIES_WON, Happening.OPPORTUNITIES_LOST
WIN_RATE = CATALOG["transformation"]


@pytest.fixture(scope="module")
def engine() -> Engine:
    opened = create_engine("duckdb:///:memory:", poolclass=StaticPool)
    contract.create_all(opened)
    return opened


@pytest.fixture
def facts(engine: Engine) -> BuiltFacts:
    """Each month from 2024 on, 6 won of 12 from the web and 6 won of 8 from fairs; fairs belong to team Sud."""
    rows: list[dict[str, Any]] = []
    for number in range(15):
        closed = date(2024 + number // 12, number % 12 + 1, 10)
        rows += [_closed(closed, "web", "Nord", "won")] * 6 + [_closed(closed, "web", "Nord", "lost")] * 6
        rows += [_closed(closed, "fair", "Sud", "won")] * 6 + [_closed(closed, "fair", "Sud", "lost")] * 2
    return build(engine, AS_OF, opportunities=rows)


def _closed(day: date, source: str, team: str, outcome: str) -> dict[str, Any]:
    created = day - timedelta(days=5)
    return {"created_on": created, "closed_on": day, "source": source, "team": team, "outcome": outcome, "amount": 10.0}


def composed(recipe: Recipe, key: str = "transformation") -> Kpi:
    return kpi_of(key, "Transformation rate", recipe, version=2, better=Direction.UP, owner="")


def seen(kpi: Kpi, facts: BuiltFacts, beside: Kpi | None = None) -> Preview:
    return preview(kpi, facts, today=AS_OF, calendar=PARIS, currency="EUR", beside=beside)


def held(before: Kpi | None, after: Kpi | None, facts: BuiltFacts, **more: Any) -> BackTest:
    return back_test(before, after, facts, today=AS_OF, calendar=PARIS, currency="EUR", **more)


WEB_ONLY = composed(Recipe(Way.SHARE, SOLD, CLOSED, conditions=(WEB,)))


def share(figure: object) -> float:
    assert isinstance(figure, Value), figure
    return figure.value


def test_the_last_four_quarters_stand_beside_those_of_the_definition_in_force(facts: BuiltFacts) -> None:
    found = seen(WEB_ONLY, facts, beside=WIN_RATE)
    assert [point.period for point in found.points] == [
        quarter(2024, 2),
        quarter(2024, 3),
        quarter(2024, 4),
        quarter(2025, 1),
    ]
    assert [share(point.figure) for point in found.points] == [0.5] * 4
    assert [share(point.figure) for point in found.beside] == [0.6] * 4
    assert found.points[-1].figure == found.latest
    assert (found.latest.n, found.latest.interval is not None) == (36, True)


def test_the_newest_quarter_is_shown_by_team(facts: BuiltFacts) -> None:
    found = seen(composed(Recipe(Way.SHARE, SOLD, CLOSED)), facts)
    assert {group.value: share(group.figure) for group in found.groups.groups} == {"Nord": 0.5, "Sud": 0.75}


def test_a_preview_takes_one_statement_for_each_definition_once_the_facts_are_known(facts: BuiltFacts) -> None:
    plain = composed(Recipe(Way.SHARE, SOLD, CLOSED))
    seen(plain, facts, beside=WIN_RATE)
    before = len(facts.fetched)
    seen(plain, facts, beside=WIN_RATE)
    assert len(facts.fetched) - before == 2


def test_a_value_that_no_row_bears_is_named_with_the_nearest_one(facts: BuiltFacts) -> None:
    found = seen(
        composed(Recipe(Way.COUNT, SOLD, conditions=(Condition(Dimension.SOURCE, ("Webb", "web", None)),))), facts
    )
    assert found.unheard == (Unheard(Dimension.SOURCE, "Webb", "web"),)
    far = seen(composed(Recipe(Way.COUNT, SOLD, conditions=(Condition(Dimension.SOURCE, ("cinema",)),))), facts)
    assert far.unheard == (Unheard(Dimension.SOURCE, "cinema", None),)
    assert far.empty
    assert not found.empty


def test_what_the_facts_cannot_carry_is_impossible_not_empty(facts: BuiltFacts) -> None:
    found = seen(composed(Recipe(Way.COUNT, Happening.LEADS_CREATED)), facts)
    assert found.impossible == NotComputable(Reason.TABLE_MISSING, Unit.COUNT, "leads")
    assert not found.empty
    assert (found.points, found.unheard) == ((), ())


def test_a_condition_on_what_only_successes_have_is_impossible(engine: Engine) -> None:
    day = date(2025, 1, 10)
    won, lost = _closed(day, "web", "Nord", "won"), _closed(day, "web", "Nord", "lost")
    filled = [{**won, "segment": "small"}] * 30 + [{**lost, "segment": None}] * 30
    facts = build(engine, AS_OF, opportunities=filled)
    small = composed(Recipe(Way.SHARE, SOLD, CLOSED, conditions=(Condition(Dimension.SEGMENT, ("small",)),)))
    assert seen(small, facts).impossible == NotComputable(Reason.DIMENSION_FOLLOWS_OUTCOME, Unit.SHARE, "segment")


def test_a_definition_of_few_is_kept_back_like_any_small_group(engine: Engine) -> None:
    day = date(2025, 1, 10)
    rows = [_closed(day, "web", "Nord", outcome) for outcome in ("won", "lost", "won")]
    rows += [_closed(day, "fair", "Sud", outcome) for outcome in ("won", "lost")] * 10
    found = seen(WEB_ONLY, build(engine, AS_OF, opportunities=rows))
    assert found.latest == TooLittle(3, Unit.SHARE)


def test_the_ballot_shows_twelve_months_by_both_definitions(facts: BuiltFacts) -> None:
    found = held(WIN_RATE, WEB_ONLY, facts)
    assert [each.period for each in found.months] == [month(2024, number) for number in range(4, 13)] + [
        month(2025, number) for number in range(1, 4)
    ]
    assert {(share(each.before), share(each.after)) for each in found.months} == {(0.6, 0.5)}
    assert (found.before_unit, found.after_unit, found.equal_age) == (Unit.SHARE, Unit.SHARE, False)


def test_a_limit_of_days_is_held_against_months_in_which_it_can_tell(engine: Engine) -> None:
    leads = [
        {"created_on": date(2024, number, 10), "won_on": date(2024, number, 10) + timedelta(days=days)}
        for number in range(1, 13)
        for days in [5] * 10 + [45] * 10
    ]
    leads += [{"created_on": date(2025, 3, 10)} for _ in range(20)]
    soon = Recipe(Way.SHARE, Happening.LEADS_WON, Happening.LEADS_CREATED, within_days=30)
    found = held(CATALOG["conversion"], composed(soon, "conversion"), build(engine, AS_OF, leads=leads))
    assert found.months[-1].period == month(2025, 2)
    assert {(share(each.before), share(each.after)) for each in found.months[:-2]} == {(1.0, 0.5)}


def test_a_new_kpi_has_no_before_and_a_dropped_one_no_after(facts: BuiltFacts) -> None:
    assert {each.before for each in held(None, WEB_ONLY, facts).months} == {None}
    assert {each.after for each in held(WIN_RATE, None, facts).months} == {None}
    assert held(WIN_RATE, None, facts).after_unit is None


def test_months_before_the_facts_are_told_as_such(engine: Engine) -> None:
    rows = [_closed(date(2025, 3, 10), "web", "Nord", outcome) for outcome in ("won", "lost")] * 5
    found = held(WIN_RATE, WEB_ONLY, build(engine, AS_OF, opportunities=rows))
    assert [each.before for each in found.months[:-1]] == [None] * 11
    assert share(found.months[-1].before) == 0.5


def test_targets_are_held_against_both_definitions_at_the_same_aim(facts: BuiltFacts) -> None:
    aim = Target("transformation", COMPANY, quarter(2025, 1), TargetKind.ABSOLUTE, 0.55, 0.55)
    of_sud = Target("transformation", Scope(Level.TEAM, "Sud"), quarter(2025, 1), TargetKind.ABSOLUTE, 0.7, 0.7)
    told = held(WIN_RATE, WEB_ONLY, facts, targets=[aim, of_sud]).targets
    assert (told[0].before, told[0].after) == (Verdict.REACHED, Verdict.MISSED)
    assert (told[1].before, told[1].after) == (Verdict.REACHED, Verdict.NO_FIGURE)


def test_rules_are_tried_on_both_definitions(facts: BuiltFacts) -> None:
    low = Watch("transformation", When.BELOW, grain=Grain.MONTH, threshold=0.55, recover_at=0.56)
    (told,) = held(WIN_RATE, WEB_ONLY, facts, rules=[low]).alerts
    assert (told.before, told.after) == (0, 1)


def test_figures_without_a_value_keep_their_reason(engine: Engine) -> None:
    rows = [_closed(date(2024, 6, 10), "web", "Nord", outcome) for outcome in ("won", "lost")] * 5
    rows += [_closed(date(2025, 3, 10), "web", "Nord", outcome) for outcome in ("won", "lost")] * 5
    found = held(WIN_RATE, WEB_ONLY, build(engine, AS_OF, opportunities=rows))
    july = next(each for each in found.months if each.period == month(2024, 7))
    assert july.before == july.after == NoData(Reason.EMPTY_DENOMINATOR, Unit.SHARE)


def test_both_are_frozen_as_json_and_read_again(facts: BuiltFacts, engine: Engine) -> None:
    rule = Watch("transformation", When.UNUSUAL)
    aim = Target("transformation", COMPANY, quarter(2025, 1), TargetKind.ABSOLUTE, 0.55, 0.55)
    whole = held(WIN_RATE, WEB_ONLY, facts, targets=[aim], rules=[rule])
    assert load(json.loads(json.dumps(dump(whole)))) == whole
    for kpi in (WEB_ONLY, composed(Recipe(Way.COUNT, Happening.LEADS_CREATED)), CATALOG["cycle"]):
        shown = seen(kpi, facts, beside=WIN_RATE)
        assert load_preview(json.loads(json.dumps(dump(shown)))) == shown
