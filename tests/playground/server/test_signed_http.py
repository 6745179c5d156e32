"""Signed HTTP: the app's request URLs, called as Slack calls them."""

import asyncio
import json
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from playground.http_delivery import signature
from tests.playground.running import Running, playground
from tests.playground.server.blocks_at_hand import actions, button, modal, text_input
from tests.playground.server.bolt_apps import answering, http_manifest, new_app, served, until
from tests.playground.server.conftest import client_of

Json = dict[str, Any]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        yield bound


@pytest.fixture
def http_slack(listener: socket.socket) -> Iterator[Running]:
    with playground(manifest=http_manifest(listener)) as running:
        yield running


async def test_bolt_accepts_commands_actions_views_and_events(http_slack: Running, listener: socket.socket) -> None:
    slack = http_slack
    app = new_app(slack, signing_secret=slack.signing_secret)
    heard: list[str] = []

    @app.command("/app")
    async def run(ack: Any, body: Json, client: Any) -> None:
        await ack("taken")
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input(), callback_id="form"))

    @app.view("form")
    async def submit(ack: Any) -> None:
        await ack(response_action="errors", errors={"name": "no"})

    @app.action("go")
    async def go(ack: Any, respond: Any) -> None:
        await ack()
        await respond("pressed")

    @app.event("app_mention")
    async def hear(event: Json) -> None:
        heard.append(event["text"])

    async with served(app, listener):
        assert (await slack.control.type("camille", "general", "/app é & co"))["status"] == "acked"
        async with asyncio.timeout(5):
            while not (views := await slack.control.views("camille")):
                await asyncio.sleep(0.01)
        ended = await slack.control.submit("camille", views[0]["id"], {"name": {"typed": {"value": "x"}}})
        assert ended["errors"] == {"name": "no"}
        posted = await client_of(slack).chat_postMessage(
            channel=slack.channel("general"), text="x", blocks=[actions(button())]
        )
        place = {"channel": "general", "ts": posted["ts"]}
        assert (await slack.control.act("camille", place, "row", "go"))["status"] == "acked"
        await slack.control.type("camille", "general", "hello @app")
        await until(lambda: heard)
    seen = await slack.control.seen("camille", "general")
    assert "taken" in seen
    assert heard == [f"hello <@{slack.server.playground.workspace.app.bot_user}>"]


@pytest.mark.parametrize(("secret", "skew"), [("wrong", 0), (None, 330), (None, -330)])
async def test_bolt_refuses_a_wrong_secret_and_an_old_timestamp(
    http_slack: Running, listener: socket.socket, secret: str | None, skew: int
) -> None:
    slack = http_slack
    app = new_app(slack, signing_secret=secret or slack.signing_secret)
    ran: list[str] = []

    @app.command("/app")
    async def run(ack: Any) -> None:
        ran.append("ran")
        await ack()

    await slack.control.settings(signature_skew=skew)
    async with served(app, listener):
        ended = await slack.control.type("camille", "general", "/app")
    assert ended["status"] == "dispatch_failed"
    assert ran == []
    delivery = (await slack.control.journal())["entries"][-1]
    assert (delivery["name"], delivery["reason"]) == ("/app", "http_error")


async def test_bodies_are_signed_as_they_are_sent(http_slack: Running, listener: socket.socket) -> None:
    requests: list[tuple[dict[str, str], str]] = []

    async def record(request: Request) -> Response:
        requests.append((dict(request.headers), (await request.body()).decode()))
        return PlainTextResponse("")

    async with answering(record, listener):
        await http_slack.control.type("camille", "general", "/app x")
        await http_slack.control.post("shortcut", callback_id="ask", **{"as": "camille"})
        await http_slack.control.type("camille", "general", "hello")
        await until(lambda: len(requests) == 3)
    for headers, body in requests:
        expected = signature(http_slack.signing_secret, headers["x-slack-request-timestamp"], body)
        assert headers["x-slack-signature"] == expected
    command, interaction, event = requests
    form = "application/x-www-form-urlencoded"
    assert (command[0]["content-type"], interaction[0]["content-type"]) == (form, form)
    assert parse_qs(command[1])["text"] == ["x"]
    assert json.loads(parse_qs(interaction[1])["payload"][0])["callback_id"] == "ask"
    assert event[0]["content-type"] == "application/json"
    assert json.loads(event[1])["event"]["text"] == "hello"


