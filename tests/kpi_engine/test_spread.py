"""A breakdown says whether its groups differ by more than chance, and names only those who stand out."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from kpi_engine.answer import Breakdown
from kpi_engine.detail import Apart, SpreadTest
from kpi_engine.figure import TooLittle
from kpi_engine.question import Dimension
from kpi_engine.spread import spread_of_lengths, spread_of_shares
from tests.kpi_engine.asking import ask, quarter
from tests.kpi_engine.facts_builder import Row, build

SPRING, AS_OF = quarter(2026, 2), date(2026, 7, 31)
CREATED = date(2026, 4, 1)


def closed(rep: str | None, *, won: int, lost: int, days: int = 20) -> list[Row]:
    closed_on = CREATED + timedelta(days)
    outcomes = ["won"] * won + ["lost"] * lost
    return [{"created_on": CREATED, "closed_on": closed_on, "outcome": each, "rep": rep} for each in outcomes]


def by_rep(database: Engine, kpi: str, *rows: Row) -> Breakdown:
    answer = ask(build(database, AS_OF, opportunities=rows), kpi, SPRING, by=Dimension.REP)
    assert answer.breakdown
    return answer.breakdown


def test_reps_who_differ_by_chance_are_not_told_apart(database: Engine) -> None:
    cut = by_rep(
        database,
        "transformation",
        *closed("Ana", won=20, lost=20),
        *closed("Bo", won=24, lost=16),
        *closed(None, won=3, lost=1),
    )
    assert cut.spread
    assert cut.spread.within_chance
    assert (cut.spread.groups, cut.spread.apart) == (3, ())
    assert [group.value for group in cut.groups if isinstance(group.figure, TooLittle)] == [None]


def test_who_wins_far_more_often_than_the_others_stands_out(database: Engine) -> None:
    rows = [*closed("Ana", won=50, lost=5), *closed("Bo", won=25, lost=25), *closed("Cy", won=27, lost=26)]
    cut = by_rep(database, "transformation", *rows)
    assert cut.spread
    assert not cut.spread.within_chance
    assert cut.spread.test is SpreadTest.CHI_SQUARE
    assert cut.spread.apart[0] == Apart("Ana", above=True)


def test_lengths_of_cycles_are_told_apart_by_their_ranks(database: Engine) -> None:
    rows = [*closed("Ana", won=12, lost=0, days=5), *closed("Bo", won=9, lost=0, days=40)]
    cut = by_rep(database, "cycle", *rows)
    assert cut.spread
    assert cut.spread.test is SpreadTest.KRUSKAL_WALLIS
    assert set(cut.spread.apart) == {Apart("Ana", above=False), Apart("Bo", above=True)}


def test_amounts_and_numbers_are_not_tested(database: Engine) -> None:
    rows = [{**row, "amount": 10.0} for row in [*closed("Ana", won=9, lost=0), *closed("Bo", won=30, lost=0)]]
    assert by_rep(database, "revenue", *rows).spread is None


def test_a_group_too_small_to_be_shown_takes_part_but_is_never_named(database: Engine) -> None:
    rows = [*closed("Ana", won=0, lost=4), *closed("Bo", won=190, lost=10), *closed("Cy", won=185, lost=15)]
    cut = by_rep(database, "transformation", *rows)
    assert cut.spread
    assert not cut.spread.within_chance
    assert cut.spread.groups == 3
    assert "Ana" not in [each.value for each in cut.spread.apart]


def test_the_same_figures_give_the_same_p_value_whenever_they_are_asked_for() -> None:
    groups = {"Ana": (3, 9), "Bo": (5, 8), "Cy": (2, 11)}
    found = spread_of_shares(groups)
    assert found
    assert found.test is SpreadTest.PERMUTATION
    assert found == spread_of_shares(groups)


@pytest.mark.parametrize("groups", [{}, {"Ana": (3, 9)}, {"Ana": (3, 9), "Bo": (0, 0)}])
def test_one_group_differs_from_nobody(groups: dict[str | None, tuple[int, int]]) -> None:
    assert spread_of_shares(groups) is None


@pytest.mark.parametrize("won", [0, 1])
def test_where_all_win_or_none_nobody_differs(won: int) -> None:
    found = spread_of_shares({"Ana": (won * 9, 9), "Bo": (won * 8, 8)})
    assert found
    assert (found.p_value, found.apart) == (1.0, ())


def test_few_lengths_are_dealt_out_anew() -> None:
    found = spread_of_lengths({"Ana": {3: 2, 5: 1}, "Bo": {4: 3, 9: 4}})
    assert found
    assert (found.test, found.groups) == (SpreadTest.PERMUTATION, 2)


def test_lengths_that_are_all_the_same_tell_nobody_apart() -> None:
    assert spread_of_lengths({"Ana": {3: 2}, "Bo": {3: 8}}) is None
