"""What a reader may not see must not follow from what is shown: refused, or at least two groups are kept back."""

import pytest

from kpi_engine.answer import Breakdown, Group
from kpi_engine.detail import Apart, Spread, SpreadTest
from kpi_engine.discretion import gives_away, withheld
from kpi_engine.figure import NotComputable, Reason, TooLittle, Unit, Value
from kpi_engine.question import Dimension

SIZES = {"London": 40, "Manchester": 30, "Nord": 20}
SPREAD = Spread(0.001, SpreadTest.CHI_SQUARE, 3, (Apart("London", above=True), Apart("Nord", above=False)))


def a_cut(**sizes: int) -> Breakdown:
    groups = tuple(Group(name, Value(0.1, n, Unit.SHARE)) for name, n in sizes.items())
    return Breakdown(Dimension.TEAM, groups, spread=SPREAD)


@pytest.mark.parametrize(("hidden", "told"), [((), False), ((9,), True), ((9, 4), True), ((9, 5), False), ((3,), True)])
def test_two_groups_of_some_size_hide_each_other_and_one_does_not(hidden: tuple[int, ...], told: bool) -> None:
    assert gives_away(hidden) is told


def test_a_single_hidden_group_refuses_the_whole_breakdown() -> None:
    cut = withheld(a_cut(**SIZES), {"London", "Nord"}, Unit.SHARE)
    assert (cut.groups, cut.spread) == ((), None)
    assert cut.refusal == NotComputable(Reason.KEPT_BACK, Unit.SHARE, "team")


def test_a_second_hidden_group_below_the_floor_hides_nothing() -> None:
    cut = a_cut(London=40, Manchester=30)
    tiny = Breakdown(cut.dimension, (*cut.groups, Group("Nord", TooLittle(4, Unit.SHARE))))
    assert withheld(tiny, {"London"}, Unit.SHARE).refusal is not None


def test_of_several_hidden_groups_nothing_is_left_not_even_who_stands_out() -> None:
    cut = withheld(a_cut(**SIZES), {"London"}, Unit.SHARE)
    assert [group.value for group in cut.groups] == ["London"]
    assert cut.spread is not None
    assert cut.spread.apart == (Apart("London", above=True),)


def test_who_may_see_all_gets_all() -> None:
    assert withheld(a_cut(**SIZES), set(SIZES), Unit.SHARE) == a_cut(**SIZES)
