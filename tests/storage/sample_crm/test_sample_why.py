"""What was planted in the sample company is what the explanations name; checked with pandas over the same rows."""

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from sqlalchemy import select

from kpi_engine.definitions import CATALOG
from kpi_engine.facts import Facts, customer_spells
from kpi_engine.question import Compare, Dimension, Question
from kpi_engine.why import Split, explain
from storage.facts.store import open_facts
from storage.imports.importing import import_profile
from storage.sample_crm import PROFILES, write
from tests.kpi_engine.asking import PARIS, quarter

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 20)
SUMMER, SUMMER_BEFORE = quarter(2026, 3), quarter(2025, 3)


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """The whole sample company: a tenth of it has too few customers for one segment to stand out."""
    home: Path = tmp_path_factory.mktemp("alto")
    write(home / "crm", today=TODAY)
    for profile in PROFILES:
        import_profile(profile, home / "crm", open_facts(str(home / "facts")), today=TODAY)
    return open_facts(str(home / "facts")).current()


def first_split(facts: Facts, kpi: str) -> Split:
    question = Question(kpi, SUMMER, compare=Compare.YEAR)
    explanation = explain(question, facts, catalog=CATALOG, calendar=PARIS, currency="EUR")
    return explanation.splits[0]


def test_churn_is_explained_by_hospitality(facts: Facts) -> None:
    split = first_split(facts, "churn")
    assert split.dimension is Dimension.SEGMENT
    assert split.lead is not None
    assert split.lead.value == "Hospitality"


def test_the_win_rate_is_explained_by_ouest(facts: Facts) -> None:
    split = first_split(facts, "transformation")
    assert split.dimension is Dimension.TEAM
    assert split.lead is not None
    assert split.lead.value == "Ouest"


def test_the_effects_on_churn_are_those_that_pandas_finds(facts: Facts) -> None:
    columns = [customer_spells.c[name] for name in ("account_id", "segment", "started_on", "ended_on")]
    spells = pd.DataFrame(facts.fetch(select(*columns)), columns=["account", "segment", "start", "end"])
    spells["end"] = pd.to_datetime(spells["end"]).fillna(pd.Timestamp("2100-01-01"))
    spells["start"] = pd.to_datetime(spells["start"])
    then, now = (lost_by_segment(spells, period.start, period.last_day) for period in (SUMMER_BEFORE, SUMMER))
    weights = [side["n"] / side["n"].sum() for side in (then, now)]
    rates = [side["lost"] / side["n"] for side in (then, now)]
    average = sum(side["lost"].sum() / side["n"].sum() for side in (then, now)) / 2
    rate = (weights[0] + weights[1]) / 2 * (rates[1] - rates[0])
    mix = (weights[1] - weights[0]) * ((rates[0] + rates[1]) / 2 - average)
    for each in first_split(facts, "churn").contributions:
        assert float(each.effect.rate or 0) == pytest.approx(rate[each.value], abs=1e-12)
        assert float(each.effect.mix or 0) == pytest.approx(mix[each.value], abs=1e-12)


def lost_by_segment(spells: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Customers of the first day by segment, and how many of them are gone on the last."""
    listed = spells[(spells["start"] <= pd.Timestamp(first)) & (spells["end"] >= pd.Timestamp(first))]
    there = spells[(spells["start"] <= pd.Timestamp(last)) & (spells["end"] >= pd.Timestamp(last))]
    listed = listed.drop_duplicates(["account", "segment"])
    gone = ~listed["account"].isin(there["account"])
    return listed.assign(lost=gone).groupby("segment")["lost"].agg(n="size", lost="sum")
