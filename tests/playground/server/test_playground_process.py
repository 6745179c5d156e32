"""`python -m playground` as a process, and the stream the page listens to."""

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.running import Running
from tests.playground.server.blocks_at_hand import home

Json = dict[str, Any]


@asynccontextmanager
async def process(*arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "playground", "--port", "0", *arguments, stdin=-1, stdout=-1, stderr=-1
    )
    try:
        yield running
    finally:
        if running.returncode is None:
            running.kill()
        await running.communicate()


async def test_it_says_in_one_line_where_it_is_and_ends_when_asked(tmp_path: Path) -> None:
    async with process("--data", str(tmp_path / "files")) as running:
        assert running.stdout
        line = (await running.stdout.readline()).decode()
        assert line.startswith("playground ready on http://127.0.0.1:")
        url = line.split()[-1]
        client = AsyncWebClient(token="xoxb-playground", base_url=f"{url}/api/")
        assert (await client.auth_test())["team"] == "Alto"
        running.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(running.wait(), 5) == 0
        assert await running.stdout.read() == b""
    assert (tmp_path / "files").is_dir()


async def test_it_ends_with_its_input_where_it_is_told_to_alone() -> None:
    for told, ended in ((("--until-input-ends",), True), ((), False)):
        async with process(*told) as running:
            assert running.stdin
            assert running.stdout
            await running.stdout.readline()
            running.stdin.write(b"a word on the way")
            await running.stdin.drain()
            assert running.returncode is None
            running.stdin.close()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(running.wait(), 5 if ended else 0.5)
            assert (running.returncode == 0) is ended


async def test_it_serves_the_workspace_it_is_given(tmp_path: Path) -> None:
    workspace = {
        "team": {"name": "Nova", "domain": "nova"},
        "app": {"bot_token": "xoxb-nova"},
        "users": [{"name": "zoe", "id": "U0000ZOE0", "real_name": "Zoé", "locale": "fr-FR"}],
        "channels": [
            {"name": "sales", "id": "C00SALES0", "members": ["zoe"], "bot": True,
             "messages": [{"user": "zoe", "text": "second", "minutes_ago": 1},
                          {"user": "zoe", "text": "first", "minutes_ago": 9}]}
        ],
    }  # fmt: skip
    (tmp_path / "workspace.json").write_text(json.dumps(workspace))
    async with process("--workspace", str(tmp_path / "workspace.json")) as running:
        assert running.stdout
        url = (await running.stdout.readline()).decode().split()[-1]
        client = AsyncWebClient(token="xoxb-nova", base_url=f"{url}/api/")
        history = (await client.conversations_history(channel="C00SALES0"))["messages"]
        assert [(m["user"], m["text"]) for m in history] == [("U0000ZOE0", "second"), ("U0000ZOE0", "first")]


async def test_a_workspace_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    wrong = tmp_path / "workspace.json"
    wrong.write_text(json.dumps({"channels": [{"name": "sales", "members": ["nobody"]}]}))
    for path in (wrong, tmp_path / "missing.json"):
        async with process("--workspace", str(path)) as running:
            out, err = await running.communicate()
        assert (running.returncode, out) == (2, b"")
        assert err.startswith(b"playground: ")
        assert err.count(b"\n") == 1


class Page:
    """A page that listens as one person."""

    def __init__(self, response: aiohttp.ClientResponse) -> None:
        self._response = response

    async def next(self) -> tuple[str, Json]:
        kind = ""
        async with asyncio.timeout(5):
            while line := (await self._response.content.readline()).decode():
                if line.startswith("event: "):
                    kind = line[7:].strip()
                if line.startswith("data: "):
                    return kind, json.loads(line[6:])
        raise AssertionError("the stream has ended")


@asynccontextmanager
async def page(slack: Running, who: str) -> AsyncIterator[Page]:
    query = {"as": who}
    async with aiohttp.ClientSession() as http, http.get(f"{slack.url}/_control/stream", params=query) as response:
        assert response.content_type == "text/event-stream"
        await response.content.readline()
        yield Page(response)


async def test_a_page_is_told_of_everything_its_person_sees(slack: Running, client: AsyncWebClient) -> None:
    general = slack.channel("general")
    async with page(slack, "camille") as told:
        await slack.control.type("oliver", "general", "hello")
        kind, event = await told.next()
        assert (kind, event["channel"], event["message"]["text"]) == ("message", general, "hello")
        assert event["message"]["author"] == {"name": "Oliver Hart", "is_bot": False}
        ts = (await client.chat_postMessage(channel=general, text="a", thread_ts=event["message"]["ts"]))["ts"]
        assert (await told.next())[1]["message"]["author"]["is_bot"]
        kind, parent = await told.next()
        assert (kind, parent["message"]["reply_count"]) == ("message_changed", 1)
        await client.chat_update(channel=general, ts=ts, text="b")
        assert (await told.next())[0] == "message_changed"
        await client.chat_delete(channel=general, ts=ts)
        assert await told.next() == ("message_deleted", {"channel": general, "ts": ts})
        assert (await told.next())[0] == "message_changed"
        await client.chat_postEphemeral(channel=general, user=slack.user("camille"), text="psst")
        kind, event = await told.next()
        assert (kind, event["message"]["is_ephemeral"]) == ("message", True)
        await client.views_publish(user_id=slack.user("camille"), view=home())
        assert (await told.next())[0] == "home"
        await slack.control.type("camille", "general", "/nope")
        kind, event = await told.next()
        assert (kind, event["command"], event["error"]) == ("notice", "/nope", "unknown_command")
        await slack.control.advance(1)
        kind, event = await told.next()
        assert (kind, event["offset"]) == ("clock", 1)


async def test_a_page_is_told_nothing_that_is_not_for_its_person(slack: Running, client: AsyncWebClient) -> None:
    async with page(slack, "oliver") as told:
        await slack.control.type("nadia", "managers", "between us")
        await client.chat_postEphemeral(channel=slack.channel("general"), user=slack.user("camille"), text="psst")
        await client.views_publish(user_id=slack.user("camille"), view=home())
        await slack.control.post("channel", name="secret", is_private=True, **{"as": "nadia"})
        await slack.control.type("nadia", "general", "for all")
        kind, event = await told.next()
        assert (kind, event["message"]["text"]) == ("message", "for all")


async def test_an_open_page_does_not_keep_the_server_from_ending(tmp_path: Path) -> None:
    async with process() as running:
        assert running.stdout
        url = (await running.stdout.readline()).decode().split()[-1]
        query = {"as": "camille"}
        async with aiohttp.ClientSession() as http, http.get(f"{url}/_control/stream", params=query) as response:
            await response.content.readline()
            running.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(running.wait(), 5) == 0
            assert running.stderr
            assert await running.stderr.read() == b""


async def test_the_workspace_as_one_person_sees_it(slack: Running) -> None:
    camille = await slack.control.get("workspace", **{"as": "camille"})
    assert camille["me"]["locale"] == "fr-FR"
    names = [c.get("name") for c in camille["conversations"]]
    assert "managers" not in names
    assert "general" in names
    general = next(c for c in camille["conversations"] if c.get("name") == "general")
    assert slack.user("camille") in general["members"]
    assert general["latest"]
    directs = [c for c in camille["conversations"] if c["is_im"]]
    assert [c["user"] for c in directs] == [camille["bot"]["user_id"]]
    assert camille["bot"]["home_tab"] is True
    guest = await slack.control.get("workspace", **{"as": "guest"})
    assert [c["name"] for c in guest["conversations"]] == ["partners"]
