"""The Picture button: the answer's picture, in the person's own direct messages and nowhere else."""

import pytest

from bot.text import Text
from bot.views import notices
from tests.bot.scenarios.house import House, Person, Shown, spaced
from tests.bot.scenarios.test_sharing_a_figure import png, public, settings

pytestmark = pytest.mark.asyncio(loop_scope="session")

ENGLISH, FRENCH = Text("en"), Text("fr")


def at_her_desk(house: House, name: str) -> Person:
    """The person in her direct messages with the assistant."""
    workspace = house.slack.server.playground.workspace
    return house.person(name, workspace.conversations.direct(house.slack.user(name), workspace.bot.id).id)


async def pictures(person: Person) -> list[Shown]:
    return [each for each in await person.shown() if each.of_kind("image")]


async def test_the_picture_comes_in_her_direct_messages_and_in_her_language(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi transformation trimestre dernier")
    desk = at_her_desk(house, "camille")
    seen, before = await public(camille), await desk.shown()
    told = await camille.presses(card, "ask.picture")
    assert told.is_private
    assert told.text == spaced(notices.picture_sent(FRENCH).text)
    assert await public(camille) == seen, "nobody else of the channel gets anything"
    (sent,) = await desk.news(before)
    (picture,) = sent.of_kind("image")
    assert picture["alt_text"].startswith("Graphique")
    assert sent.text == card.text
    assert png(house, picture["slack_file"]["id"], "camille").startswith(b"\x89PNG\r\n")


async def test_pressed_in_the_direct_messages_the_picture_is_all_that_comes(house: House) -> None:
    desk = at_her_desk(house, "oliver")
    card = await desk.types("transformation last quarter")
    before = await desk.shown()
    sent = await desk.presses(card, "ask.picture")
    assert sent.of_kind("image")
    assert len(await desk.shown()) == len(before) + 1


async def test_an_answer_without_a_course_has_no_picture_to_offer(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi leads 1999")
    assert card.elements("ask.definition")
    assert card.elements("ask.picture") == []


async def test_a_picture_that_does_not_get_ready_is_told_where_she_pressed(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi transformation last quarter")
    desk = at_her_desk(house, "oliver")
    before = await pictures(desk)
    async with settings(house, file_delay=600):
        told = await oliver.presses(card, "ask.picture")
    assert told.text == notices.no_picture(ENGLISH).text
    assert await pictures(desk) == before


async def test_direct_messages_that_cannot_be_opened_are_told_too(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi cycle last quarter")
    await house.slack.control.faults({"method": "conversations.open", "fault": "unavailable"})
    told = await oliver.presses(card, "ask.picture")
    await house.slack.control.faults()
    assert told.text == notices.no_picture(ENGLISH).text
