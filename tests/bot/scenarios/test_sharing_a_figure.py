"""Share here: what the whole channel gets, and what never goes to a channel."""

import asyncio
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.text import Text
from bot.views import notices
from tests.bot.scenarios.house import House, Person, Shown, spaced, until

pytestmark = pytest.mark.asyncio(loop_scope="session")

ENGLISH, FRENCH = Text("en"), Text("fr")


async def public(person: Person) -> list[Shown]:
    """What everybody in the channel has before them."""
    return [each for each in await person.shown() if not each.is_private]


async def shared(person: Person, card: Shown) -> tuple[Shown, Shown]:
    """Press Share here: the message for all, and what she is told."""
    before = await person.shown()
    await person.only_presses(card, "ask.share")
    news = await person.news(before, many=2)
    (posted,), (told,) = [n for n in news if not n.is_private], [n for n in news if n.is_private]
    return posted, told


async def refused(person: Person, card: Shown) -> Shown:
    """Press Share here where it is refused: what she is told; nobody else got anything."""
    before = await public(person)
    told = await person.presses(card, "ask.share")
    assert told.is_private
    assert await public(person) == before
    return told


@asynccontextmanager
async def settings(house: House, **changed: Any) -> AsyncIterator[None]:
    before = await house.slack.control.get("settings")
    await house.slack.control.settings(**changed)
    try:
        yield
    finally:
        await house.slack.control.settings(**{name: before[name] for name in changed})


