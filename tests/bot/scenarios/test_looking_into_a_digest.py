"""Under a posted digest: a private card of one of its figures, and why it changed, by the rights of whoever presses."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from slack_sdk import WebClient

from bot.schedules import days_of
from bot.text import Text
from bot.use_cases.digests.compose import compose, questions_of, remember_figures
from bot.views.digests.examples import digest
from bot.views.digests.message import digest_message
from kpi_engine import together
from kpi_engine.scope import Level, Scope
from tests.bot.scenarios.house import House, Person, Shown, spaced, until

pytestmark = pytest.mark.asyncio(loop_scope="session")

KPIS = ("leads", "transformation", "qualification", "pipeline")
WEEK = days_of("2026-W46")


def _post(house: House, channel: str) -> str:
    """A digest of team Nord as the sender posts it, its receipts kept; gives its ts."""
    office, text = house.office, Text("fr", house.office.calendar)
    asked = replace(digest(KPIS), team_id=house.team_id, scope=Scope(Level.TEAM, "Nord"))
    answers = together.answers(
        questions_of(asked, WEEK, office),
        office.facts.current(),
        catalog=office.catalog,
        calendar=office.calendar,
        currency=office.currency,
    )
    told = compose(asked, WEEK, answers, office)
    with office.records.writing() as work:
        remember_figures(work, [told], office)
    message = digest_message(told, text, picture=False, now=office.now())
    client = WebClient(token=house.slack.bot_token, base_url=house.slack.api_url)
    posted = client.chat_postMessage(channel=house.slack.channel(channel), text=message.text, blocks=message.blocks)
    return str(posted["ts"])


async def _shown(person: Person, ts: str) -> Shown:
    (found,) = await until(person.shown, lambda all_: [each for each in all_ if each.ts == ts])
    return found


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def posted(house: House) -> AsyncIterator[str]:
    yield await asyncio.to_thread(_post, house, "team-nord")


def _receipts(card: Shown) -> dict[str, str]:
    ((_, menu),) = card.elements("digest.look")
    return {option["text"]["text"]: option["value"] for option in menu["options"]}


async def test_each_figure_opens_a_card_for_her_eyes_with_the_figure_that_was_posted(house: House, posted: str):
    camille = house.person("camille", "team-nord")
    card = await _shown(camille, posted)
    for name, receipt in _receipts(card).items():
        opened = await camille.presses(card, "digest.look", receipt)
        assert opened.is_private
        header = opened.of_kind("header")[0]["text"]["text"]
        assert header.startswith(name)
        assert f"*{spaced(header)}*" in card.written
        assert opened.elements("ask.period")
    assert (await _shown(camille, posted)).json == card.json


async def test_from_there_another_period_is_asked_with_all_that_is_known_today(house: House, posted: str):
    camille = house.person("camille", "team-nord")
    card = await _shown(camille, posted)
    opened = await camille.presses(card, "digest.look", _receipts(card)["Leads"])
    redrawn = await camille.presses(opened, "ask.period", "this_week")
    assert "semaine 47" in redrawn.written
    assert "pas de données" not in redrawn.of_kind("header")[0]["text"]["text"]


async def test_who_may_not_see_the_teams_figures_is_told_so_by_the_rights_of_today(house: House, posted: str):
    camille, oliver = house.person("camille", "team-nord"), house.person("oliver", "team-nord")
    card = await _shown(camille, posted)
    ((block_id, menu),) = card.elements("digest.look")
    before = await camille.shown()
    channel = oliver.channel
    pressed = await house.slack.control.act(
        "oliver", {"channel": channel, "ts": card.ts}, block_id, "digest.look", {"selected_option": menu["options"][0]}
    )
    assert pressed["status"] == "acked"
    (answer,) = (await oliver.news(before))[-1:]
    assert answer.is_private
    assert not answer.of_kind("header")
