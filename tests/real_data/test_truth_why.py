"""Changes of the public data sets split a second time, in plain Python over the files themselves."""

import csv
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from statistics import median

import pytest

from kpi_engine.definitions import CATALOG
from kpi_engine.question import Dimension, Question
from kpi_engine.why import Explanation, Split, explain
from tests.kpi_engine.asking import quarter
from tests.real_data.brought import Shelf
from tests.real_data.reference_folder import FOLDER, REAL_DATA
from tests.real_data.truth_matching import CALENDAR

pytestmark = REAL_DATA

Row = Mapping[str, str]
Q2, Q4 = ("2017-04", "2017-05", "2017-06"), ("2017-10", "2017-11", "2017-12")
CLOSED = {"Won", "Lost"}


def closed_deals() -> list[Row]:
    with (FOLDER / "maven_crm" / "sales_pipeline.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["deal_stage"] in CLOSED]


def offices() -> dict[str, str]:
    with (FOLDER / "maven_crm" / "sales_teams.csv").open(encoding="utf-8") as file:
        return {row["sales_agent"]: row["regional_office"] for row in csv.DictReader(file)}


def product(row: Row) -> str:
    """The product as the catalogue of products spells it."""
    return {"GTXPro": "GTX Pro"}.get(row["product"], row["product"])


def by_hand(group: Callable[[Row], str]) -> dict[str, tuple[float, float]]:
    """The rate and mix effects of each group on the win rate, from the second to the fourth quarter of 2017."""
    won: dict[tuple[str, bool], int] = defaultdict(int)
    closed: dict[tuple[str, bool], int] = defaultdict(int)
    for row in closed_deals():
        month = row["close_date"][:7]
        if month in (*Q2, *Q4):
            key = group(row), month in Q4
            closed[key] += 1
            won[key] += row["deal_stage"] == "Won"
    names = {name for name, _ in closed}
    all_closed = {now: sum(closed[name, now] for name in names) for now in (False, True)}
    average = sum(sum(won[name, now] for name in names) / all_closed[now] for now in (False, True)) / 2
    told = {}
    for name in names:
        weight = {now: closed[name, now] / all_closed[now] for now in (False, True)}
        rate = {now: won[name, now] / closed[name, now] for now in (False, True)}
        middle = (rate[True] + rate[False]) / 2
        own = (weight[True] + weight[False]) / 2 * (rate[True] - rate[False])
        told[name] = own, (weight[True] - weight[False]) * (middle - average)
    return told


def win_rate(shelf: Shelf) -> Explanation:
    """The last quarter of 2017 set beside the second."""
    question = Question("transformation", quarter(2017, 4), against=quarter(2017, 2))
    facts = shelf.take("maven_crm").facts
    return explain(question, facts, catalog=CATALOG, calendar=CALENDAR, currency="USD")


def along(explanation: Explanation, dimension: Dimension) -> Split:
    return next(split for split in explanation.splits if split.dimension is dimension)


@pytest.mark.parametrize("dimension", [Dimension.REGION, Dimension.PRODUCT])
def test_mavens_win_rate_from_spring_to_autumn_is_split_as_by_hand(shelf: Shelf, dimension: Dimension) -> None:
    office = offices()
    hand = by_hand(product if dimension is Dimension.PRODUCT else lambda row: office[row["sales_agent"]])
    split = along(win_rate(shelf), dimension)
    small = [each for each in split.contributions if each.groups > 1]
    assert not small
    told = {each.value: (float(each.effect.rate or 0), float(each.effect.mix or 0)) for each in split.contributions}
    named = {name: effects for name, effects in told.items() if name is not None}
    assert named.keys() <= hand.keys()
    for name, effects in named.items():
        assert effects == pytest.approx(hand[name], abs=1e-12), name
    assert float(split.change) == pytest.approx(sum(sum(effects) for effects in hand.values()), abs=1e-12)


def test_mavens_median_cycle_by_product_adds_up_to_the_change_of_the_median(shelf: Shelf) -> None:
    facts = shelf.take("maven_crm").facts
    question = Question("cycle", quarter(2017, 4))
    split = along(explain(question, facts, catalog=CATALOG, calendar=CALENDAR, currency="USD"), Dimension.PRODUCT)
    lengths: dict[bool, list[int]] = {False: [], True: []}
    for row in closed_deals():
        if row["deal_stage"] == "Won" and row["close_date"] and "2017-07" <= row["close_date"][:7] <= "2017-12":
            days = (date.fromisoformat(row["close_date"]) - date.fromisoformat(row["engage_date"])).days
            lengths[row["close_date"][:7] in Q4].append(days)
    assert split.change == median(lengths[True]) - median(lengths[False])