async def deliveries(slack: Running) -> list[tuple[int, str]]:
    entries = (await slack.control.journal("message"))["entries"]
    return [(entry["attempt"], entry["reason"]) for entry in entries]


async def test_an_event_comes_four_times_at_0_0_1_and_5_minutes(http_slack: Running, listener: socket.socket) -> None:
    received: list[tuple[str | None, str | None, str]] = []

    async def fail(request: Request) -> Response:
        told = await request.json()
        retry = request.headers.get("x-slack-retry-num"), request.headers.get("x-slack-retry-reason")
        received.append((*retry, told["event_id"]))
        return PlainTextResponse("broken", 500)

    async with answering(fail, listener):
        await http_slack.control.type("camille", "general", "hello")
        await until(lambda: len(received) == 2)
        await http_slack.control.advance(58)
        assert len(received) == 2
        await http_slack.control.advance(3)
        assert len(received) == 3
        await http_slack.control.advance(230)
        assert len(received) == 3
        await http_slack.control.advance(3600)
    assert [(number, reason) for number, reason, _ in received] == [
        (None, None),
        ("1", "http_error"),
        ("2", "http_error"),
        ("3", "http_error"),
    ]
    assert len({event_id for _, _, event_id in received}) == 1


async def test_an_app_can_ask_not_to_be_told_again(http_slack: Running, listener: socket.socket) -> None:
    received: list[str] = []

    async def refuse(request: Request) -> Response:
        received.append(request.headers.get("x-slack-retry-num", "first"))
        return PlainTextResponse("no", 500, headers={"x-slack-no-retry": "1"})

    async with answering(refuse, listener):
        await http_slack.control.type("camille", "general", "hello")
        await until(lambda: received)
        await http_slack.control.advance(3600)
    assert received == ["first"]


async def test_an_app_that_hangs_or_is_away_is_told_again_and_why(http_slack: Running, listener: socket.socket) -> None:
    async def hang(request: Request) -> Response:
        await asyncio.sleep(3.5)
        return PlainTextResponse("")

    async with answering(hang, listener):
        await http_slack.control.type("camille", "general", "hello")
        async with asyncio.timeout(5):
            while not await deliveries(http_slack):
                await asyncio.sleep(0.05)
    await http_slack.control.advance(3600)
    async with asyncio.timeout(5):
        while len(told := await deliveries(http_slack)) < 4:
            await asyncio.sleep(0.05)
    assert [attempt for attempt, _ in told] == [0, 1, 2, 3]
    assert told[0] == (0, "http_timeout")
    assert told[3] == (3, "connection_failed")


async def test_commands_come_once(http_slack: Running, listener: socket.socket) -> None:
    received: list[str] = []

    async def fail(request: Request) -> Response:
        received.append(request.headers.get("x-slack-retry-num", "first"))
        return PlainTextResponse("", 500)

    async with answering(fail, listener):
        ended = await http_slack.control.type("camille", "general", "/app")
        await http_slack.control.advance(3600)
    assert ended["status"] == "dispatch_failed"
    assert received == ["first"]


async def test_the_settings_say_how_long_an_answer_may_take(http_slack: Running, listener: socket.socket) -> None:
    async def slow(_request: Request) -> Response:
        await asyncio.sleep(1)
        return PlainTextResponse("")

    async with answering(slow, listener):
        await http_slack.control.settings(patience=0.2)
        assert (await http_slack.control.type("camille", "general", "/app"))["status"] == "operation_timeout"
        await http_slack.control.settings(patience=20)
        assert (await http_slack.control.type("camille", "general", "/app"))["status"] == "acked"
