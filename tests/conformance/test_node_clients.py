"""Clients nobody here wrote, run unchanged against the playground: Node's `@slack/bolt` and `@slack/web-api`.

`npm ci --prefix tests/conformance` brings them; without them these tests skip, unless KPI_REQUIRE_NODE is set.
"""

import asyncio
import base64
import json
import os
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.seed import read_json
from tests.playground.running import Running, playground

HERE = Path(__file__).parent
NODE = shutil.which("node")
MISSING = None if NODE and (HERE / "node_modules").exists() else "run: npm ci --prefix tests/conformance"
PIXEL = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63000100000500010d0a2db40000000049454e44ae426082"
    )
).decode()

pytestmark = [
    pytest.mark.skipif(bool(MISSING) and "KPI_REQUIRE_NODE" not in os.environ, reason=MISSING or ""),
]

WHO = "camille"
COMMANDS = [{"command": f"/{name}", "description": name, "usage_hint": ""} for name in ("echo", "form", "slow")]


def manifest(request_url: str | None = None) -> dict[str, Any]:
    described: dict[str, Any] = read_json(None, "manifest.json")
    described["features"]["slash_commands"] = [{**each, "url": request_url} for each in COMMANDS]
    settings = described["settings"]
    settings["socket_mode_enabled"] = request_url is None
    settings["event_subscriptions"] = {"bot_events": ["app_mention", "app_home_opened"], "request_url": request_url}
    settings["interactivity"] = {"is_enabled": True, "request_url": request_url}
    return described


