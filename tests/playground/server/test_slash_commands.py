"""Slash commands: what the app receives, three seconds to take it, five answers in half an hour."""

import asyncio
import time
from typing import Any

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.playground.running import Running
from tests.playground.server.blocks_at_hand import actions, button, section, select
from tests.playground.server.bolt_apps import connected, new_app, until

Json = dict[str, Any]


def recorder(app: AsyncApp, **answer: Any) -> list[Json]:
    """Let `/app` acknowledge with `answer`; return what it receives."""
    received: list[Json] = []

    @app.command("/app")
    async def run(ack: Any, body: Json) -> None:
        received.append(body)
        await ack(**answer)

    return received


async def test_the_app_receives_the_form_slack_sends(slack: Running) -> None:
    app = new_app(slack)
    received = recorder(app)
    async with connected(slack, app):
        ended = await slack.control.type("camille", "general", "/app cycle <last> & @nadia in #team-nord")
    assert ended == {"ok": True, "kind": "command", "status": "acked"}
    (body,) = received
    nord = slack.channel("team-nord")
    assert body["text"] == f"cycle <last> & <@{slack.user('nadia')}> in <#{nord}|team-nord>"
    assert (body["command"], body["user_name"], body["channel_name"]) == ("/app", "camille", "general")
    assert (body["user_id"], body["channel_id"]) == (slack.user("camille"), slack.channel("general"))
    assert body["team_domain"] == "alto"
    assert body["response_url"].startswith(f"{slack.url}/commands/")
    assert {"token", "team_id", "trigger_id", "api_app_id", "is_enterprise_install"} <= body.keys()


async def test_private_channels_and_direct_messages_have_no_name_for_commands(slack: Running) -> None:
    app = new_app(slack)
    received = recorder(app)
    async with connected(slack, app):
        await slack.control.type("nadia", "managers", "/app")
        await slack.control.type("nadia", "app", "/app")
    assert [body["channel_name"] for body in received] == ["privategroup", "directmessage"]


async def test_an_answer_may_come_with_the_acknowledgement(slack: Running) -> None:
    app = new_app(slack)
    recorder(app, text="*at once*")
    async with connected(slack, app):
        await slack.control.type("camille", "general", "/app")
    assert "at once" in await slack.control.seen("camille", "general")
    assert "at once" not in await slack.control.seen("oliver", "general")


async def test_an_answer_in_channel_is_for_all(slack: Running) -> None:
    app = new_app(slack)
    recorder(app, text="for all", response_type="in_channel")
    async with connected(slack, app):
        await slack.control.type("oliver", "partners", "/app")
    assert "for all" in await slack.control.seen("grace", "partners"), "even where the bot is no member"


async def test_a_slow_command_times_out_after_three_seconds(slack: Running) -> None:
    app = new_app(slack)

    @app.command("/app")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(8)
        await ack()

    async with connected(slack, app):
        started = time.monotonic()
        ended = await slack.control.type("camille", "general", "/app")
        waited = time.monotonic() - started
    assert ended["status"] == "operation_timeout"
    assert 3.0 <= waited < 7.0, "before the app's own acknowledgement"
    assert "/app a échoué avec l’erreur « operation_timeout »" in await slack.control.seen("camille", "general")
    assert "/app" not in await slack.control.seen("oliver", "general")


async def test_or_after_what_the_settings_say(slack: Running) -> None:
    app = new_app(slack)

    @app.command("/app")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(1)
        await ack()

    async with connected(slack, app):
        await slack.control.settings(patience=0.2)
        assert (await slack.control.type("camille", "general", "/app"))["status"] == "operation_timeout"
        await slack.control.settings(patience=20)
        assert (await slack.control.type("camille", "general", "/app"))["status"] == "acked"


async def test_without_an_app_the_command_fails_at_once(slack: Running) -> None:
    started = time.monotonic()
    ended = await slack.control.type("oliver", "general", "/app")
    assert ended["status"] == "dispatch_failed"
    assert time.monotonic() - started < 2.5
    assert "/app failed with the error “dispatch_failed”" in await slack.control.seen("oliver", "general")


async def test_commands_slack_does_not_know_and_threads_refuse(slack: Running) -> None:
    assert (await slack.control.type("oliver", "general", "/nope"))["status"] == "unknown_command"
    in_thread = await slack.control.type("oliver", "general", "/app", thread_ts="1.000000")
    assert in_thread["status"] == "not_in_threads"


async def card(slack: Running, app: AsyncApp) -> tuple[str, Json]:
    """Run `/app`, which answers with a card; return its response_url and the card."""
    received = recorder(app, text="card", blocks=[section("v1"), actions(button(), select("a", "b"))])
    await slack.control.type("camille", "general", "/app")
    return received[0]["response_url"], (await slack.control.shown("camille", "general"))[-1]


async def test_a_response_url_works_five_times(slack: Running) -> None:
    app = new_app(slack)
    async with connected(slack, app):
        url, _ = await card(slack, app)
        webhook = AsyncWebhookClient(url)
        for n in range(5):
            answer = await webhook.send(text=f"answer {n}")
            assert (answer.status_code, answer.body) == (200, "ok")
        sixth = await webhook.send(text="answer 5")
    assert sixth.status_code == 404
    assert "used_url" in sixth.body
    seen = await slack.control.seen("camille", "general")
    assert "answer 4" in seen
    assert "answer 5" not in seen


