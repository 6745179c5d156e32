"""The sample company, once published by us and once offered by a data team: people get the same answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage.facts.books import PUBLISHED
from storage.facts.store import open_facts
from storage.sample_crm import PROFILES
from tests.bot.scenarios.alto import alto
from tests.bot.scenarios.house import House, a_house
from tests.terminal.conftest import Kpi, is_one_line
from tests.warehouse.offering import Offering

OWN = {"receipt", "id", "facts_version", "version", "loaded_at", "freshness"}  # what tells one place from the other
QUESTIONS = [
    "conversion last quarter by segment",
    "transformation 2026-Q3 by source",
    "cycle 2026-Q3",
    "revenue 2026-Q3 by region",
    "revenue-per-customer 2026-09",
    "deal-size 2026-Q3",
    "retention 2026-Q3 by segment",
]


@pytest.fixture
def warehouse(offering: Offering, tmp_path: Path) -> Offering:
    """All of the sample company's facts as views."""
    facts = open_facts(str(alto().facts)).current()
    for table in PUBLISHED:
        if table.name in facts.coverage:
            offering.load(table, facts.fetch(select(*table.columns)), tmp_path)
    loaded_at = facts.loaded_at.replace(tzinfo=None)
    offering.edition("nightly", facts.as_of, loaded_at, facts.spells_from)
    return offering


def told(kpi: Kpi, question: str, facts: str) -> Any:
    ran = kpi("ask", question, "--json", FACTS_URL=facts)
    assert (ran.code, ran.err) == (0, "")
    return without_place(json.loads(ran.out))


def without_place(told: Any) -> Any:
    """An answer but for what names the place it comes from; numbers but for their last digits."""
    if isinstance(told, dict):
        return {name: without_place(value) for name, value in told.items() if name not in OWN}
    if isinstance(told, list):
        return [without_place(each) for each in told]
    return float(f"{told:.9g}") if isinstance(told, float) else told


def test_the_same_questions_have_the_same_answers(warehouse: Offering, kpi: Kpi) -> None:
    for question in QUESTIONS:
        here, there = (told(kpi, question, place) for place in (str(alto().facts), warehouse.url))
        assert there == here, question
        assert here["headline"]["outcome"] == "value", question
    assert kpi("doctor", "--facts", warehouse.url).code == 0


def test_nothing_is_imported_into_it(warehouse: Offering, kpi: Kpi) -> None:
    ran = kpi("import", str(PROFILES[0]), "--folder", str(alto().exports), FACTS_URL=warehouse.url)
    assert is_one_line(ran)
    assert "a data team loads them: nothing can be imported" in ran.err


async def test_a_rep_asks_in_slack_and_gets_the_figure(warehouse: Offering, tmp_path: Path) -> None:
    async with a_house(tmp_path / "here") as here, a_house(tmp_path / "there", FACTS_URL=warehouse.url) as there:
        assert await shown(there) == await shown(here)


async def shown(house: House) -> str:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi transformation trimestre dernier par source")
    (header,) = card.of_kind("header")
    return str(header["text"]["text"])