class NodeApp:
    """The small Bolt app of bolt_app.mjs and what it says it saw."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def sees(self, what: str) -> dict[str, Any]:
        assert self._process.stdout
        while line := await asyncio.wait_for(self._process.stdout.readline(), 15):
            if line.startswith(b"{") and (told := json.loads(line))["seen"] == what:
                return told
        raise AssertionError(f"the app ended before it saw {what}")


@asynccontextmanager
async def node(slack: Running, script: str, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
    environment = {
        **os.environ,
        "API": slack.api_url,
        "BOT_TOKEN": slack.bot_token,
        "APP_TOKEN": slack.app_token,
        "SECRET": slack.signing_secret,
        **more,
    }
    process = await asyncio.create_subprocess_exec(
        str(NODE), str(HERE / script), env=environment, stdout=asyncio.subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def bolt_app(transport: str) -> AsyncIterator[tuple[Running, NodeApp]]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/slack/events" if transport == "http" else None
    with playground(manifest=manifest(url)) as slack:
        async with node(slack, "bolt_app.mjs", TRANSPORT=transport, PORT=str(port)) as process:
            app = NodeApp(process)
            await app.sees("ready")
            yield slack, app


@pytest.mark.parametrize("transport", ["socket", "http"])
async def test_bolt_for_javascript_lives_a_whole_story(transport: str) -> None:
    async with bolt_app(transport) as (slack, app):
        channel = slack.channel("general")

        typed = await slack.control.type(WHO, channel, "/echo héllo & <b>")
        assert typed["status"] == "acked"
        assert (await app.sees("command"))["text"] == "héllo & <b>"
        card = (await slack.control.shown(WHO, channel))[-1]
        assert card["is_ephemeral"]

        place = {"channel": channel, "ts": card["ts"]}
        await slack.control.act(WHO, place, "choices", "choose", _option("south"))
        assert (await app.sees("chosen"))["value"] == "south"
        await slack.control.act(WHO, place, "choices", "press")
        assert (await app.sees("pressed"))["value"] == "42"
        redrawn = (await slack.control.shown(WHO, channel))[-1]
        assert redrawn["blocks"][0]["text"]["text"] == "*pressed 42*"

        await slack.control.type(WHO, channel, "/form")
        opened = await app.sees("opened")
        assert opened["again"] == "exchanged_trigger_id"
        refused = await _submit(slack, WHO, opened["view"], "bad")
        assert refused["errors"] == {"name": "Not this one"}
        assert (await app.sees("submitted"))["metadata"] == "kept as it was"
        await _submit(slack, WHO, opened["view"], "other")
        assert (await slack.control.views(WHO))[-1]["title"]["text"] == "Changed"
        await _submit(slack, WHO, opened["view"], "more")
        stack = await slack.control.views(WHO)
        assert [view["title"]["text"] for view in stack] == ["Changed", "Second"]
        await _submit(slack, WHO, stack[-1]["id"], "all")
        assert await slack.control.views(WHO) == []

        await slack.control.type(WHO, channel, "/form")
        again = await app.sees("opened")
        await slack.control.post("view/close", view_id=again["view"], **{"as": WHO})
        await app.sees("closed")

        await slack.control.post("home", tab="home", **{"as": WHO})
        await app.sees("home")
        slow = await slack.control.type(WHO, channel, "/slow")
        assert slow["status"] == "operation_timeout"
        assert slack.undocumented_errors() == []


async def test_socket_mode_clients_come_back_after_a_refresh_and_lose_nothing() -> None:
    async with bolt_app("socket") as (slack, app):
        channel = slack.channel("general")
        await slack.control.post("sockets", reason="refresh_requested")
        for number in range(20):
            typed = await slack.control.type(WHO, channel, f"/echo {number}")
            assert typed["status"] == "acked"
            assert (await app.sees("command"))["text"] == str(number)


async def test_both_web_api_clients_are_answered_alike() -> None:
    with playground() as slack:
        names = {
            "CHANNEL": slack.channel("general"),
            "PRIVATE": slack.channel("managers"),
            "USER": slack.user(WHO),
        }
        await slack.control.settings(rate_limits=False)
        theirs = await _node_outcome(slack, names)
        ours = await _python_outcome(slack, names)
    assert {name: _shape(told) for name, told in theirs.items()} == {name: _shape(told) for name, told in ours.items()}
    assert theirs["chat.postMessage"]["message"]["text"] == ours["chat.postMessage"]["message"]["text"]
    assert theirs["unknown"]["error"] == "unknown_method"
    assert theirs["chat.postMessage nowhere"]["error"] == "channel_not_found"
    assert theirs["chat.postMessage empty"]["error"] == "no_text"


def _option(value: str) -> dict[str, Any]:
    return {"selected_option": {"text": {"type": "plain_text", "text": value}, "value": value}}


async def _submit(slack: Running, who: str, view_id: str, typed: str) -> dict[str, Any]:
    values = {"name": {"typed": {"type": "plain_text_input", "value": typed}}}
    return await slack.control.submit(who, view_id, values)


async def _node_outcome(slack: Running, names: dict[str, str]) -> dict[str, Any]:
    async with node(slack, "web_api.mjs", PNG=PIXEL, **names) as process:
        out, _ = await asyncio.wait_for(process.communicate(), 30)
    return dict(json.loads(out.splitlines()[-1]))


async def _python_outcome(slack: Running, names: dict[str, str]) -> dict[str, Any]:
    """The same calls as web_api.mjs, by slack_sdk."""
    client = AsyncWebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    channel, user = names["CHANNEL"], names["USER"]
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "A *block*"}}]
    metadata = {"event_type": "conformance", "event_payload": {"k": "v"}}
    png = base64.b64decode(PIXEL)
    told: dict[str, Any] = {}

    async def call(name: str, request: Any) -> Any:
        try:
            told[name] = (await request).data
        except Exception as error:  # noqa: BLE001 - whatever the client raises carries the answer
            told[name] = error.response.data  # type: ignore[attr-defined]
        return told[name]

    await call("auth.test", client.auth_test())
    posted = await call(
        "chat.postMessage",
        client.chat_postMessage(channel=channel, text="héllo & <b>", blocks=blocks, metadata=metadata),
    )
    await call("chat.update", client.chat_update(channel=channel, ts=posted["ts"], text="changed", blocks=blocks))
    await call("chat.postEphemeral", client.chat_postEphemeral(channel=channel, user=user, text="for you"))
    await call("chat.getPermalink", client.chat_getPermalink(channel=channel, message_ts=posted["ts"]))
    await call("conversations.info", client.conversations_info(channel=channel))
    history = client.conversations_history(channel=channel, limit=5, include_all_metadata=True)
    await call("conversations.history", history)
    await call("conversations.open", client.conversations_open(users=user))
    await call("users.info", client.users_info(user=user, include_locale=True))
    ticket = client.files_getUploadURLExternal(filename="chart.png", length=len(png), alt_txt="A chart")
    upload = await call("files.getUploadURLExternal", ticket)
    await client._upload_file(  # the step between the two calls
        url=upload["upload_url"], data=png, logger=client._logger, timeout=10, proxy=None, ssl=None
    )
    done = client.files_completeUploadExternal(files=[{"id": upload["file_id"], "title": "Chart"}])
    await call("files.completeUploadExternal", done)
    await call("files.info", client.files_info(file=upload["file_id"]))
    await call("chat.delete", client.chat_delete(channel=channel, ts=posted["ts"]))
    await call("chat.postMessage nowhere", client.chat_postMessage(channel="C00000000", text="x"))
    await call("chat.postMessage empty", client.api_call("chat.postMessage", json={"channel": channel}))
    await call("chat.postMessage outside", client.chat_postMessage(channel=names["PRIVATE"], text="x"))
    await call("unknown", client.api_call("chat.nonsense"))
    return told


_OWN = {"response_metadata", "headers"}  # what the clients add themselves


def _shape(told: Any) -> Any:
    """Keys and kinds of values; ids, times and list lengths differ from call to call."""
    if isinstance(told, dict):
        return {key: _shape(value) for key, value in sorted(told.items()) if key not in _OWN}
    if isinstance(told, list):
        return [_shape(told[0])] if told else []
    return told if isinstance(told, bool) else type(told).__name__
