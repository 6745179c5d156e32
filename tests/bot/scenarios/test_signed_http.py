"""The same assistant behind signed HTTP: one story again, forgeries refused, repetitions without effect."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from bot.policy import Reason
from bot.serving import serving
from bot.text import Text
from bot.views import denials, notices
from tests.bot.scenarios.house import House, a_workspace, own_office, settings_for, spaced
from tests.bot.scenarios.postman import Letter, Postman, settled

pytestmark = pytest.mark.asyncio(loop_scope="module")

FRENCH = Text("fr")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def postman(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Postman]:
    """A house whose assistant is called over HTTP, and somebody who can write such calls."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/slack/events"
    async with a_workspace(request_url=url) as slack:
        settings = settings_for(slack, tmp_path_factory.mktemp("home"), PORT=port)
        async with serving(settings, "http") as where:
            assert where == url
            yield Postman(House(slack, settings, own_office(settings)), url)


@pytest.fixture
def house(postman: Postman) -> House:
    return postman.house


async def test_ask_redraw_share_and_mention_work_as_over_a_socket(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi transformation trimestre dernier")
    assert card.is_private
    redrawn = await camille.presses(card, "ask.by", "segment")
    assert (redrawn.ts, bool(redrawn.of_kind("data_table"))) == (card.ts, True)
    before = await camille.shown()
    await camille.only_presses(redrawn, "ask.share")
    news = await camille.news(before, many=2)
    assert [bool(each.of_kind("image")) for each in news if not each.is_private] == [True]
    await camille.only_presses(redrawn, "ask.definition")
    assert await camille.modal("Europe/Paris")
    assert (await camille.types("@kpi leads")).is_private


async def test_a_menu_that_is_filled_while_one_types_is_answered_with_what_fits(postman: Postman) -> None:
    letter = postman.suggestion("oliver", "proposal.change", "values1::leads.campaign", "FACTORY")
    (option,) = (await postman.answered(letter))["options"]
    assert (option["value"], option["text"]["text"]) == ("=Factory Days", "Factory Days")
    nobody = postman.suggestion("solene", "proposal.change", "values1::leads.campaign", "FACTORY")
    assert await postman.answered(nobody) == {"options": []}


async def test_it_says_that_it_is_alive(postman: Postman) -> None:
    async with aiohttp.ClientSession() as session:
        for path, status in (("/healthz", 200), ("/readyz", 200), ("/slack/events", 405), ("/", 404)):
            async with session.get(postman.url.replace("/slack/events", path)) as answer:
                assert answer.status == status, path


def forgeries(postman: Postman) -> dict[str, Letter]:
    """A good command of Camille's, spoilt in one way each."""
    good, now = postman.command("camille", "team-nord", "leads"), time.time()

    def headers(**changed: str | None) -> Letter:
        spoilt = {**good.headers, **{f"X-Slack-{name.replace('_', '-')}": value for name, value in changed.items()}}
        return Letter(good.body, {name: value for name, value in spoilt.items() if value is not None})

    sign = good.headers["X-Slack-Signature"]
    return {
        "no headers": headers(Request_Timestamp=None, Signature=None),
        "no timestamp": headers(Request_Timestamp=None),
        "no signature": headers(Signature=None),
        "an empty timestamp": headers(Request_Timestamp=""),
        "an old timestamp": postman.signed("command", good.body, at=now - 301),
        "a future timestamp": postman.signed("command", good.body, at=now + 310),
        "a timestamp that is no number": headers(Request_Timestamp="abcdefghij"),
        "a timestamp of 5,000 digits": headers(Request_Timestamp="1" * 5000),
        "a timestamp in other digits": headers(Request_Timestamp="１７６３８０００００"),
        "a negative timestamp": headers(Request_Timestamp="-176380000"),
        "a signature outside ASCII": headers(Signature="v0=" + "é" * 64),
        "a signature of another version": headers(Signature=sign.replace("v0=", "v1=")),
        "a signature cut short": headers(Signature=sign[:-1]),
        "an empty signature": headers(Signature=""),
        "another body": Letter(good.body.replace("leads", "churn"), good.headers),
        "another secret": postman.signed("command", good.body, secret="not-the-secret"),
        "the signature of another moment": headers(Request_Timestamp=str(int(now) - 7)),
    }


async def test_every_forged_request_is_unauthorised_and_none_is_an_error(postman: Postman) -> None:
    before = await settled(postman.house, "camille", "team-nord")
    answers = {name: await postman.brings(letter) for name, letter in forgeries(postman).items()}
    assert answers == dict.fromkeys(answers, 401)
    assert len(answers) >= 14
    assert await settled(postman.house, "camille", "team-nord") == before


@pytest.mark.parametrize("body", ["", "{", "payload=%7B", "payload=[]", "command=", "\x00", "[1]", '{"type":"x"}'])
async def test_signed_nonsense_breaks_nothing(postman: Postman, body: str) -> None:
    for kind in ("command", "event"):
        assert await postman.brings(postman.signed(kind, body)) < 500
    camille = postman.house.person("camille", "team-nord")
    assert (await camille.types("/kpi leads")).of_kind("header")


async def test_nonsense_that_nobody_signed_is_unauthorised_not_unreadable(postman: Postman) -> None:
    for body in ("{", "payload=%7B", ""):
        assert await postman.brings(postman.signed("event", body, secret="not-the-secret")) == 401


async def test_a_captured_request_has_no_second_effect(postman: Postman) -> None:
    """Within five minutes its signature is still good."""
    letter = postman.command("grace", "team-london", "leads last quarter")
    assert (await postman.seen(letter, "grace", "team-london")).of_kind("header")
    before = await settled(postman.house, "grace", "team-london")
    assert [await postman.brings(letter) for _ in range(3)] == [200] * 3
    assert await settled(postman.house, "grace", "team-london") == before


async def test_an_event_delivered_four_times_has_one_effect(postman: Postman) -> None:
    slack = postman.house.slack
    bot = slack.server.playground.workspace.bot.id
    mention = {"type": "app_mention", "user": slack.user("grace"), "text": f"<@{bot}> leads", "ts": "1795172000.000100"}
    letter = postman.event("Ev0AAAAAAA1", mention | {"channel": slack.channel("team-london")})
    before = await settled(postman.house, "grace", "team-london")
    assert await asyncio.gather(*(postman.brings(letter) for _ in range(4))) == [200] * 4
    assert len(await settled(postman.house, "grace", "team-london")) == len(before) + 1


async def test_a_bot_that_mentions_the_assistant_is_not_answered(postman: Postman) -> None:
    slack = postman.house.slack
    channel = slack.channel("team-london")
    mention = {"type": "app_mention", "user": slack.user("grace"), "bot_id": "B0OTHERBOT", "text": "leads", "ts": "1.2"}
    before = await settled(postman.house, "grace", "team-london")
    assert await postman.brings(postman.event("Ev0AAAAAAA2", mention | {"channel": channel})) == 200
    assert await settled(postman.house, "grace", "team-london") == before


async def test_somebody_whose_account_is_closed_gets_no_figure(postman: Postman) -> None:
    seen = postman.house.slack.server.playground.workspace.conversations.named("team-sud")
    assert seen is not None
    letter = postman.command("maxime", "team-sud", "leads")
    await postman.brings(letter)
    await asyncio.sleep(0.4)
    maxime = postman.house.slack.user("maxime")
    (told,) = seen.timeline.ephemeral_for(maxime)
    assert spaced(told.text) == spaced(denials.not_allowed(FRENCH, Reason.DEACTIVATED).text)


async def test_somebody_of_another_workspace_gets_no_figure(postman: Postman) -> None:
    letter = postman.command("camille", "team-nord", "leads", team_id="T0OTHERTEAM")
    told = await postman.seen(letter, "camille", "team-nord")
    assert told.text == spaced(denials.not_allowed(FRENCH, Reason.OTHER_WORKSPACE).text)


async def test_the_key_of_anothers_card_opens_nothing_that_is_not_hers(postman: Postman) -> None:
    house = postman.house
    card = await house.person("oliver", "team-london").types("/kpi leads 2025")
    ((block_id, _),) = card.elements("ask.share")
    for action_id, value in (
        ("ask.period", "last_quarter"),
        ("ask.by", "segment"),
        ("ask.share", ""),
        ("ask.picture", ""),
    ):
        pressed = {"action_id": action_id, "block_id": block_id, "type": "button", "value": value}
        told = await postman.seen(postman.action("camille", "team-nord", pressed), "camille", "team-nord")
        assert told.text == spaced(denials.not_allowed(FRENCH, Reason.OTHER_TEAM, "London").text), action_id
        assert told.is_private


async def test_who_may_not_ask_is_stopped_at_the_door_whatever_she_presses(postman: Postman) -> None:
    card = await postman.house.person("oliver", "team-london").types("/kpi leads 2025")
    ((block_id, _),) = card.elements("ask.share")
    for action_id in ("ask.period", "ask.by", "ask.share", "ask.picture", "ask.definition", "help.example"):
        pressed = {"action_id": action_id, "block_id": block_id, "type": "button", "value": "leads"}
        told = await postman.seen(postman.action("solene", "general", pressed), "solene", "general")
        assert told.text == spaced(denials.not_allowed(FRENCH, Reason.STRANGER).text), action_id


@pytest.mark.parametrize("block_id", ["", "ask", "ask::", "ask:0123456789abcdef0123:x", "ask:../../x:y", "a" * 255])
async def test_a_forged_key_is_a_card_too_old(postman: Postman, block_id: str) -> None:
    pressed = {"action_id": "ask.period", "block_id": block_id, "type": "static_select", "value": "last_quarter"}
    told = await postman.seen(postman.action("camille", "team-nord", pressed), "camille", "team-nord")
    assert told.text == spaced(notices.card_too_old(FRENCH).text)


async def test_a_forged_choice_is_told_with_a_reference(postman: Postman) -> None:
    house = postman.house
    card = await house.person("camille", "team-nord").types("/kpi leads 2025")
    ((block_id, _),) = card.elements("ask.share")
    for action_id in ("ask.period", "ask.by"):
        pressed = {"action_id": action_id, "block_id": block_id, "type": "button", "value": "'; DROP TABLE members"}
        told = await postman.seen(postman.action("camille", "team-nord", pressed), "camille", "team-nord")
        sentence, _, _ = spaced(notices.something_broke(FRENCH, "REFERENCE").text).partition("REFERENCE")
        assert told.text.startswith(sentence)
