"""Events: what the app hears, and what it does not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from playground.seed import read_json
from tests.playground.running import Running, playground
from tests.playground.server.bolt_apps import connected, new_app, until
from tests.playground.server.conftest import client_of

Json = dict[str, Any]


@asynccontextmanager
async def listening(slack: Running, *names: str) -> AsyncIterator[list[Json]]:
    """Collect the events of some names as long as the block lasts."""
    app = new_app(slack, ignoring_self_events_enabled=False)
    heard: list[Json] = []

    async def hear(body: Json) -> None:
        heard.append(body)

    for name in names:
        app.event(name)(hear)
    async with connected(slack, app):
        yield heard


async def test_a_message_event_tells_who_where_and_what(slack: Running) -> None:
    async with listening(slack, "message") as heard:
        typed = await slack.control.type("camille", "general", "a < b & c")
        await until(lambda: heard)
    (body,) = heard
    event = body["event"]
    assert (event["type"], event["channel_type"], event["text"]) == ("message", "channel", "a &lt; b &amp; c")
    assert (event["user"], event["ts"], event["event_ts"]) == (slack.user("camille"), typed["ts"], typed["ts"])
    assert body["type"] == "event_callback"
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == slack.server.playground.workspace.app.bot_user


async def test_the_bot_hears_only_where_it_is(slack: Running) -> None:
    async with listening(slack, "message", "app_mention") as heard:
        await slack.control.type("oliver", "partners", "not for you, @app")
        await slack.control.type("oliver", "app", "for you")
        await until(lambda: heard)
        await asyncio.sleep(0.05)
    assert [(body["event"]["text"], body["event"]["channel_type"]) for body in heard] == [("for you", "im")]


async def test_only_subscribed_events_come() -> None:
    manifest = read_json(None, "manifest.json")
    manifest["settings"]["event_subscriptions"]["bot_events"] = ["app_mention"]
    with playground(manifest=manifest) as slack:
        async with listening(slack, "message", "app_mention") as heard:
            await slack.control.type("camille", "general", "just talking")
            await slack.control.type("camille", "general", "@app hello")
            await until(lambda: heard)
            await asyncio.sleep(0.05)
    assert [body["event"]["type"] for body in heard] == ["app_mention"]


async def test_changes_and_deletions_are_told(slack: Running, client: AsyncWebClient) -> None:
    async with listening(slack, "message") as heard:
        general = slack.channel("general")
        ts = (await client.chat_postMessage(channel=general, text="old"))["ts"]
        await client.chat_update(channel=general, ts=ts, text="new")
        await client.chat_delete(channel=general, ts=ts)
        await until(lambda: len(heard) == 3)
    posted, changed, deleted = (body["event"] for body in heard)
    assert posted["bot_id"] == slack.server.playground.workspace.app.bot_id
    assert (changed["subtype"], changed["message"]["text"]) == ("message_changed", "new")
    assert changed["previous_message"]["text"] == "old"
    assert (deleted["subtype"], deleted["deleted_ts"], deleted["hidden"]) == ("message_deleted", ts, True)


async def test_a_bot_that_answers_every_message_is_stopped_at_twenty(slack: Running, client: AsyncWebClient) -> None:
    app = new_app(slack, ignoring_self_events_enabled=False)

    @app.event("message")
    async def answer(say: Any) -> None:
        await say("and you?")

    async with connected(slack, app):
        await slack.control.type("camille", "general", "how are you?")
        async with asyncio.timeout(20):
            while "ne lui parviennent plus" not in await slack.control.seen("camille", "general"):
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.2)
    texts = [m["text"] for m in await slack.control.messages("camille", "general")]
    assert texts.count("and you?") == 21, "twenty were heard and answered; the last one was not heard"


async def test_inviting_the_bot_is_told_and_opens_the_channel(slack: Running, client: AsyncWebClient) -> None:
    async with listening(slack, "member_joined_channel", "member_left_channel", "message") as heard:
        await slack.control.type("oliver", "partners", "/invite @app")
        await until(lambda: heard)
        assert (await client.chat_postMessage(channel=slack.channel("partners"), text="thanks"))["ok"]
        await slack.control.post("kick", channel="partners", user="guest", **{"as": "oliver"})
        await until(lambda: len(heard) == 3)
    joined, _, left = (body["event"] for body in heard)
    assert (joined["user"], joined["inviter"]) == (slack.server.playground.workspace.app.bot_user, slack.user("oliver"))
    assert (left["type"], left["user"]) == ("member_left_channel", slack.user("guest"))


async def test_a_private_channel_is_unseen_until_invited(slack: Running, client: AsyncWebClient) -> None:
    await slack.control.post("invite", channel="managers", user="app", **{"as": "nadia"})
    info = (await client.conversations_info(channel=slack.channel("managers")))["channel"]
    assert (info["is_private"], info["is_member"]) == (True, True)


async def test_archiving_is_told_and_closes_the_channel(slack: Running) -> None:
    async with listening(slack, "channel_archive", "channel_created") as heard:
        await slack.control.post("channel", name="launch", **{"as": "grace"})
        await slack.control.post("channel", channel="general", is_archived=True)
        await until(lambda: len(heard) == 2)
    assert {body["event"]["type"] for body in heard} == {"channel_created", "channel_archive"}


async def test_posted_metadata_is_told_where_subscribed() -> None:
    manifest = read_json(None, "manifest.json")
    app_id = "A0123456789"
    manifest["settings"]["event_subscriptions"]["metadata_subscriptions"] = [
        {"app_id": app_id, "event_type": "delivery"}
    ]
    with playground(manifest=manifest) as slack:
        async with listening(slack, "message_metadata_posted", "message") as heard:
            for event_type in ("other", "delivery"):
                await slack.control.advance(2)
                await client_of(slack).chat_postMessage(
                    channel=slack.channel("general"), text="x",
                    metadata={"event_type": event_type, "event_payload": {"k": "1"}},
                )  # fmt: skip
            await until(lambda: len(heard) == 3)
    told = [body["event"] for body in heard if body["event"]["type"] == "message_metadata_posted"]
    assert [event["metadata"]["event_type"] for event in told] == ["delivery"]


async def test_a_file_of_a_person_reaches_the_app(slack: Running) -> None:
    async with listening(slack, "message", "file_shared") as heard:
        await slack.control.upload("camille", "app", "leads.csv", b"id\n1\n")
        await until(lambda: len(heard) == 2)
    message = next(body["event"] for body in heard if body["event"]["type"] == "message")
    (file,) = message["files"]
    assert (message["subtype"], file["name"], file["mimetype"]) == ("file_share", "leads.csv", "text/csv")
