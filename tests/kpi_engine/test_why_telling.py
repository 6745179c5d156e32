"""Who is named, who stands together, which dimension comes first, and when the whole went against all its groups."""

import pytest

from kpi_engine.parts import Parts
from kpi_engine.question import Dimension
from kpi_engine.why import Contribution, Kind, Unsplit, telling
from kpi_engine.why.effects import Pair
from kpi_engine.why.grouping import lines
from tests.kpi_engine.why_builder import of, rows, split

Sides = tuple[Parts, Parts]


def names(contributions: tuple[Contribution, ...]) -> list[tuple[Kind, str | None, int]]:
    return [(each.kind, each.value, each.groups) for each in contributions]


def test_groups_below_the_floor_in_both_periods_stand_together_without_their_names() -> None:
    groups: dict[str | None, Sides] = {
        "Web": (of(20, 100), of(40, 100)),
        "Fair": (of(1, 4), of(2, 3)),
        "Mail": (of(0, 2), of(1, 4)),
    }
    found = split(groups)
    assert names(found.contributions) == [(Kind.NAMED, "Web", 1), (Kind.SMALL, None, 2)]
    assert found.contributions[1].pair == Pair(of(1, 6), of(3, 7))
    assert found.change == found.whole.change


def test_a_group_that_came_up_from_nothing_is_named() -> None:
    found = split({"Web": (of(20, 100), of(20, 100)), "Fair": (of(0, 2), of(30, 60))})
    assert (Kind.NAMED, "Fair", 1) in names(found.contributions)


def test_groups_that_the_reader_may_not_see_stand_together_and_it_still_adds_up() -> None:
    groups: dict[str | None, Sides] = {name: (of(20, 100), of(30 + place, 90)) for place, name in enumerate("ABCD")}
    found = split(groups, hidden=("B", "C"))
    assert sorted(names(found.contributions), key=str) == sorted(
        [(Kind.NAMED, "A", 1), (Kind.NAMED, "D", 1), (Kind.OTHERS, None, 2)], key=str
    )
    assert found.change == split(groups).change


@pytest.mark.parametrize("hidden", [("B",), ("B", "tiny")])
def test_what_could_be_computed_from_the_rest_is_not_split_at_all(hidden: tuple[str, ...]) -> None:
    groups = {"A": Pair(of(20, 100), of(30, 100)), "B": Pair(of(9, 50), of(9, 50)), "tiny": Pair(of(1, 2), of(1, 2))}
    assert lines(groups, hidden) is Unsplit.KEPT_BACK


def test_one_group_tells_nothing() -> None:
    assert lines({"Web": Pair(of(20, 100), of(30, 100))}, ()) is Unsplit.ONE_GROUP
    assert lines({}, ()) is Unsplit.ONE_GROUP


def test_a_share_that_fell_while_every_group_rose_names_the_group_whose_weight_did_it() -> None:
    found = split({"Web": (of(10, 100), of(110, 900)), "Referral": (of(450, 900), of(52, 100))})
    assert found.whole.change is not None
    assert found.whole.change < 0
    assert all((each.pair.change or 0) > 0 for each in found.contributions)
    assert found.against is not None
    assert found.against.value in ("Web", "Referral")


@pytest.mark.parametrize(
    "groups",
    [
        {"A": (of(10, 100), of(20, 100)), "B": (of(10, 100), of(15, 100))},  # all rose, so did the whole
        {"A": (of(10, 100), of(20, 100)), "B": (of(50, 100), of(20, 100))},  # one each way
        {"A": (of(10, 100), of(10, 100)), "B": (of(50, 900), of(60, 100))},  # one stood still
        {"A": (of(0, 0), of(10, 100)), "B": (of(50, 100), of(60, 100))},  # one is new: it went no way
    ],
)
def test_nothing_else_is_called_a_reversal(groups: dict[str | None, Sides]) -> None:
    assert split(groups).against is None


def test_groups_that_move_alike_have_none_that_stands_out() -> None:
    alike: dict[str | None, Sides] = {name: (of(200, 1000), of(260, 1000)) for name in "ABCDEF"}
    assert split(alike).lead is None


def test_the_group_that_moved_most_beyond_its_size_leads_not_the_largest() -> None:
    groups: dict[str | None, Sides] = {
        "large": (of(2000, 10_000), of(2100, 10_000)),
        "small": (of(200, 1000), of(500, 1000)),
    }
    lead = split(groups, noise=0.005).lead
    assert lead is not None
    assert lead.value == "small"


def test_what_as_many_groups_show_by_chance_does_not_stand_out() -> None:
    """The same excess, 2.5 of its own standard errors: rare for one of two groups, common for one of three hundred."""
    few = {"odd": (of(20, 100), of(33, 100)), "rest": (of(2000, 10_000), of(2000, 10_000))}
    many = few | {f"group {number}": (of(20, 100), of(20, 100)) for number in range(300)}
    assert split(few, noise=0.0049).lead is not None
    assert split(many, noise=0.0049).lead is None


def test_only_named_groups_lead() -> None:
    groups: dict[str | None, Sides] = {name: (of(20, 100), of(80, 100)) for name in "BC"}
    groups |= {name: (of(20, 100), of(20, 100)) for name in "AD"}
    assert split(groups, noise=0.001, hidden=("B", "C")).lead is None


def test_the_dimension_with_the_group_furthest_beyond_chance_comes_first_and_few_groups_before_many() -> None:
    team = split({"Ouest": (of(40, 100), of(70, 100)), "Nord": (of(80, 200), of(80, 200))}, noise=0.02)
    region = split({"France": (of(100, 200), of(115, 200)), "Benelux": (of(20, 100), of(35, 100))}, noise=0.02)
    rep = split({str(number): (of(4, 10), of(5, 10)) for number in range(30)}, noise=0.02)
    reversed_ = split({"Web": (of(10, 100), of(110, 900)), "Referral": (of(450, 900), of(52, 100))}, noise=9)
    assert sorted([rep, region, reversed_, team], key=telling.order) == [team, reversed_, region, rep]


def test_where_only_weights_moved_the_weights_are_named_and_nobody_leads() -> None:
    shifted: dict[str | None, Sides] = {"Referral": (of(60, 200), of(240, 800)), "Search": (of(40, 800), of(10, 200))}
    found = split(shifted, noise=0.01)
    assert found.mix == found.change
    assert found.lead is None
    assert found.shift is not None
    assert split(shifted, noise=0.2).shift is None, "within noise, weights are no reason either"


def test_no_noise_and_no_change_are_no_reason_to_divide_by_zero() -> None:
    still: dict[str | None, Sides] = {"A": (rows(10), rows(10)), "B": (rows(20), rows(20))}
    assert split(still, noise=0).lead is None
    assert telling.split(Dimension.REGION, split(still).contributions, 0.0).strength < 0
