"""A KPI that somebody proposes: composed, seen on real data, discussed, seconded, edited, withdrawn."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from storage.repositories.records import Act
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Person, Shown, a_house, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: proposals are read by everybody."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_proposals_left(house: House) -> None:
    """Each story begins without proposals and with no form open."""
    views = house.slack.server.playground.views
    for name in ("antoine", "helene", "priya", "camille", "magali"):
        views.clear(house.slack.user(name))
    with house.office.records.writing() as work:
        for each in work.proposals.open(house.team_id):
            work.proposals.withdraw(each, each.created_at)


def open_ones(house: House) -> list[Proposal]:
    with house.office.records.reading() as work:
        return list(work.proposals.open(house.team_id))


def typed(words: str) -> Json:
    return {"type": "plain_text_input", "value": words}


async def large_deals(person: Person, words: str = "/kpi propose Large deals") -> Form:
    """The form of the number of opportunities won with an amount of at least 5,000."""
    begun = await opens(person, words)
    way = await begun.chooses("way", "count")
    counted = await way.chooses("counted", "opportunities_won", "last quarters")
    return await counted.tells("at_least", {"value": "5000"}, "at least 5,000")


async def proposed(house: House, name: str = "oliver", channel: str = "team-london") -> tuple[Proposal, Shown]:
    """One that is discussed, and its message."""
    person = house.person(name, channel)
    before = await person.shown()
    sent = await (await large_deals(person)).submits(why=typed("They pay for the rest."))
    assert sent["response_action"] == "update", sent
    message = (await person.news(before))[-1]
    return open_ones(house)[-1], message


async def test_what_is_composed_is_shown_on_real_data_before_it_is_sent(house: House) -> None:
    composed = await large_deals(house.person("oliver", "team-london"))
    assert "Number of opportunities won in the period." in composed.outlook
    assert "Only amounts of at least 5,000." in composed.outlook
    figures = composed.said("figures")
    assert figures.count("•") == 4
    assert "Q3 2026" in figures
    assert "95% interval" in figures
    assert "London" in figures
    assert "not yours to see" in figures
    assert "Sud" not in figures
    assert open_ones(house) == []