async def test_a_response_url_expires_after_thirty_minutes(slack: Running) -> None:
    app = new_app(slack)
    async with connected(slack, app):
        url, _ = await card(slack, app)
        await slack.control.advance(30 * 60 - 5)
        assert (await AsyncWebhookClient(url).send(text="in time")).status_code == 200
        await slack.control.advance(10)
        late = await AsyncWebhookClient(url).send(text="late")
    assert late.status_code == 404
    assert "expired_url" in late.body


async def test_bad_blocks_at_a_response_url_are_not_found_and_cost_no_use(slack: Running) -> None:
    app = new_app(slack)
    async with connected(slack, app):
        url, _ = await card(slack, app)
        webhook = AsyncWebhookClient(url)
        for _ in range(6):
            refused = await webhook.send(text="x", blocks=[{"type": "section"}])
            assert refused.status_code == 404
            assert '"error":"invalid_blocks"' in refused.body
        assert (await webhook.send(text="fine")).status_code == 200


async def test_a_button_replaces_its_own_ephemeral_card(slack: Running) -> None:
    app = new_app(slack)
    received: list[Json] = []

    @app.action("go")
    async def go(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        received.append(body)
        await respond(text="card", blocks=[section("v2")], replace_original=True)

    async with connected(slack, app):
        _, first = await card(slack, app)
        place = {"channel": "general", "ts": first["ts"]}
        assert (await slack.control.act("camille", place, "row", "go"))["status"] == "acked"
        await until(lambda: received)
        await until_seen(slack, "v2")
    (body,) = received
    assert body["container"] == {
        "type": "message",
        "message_ts": first["ts"],
        "channel_id": slack.channel("general"),
        "is_ephemeral": True,
    }
    assert "message" not in body, "Slack does not give the content of ephemeral messages back"
    assert body["actions"][0]["action_id"] == "go"
    assert body["state"]["values"]["row"]["pick"] == {"type": "static_select", "selected_option": None}
    shown = await slack.control.shown("camille", "general")
    assert [m["ts"] for m in shown].count(first["ts"]) == 1
    seen = await slack.control.seen("camille", "general")
    assert "v1" not in seen


async def test_a_choice_comes_with_the_option_as_it_was_shown(slack: Running) -> None:
    app = new_app(slack)
    received: list[Json] = []

    @app.action("pick")
    async def pick(ack: Any, body: Json) -> None:
        await ack()
        received.append(body)

    async with connected(slack, app):
        _, first = await card(slack, app)
        place = {"channel": "general", "ts": first["ts"]}
        chosen = {"selected_option": {"text": {"type": "plain_text", "text": "b"}, "value": "b"}}
        await slack.control.act("camille", place, "row", "pick", chosen)
    (body,) = received
    assert body["actions"][0]["selected_option"]["value"] == "b"
    assert body["state"]["values"]["row"]["pick"]["selected_option"]["value"] == "b"


async def test_a_card_can_delete_itself_or_be_answered_for_all(slack: Running) -> None:
    app = new_app(slack)

    @app.action("go")
    async def go(ack: Any, respond: Any) -> None:
        await ack()
        await respond(text="shared", response_type="in_channel", replace_original=False)
        await respond(delete_original=True)

    async with connected(slack, app):
        _, first = await card(slack, app)
        await slack.control.act("camille", {"channel": "general", "ts": first["ts"]}, "row", "go")
        await until_seen(slack, "shared")
        await asyncio.sleep(0.1)
    assert "v1" not in await slack.control.seen("camille", "general")
    assert "shared" in await slack.control.seen("oliver", "general")


async def test_a_message_for_all_is_replaced_for_all(slack: Running, client: Any) -> None:
    app = new_app(slack)
    received: list[Json] = []

    @app.action("go")
    async def go(ack: Any, body: Json, respond: Any) -> None:
        await ack()
        received.append(body)
        await respond(text="pressed", blocks=[section("pressed")], replace_original=True)

    posted = await client.chat_postMessage(
        channel=slack.channel("general"), text="poll", blocks=[actions(button(value="7"))]
    )
    async with connected(slack, app):
        await slack.control.act("oliver", {"channel": "general", "ts": posted["ts"]}, "row", "go")
        await until_seen(slack, "pressed")
    assert received[0]["message"]["ts"] == posted["ts"]
    assert received[0]["actions"][0]["value"] == "7"
    assert (await slack.control.messages("camille", "general"))[-1]["text"] == "pressed"


async def test_a_timed_out_action_is_said_to_who_pressed(slack: Running, client: Any) -> None:
    posted = await client.chat_postMessage(channel=slack.channel("general"), text="x", blocks=[actions(button())])
    ended = await slack.control.act("oliver", {"channel": "general", "ts": posted["ts"]}, "row", "go")
    assert ended["status"] == "dispatch_failed"
    assert "We had some trouble connecting" in await slack.control.seen("oliver", "general")


async def test_an_unknown_response_url_does_nothing(slack: Running) -> None:
    url = f"{slack.url}/commands/T0/1/secret"
    async with aiohttp.ClientSession() as http, http.post(url, json={"text": "x"}) as answer:
        assert answer.status == 404


def first_channel(slack: Running) -> str:
    return slack.channel("general")


async def until_seen(slack: Running, text: str) -> None:
    async with asyncio.timeout(5):
        while text not in await slack.control.seen("camille", "general"):
            await asyncio.sleep(0.01)