async def test_the_channel_gets_the_figure_with_a_picture_in_the_houses_language(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi transformation trimestre dernier par segment")
    posted, told = await shared(camille, card)
    assert told.text == spaced(notices.shared(FRENCH, own_left_out=True).text)
    assert posted.of_kind("header")[0]["text"]["text"].startswith("Transformation rate: ")
    assert f"<@{house.slack.user('camille')}> shares this figure with you:" in posted.written
    assert "You, same period" not in posted.written
    assert not posted.elements("ask.share")
    (picture,) = posted.of_kind("image")
    assert picture["alt_text"].startswith("Chart: Transformation rate")
    assert "Q3 2026: " in picture["alt_text"]
    assert not posted.of_kind("data_visualization")
    for other in ("antoine", "mehdi"):
        assert posted.json in [each.json for each in await house.person(other, "team-nord").shown()]
    assert png(house, picture["slack_file"]["id"], "mehdi").startswith(b"\x89PNG\r\n")


def png(house: House, file_id: str, viewer: str) -> bytes:
    """The bytes as a person of the channel gets them."""
    url = f"{house.slack.url}/files-pri/{house.team_id}-{file_id}/file?as={viewer}"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return bytes(answer.read())


async def test_the_shared_figure_is_the_one_she_saw(house: House) -> None:
    camille = house.person("oliver", "team-london")
    card = await camille.types("/kpi revenue last quarter")
    posted, _ = await shared(camille, card)
    assert posted.of_kind("header")[0]["text"] == card.of_kind("header")[0]["text"]
    assert posted.text == card.text


async def test_a_redrawn_card_shares_what_it_now_shows(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi leads last quarter")
    redrawn = await oliver.presses(card, "ask.period", "last_year")
    posted, _ = await shared(oliver, redrawn)
    assert posted.text == redrawn.text
    assert "2025" in posted.text


async def test_two_clicks_at_the_same_time_share_once(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi leads this year by segment")
    count = len(await public(oliver))
    before = await oliver.shown()
    await asyncio.gather(*(oliver.only_presses(card, "ask.share") for _ in range(4)))
    told = [each.text for each in await oliver.news(before, many=5) if each.is_private]
    done, already = notices.shared(ENGLISH, own_left_out=True).text, notices.already_shared(ENGLISH).text
    assert sorted(told) == sorted([done, already, already, already])
    assert len(await public(oliver)) == count + 1


async def test_where_the_assistant_is_not_invited_it_says_how_and_shares_afterwards(house: House) -> None:
    await house.slack.control.post("channel", name="pricing", **{"as": "oliver"})
    oliver = house.person("oliver", "pricing")
    card = await oliver.types("/kpi deal-size last quarter")
    told = await refused(oliver, card)
    assert told.text == notices.cannot_post(ENGLISH, "not_in_channel").text
    assert "`/invite @kpi`" in told.text
    assert (await house.slack.control.type("oliver", "pricing", "/invite @kpi"))["status"] == "acked"
    await until(oliver.shown, lambda now: [each for each in now if each.runs])
    posted, told = await shared(oliver, card)
    assert posted.of_kind("image")
    assert told.text.startswith("Done")


async def test_a_private_channel_without_the_assistant_says_so_too(house: House) -> None:
    helene = house.person("helene", "direction")
    card = await helene.types("/kpi churn trimestre dernier")
    told = await refused(helene, card)
    assert told.text == spaced(notices.cannot_post(FRENCH, "not_in_channel").text)


async def test_an_archived_channel_is_explained(house: House) -> None:
    await house.slack.control.post("channel", name="old-deals", **{"as": "oliver"})
    oliver = house.person("oliver", "old-deals")
    await house.slack.control.type("oliver", "old-deals", "/invite @kpi")
    await until(oliver.shown, lambda now: [each for each in now if each.runs])
    card = await oliver.types("/kpi leads last quarter")
    await house.slack.control.post("channel", channel="old-deals", is_archived=True)
    told = await refused(oliver, card)
    assert told.text == notices.cannot_post(ENGLISH, "is_archived").text


@pytest.mark.parametrize(
    "typed",
    ["leads trimestre dernier moi", "leads trimestre dernier par commercial", 'leads 2026 commercial:"Camille Roy"'],
)
async def test_figures_of_one_person_are_not_offered_to_a_channel(house: House, typed: str) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types(f"/kpi {typed}")
    assert card.elements("ask.by")
    assert card.elements("ask.share") == []


async def test_a_manager_is_not_offered_to_share_her_reps_figures_either(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    card = await antoine.types('/kpi leads 2026 commercial:"Camille Roy"')
    assert card.elements("ask.by")
    assert card.elements("ask.share") == []


async def test_the_groups_a_person_may_not_see_are_not_shared(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi leads last quarter team:London by team")
    posted, _ = await shared(oliver, card)
    (table,) = posted.of_kind("data_table")
    assert [row[0]["text"] for row in table["rows"][1:]] == ["London"]


async def test_a_picture_that_never_gets_ready_leaves_slacks_own_chart(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi transformation last quarter")
    async with settings(house, file_delay=600):
        posted, _ = await shared(oliver, card)
    assert not posted.of_kind("image")
    assert posted.of_kind("data_visualization")[0]["chart"] == card.of_kind("data_visualization")[0]["chart"]


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("files.getUploadURLExternal", "rate_limited"),
        ("files.completeUploadExternal", "unavailable"),
        ("files.info", "reset"),
    ],
)
async def test_an_upload_that_fails_leaves_slacks_own_chart(house: House, method: str, fault: str) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi cycle this year")
    await house.slack.control.faults({"method": method, "fault": fault})
    posted, _ = await shared(oliver, card)
    await house.slack.control.faults()
    assert posted.of_kind("data_visualization")
    assert not posted.of_kind("image")


async def test_a_message_that_slack_did_not_take_may_be_shared_again(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi leads 2025")
    await house.slack.control.faults({"method": "chat.postMessage", "fault": "rate_limited", "retry_after": 60})
    told = await refused(oliver, card)
    assert told.text == notices.cannot_post(ENGLISH, "ratelimited").text
    await house.slack.control.faults()
    posted, _ = await shared(oliver, card)
    assert "2025" in posted.text


@pytest.mark.parametrize("fault", ["drop", "error_500", "internal_error"])
async def test_a_message_that_may_have_gone_out_never_goes_out_twice(house: House, fault: str) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types(f"/kpi leads since January by {'segment' if fault == 'drop' else 'source'}")
    count = len(await public(oliver))
    await house.slack.control.faults({"method": "chat.postMessage", "fault": fault, "times": 1})
    before = await oliver.shown()
    await oliver.only_presses(card, "ask.share")
    told = next(each for each in await oliver.news(before, many=2) if each.is_private)
    assert told.text == notices.perhaps_shared(ENGLISH).text
    await house.slack.control.faults()
    await oliver.presses(card, "ask.share")
    assert len(await public(oliver)) == count + 1
