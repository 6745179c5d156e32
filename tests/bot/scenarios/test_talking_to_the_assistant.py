"""Mentions, direct messages, invitations, the Home tab, and events that come more than once."""

import asyncio

import pytest

from tests.bot.scenarios.house import House, Person, Shown, spaced, until, words_of

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def quiet(person: Person) -> list[Shown]:
    """What she has before her once everything under way has been done."""
    await person.slack.control.advance(0)
    await asyncio.sleep(0.3)
    return await person.shown()


def headline(card: Shown) -> str:
    return str(card.of_kind("header")[0]["text"]["text"])


def direct_message(house: House, name: str) -> Person:
    """Somebody in her conversation with the assistant."""
    workspace = house.slack.server.playground.workspace
    conversation = workspace.conversations.direct(house.slack.user(name), workspace.bot.id)
    assert conversation is not None
    return house.person(name, conversation.id)


async def test_a_mention_is_answered_to_the_person_alone(house: House) -> None:
    oliver, grace = house.person("oliver", "team-london"), house.person("grace", "team-london")
    card = await oliver.types("@kpi conversion last quarter")
    assert card.is_private
    assert card.of_kind("header")[0]["text"]["text"].startswith("Conversion rate: ")
    assert card.elements("ask.share")
    assert card.json not in [each.json for each in await grace.shown()]


async def test_a_mention_without_a_question_gets_the_menu(house: House) -> None:
    assert len((await house.person("oliver", "team-london").types("@kpi")).runs) == 5


async def test_a_colleague_mentioned_is_the_rep_that_she_is(house: House) -> None:
    priya = house.person("priya", "team-london")  # the manager of both
    by_name = await priya.types('/kpi leads last quarter rep:"Grace Adeyemi-Cole"')
    for asked in (
        "/kpi leads last quarter @grace",
        "@kpi leads last quarter @grace",
        "/kpi leads rep: @grace last quarter",
    ):
        by_mention = await priya.types(asked)
        assert headline(by_mention) == headline(by_name)
        assert "Rep: Grace Adeyemi-Cole · Q3 2026" in words_of(by_mention.blocks)
    assert headline(await priya.types("/kpi leads last quarter")) != headline(by_name)


async def test_a_colleague_whose_figures_are_not_hers_is_refused_by_name(house: House) -> None:
    told = await house.person("oliver", "team-london").types("@kpi leads last quarter @grace")
    assert "The figures of Grace Adeyemi-Cole are for Grace Adeyemi-Cole and the manager alone." in words_of(
        told.blocks
    )


async def test_somebody_mentioned_who_sells_nothing_is_named_and_never_passed_over(house: House) -> None:
    told = await house.person("oliver", "team-london").types("/kpi leads @lina #general @here")
    words = words_of(told.blocks)
    assert "I do not know “Lina”, “Haddad”, “general” and “here”." in words
    assert "<" not in words


async def test_a_line_in_the_direct_message_is_a_question(house: House) -> None:
    oliver = direct_message(house, "oliver")
    card = await oliver.types("transformation last quarter")
    assert card.of_kind("header")[0]["text"]["text"].startswith("Transformation rate: ")
    assert not card.is_private, "a conversation of two needs no private messages"
    assert not card.elements("ask.share"), "there is no channel to share with"
    redrawn = await oliver.presses(card, "ask.by", "segment")
    assert redrawn.ts == card.ts
    assert redrawn.of_kind("data_table")


async def test_the_command_works_in_the_direct_message_too(house: House) -> None:
    card = await direct_message(house, "grace").types("/kpi leads last quarter")
    assert card.of_kind("header")
    assert not card.elements("ask.share")


async def test_the_assistant_does_not_answer_itself(house: House) -> None:
    oliver = direct_message(house, "megan")
    await oliver.types("leads")
    settled = await quiet(oliver)
    assert len(settled) == 2


async def test_an_edit_and_a_file_are_not_questions(house: House) -> None:
    jack = direct_message(house, "nolwenn")
    before = await quiet(jack)
    await house.slack.control.upload("nolwenn", jack.channel, "notes.txt", b"leads")
    settled = await quiet(jack)
    assert [each.json.get("subtype") for each in settled[len(before) :]] == ["file_share"]


async def test_whoever_invites_the_assistant_gets_the_menu_alone(house: House) -> None:
    await house.slack.control.post("channel", name="trade-show", **{"as": "oliver"})
    oliver = house.person("oliver", "trade-show")
    await house.slack.control.type("oliver", "trade-show", "/invite @kpi @grace")
    (menu,) = await until(oliver.shown, lambda now: [each for each in now if each.runs])
    assert menu.is_private
    assert not [each for each in await quiet(house.person("grace", "trade-show")) if each.runs]


async def test_others_who_join_get_nothing(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    before = await oliver.shown()
    await house.slack.control.post("invite", channel="team-london", user="megan", **{"as": "oliver"})
    assert not [each for each in (await quiet(oliver))[len(before) :] if each.json.get("bot_id")]


async def test_the_home_tab_shows_the_menu_in_the_persons_language(house: House) -> None:
    await house.slack.control.post("home", tab="home", **{"as": "camille"})

    async def look() -> str:
        view = (await house.slack.control.post("home", tab="home", **{"as": "camille"}))["view"]
        return spaced(str(view))

    assert await until(look, lambda view: [view] if "Demandez-moi" in view else [])


async def test_the_messages_tab_draws_no_home(house: House) -> None:
    await house.slack.control.post("home", tab="messages", **{"as": "mehdi"})
    await asyncio.sleep(0.2)
    assert (await house.slack.control.post("home", tab="home", **{"as": "mehdi"}))["view"] is None
