"""Socket Mode: ten sockets, one payload to one of them, nothing lost when they are renewed."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.running import Running
from tests.playground.server.bolt_apps import connected, new_app, until

Json = dict[str, Any]


@asynccontextmanager
async def sockets(client: AsyncWebClient, slack: Running, count: int) -> AsyncIterator[list[Any]]:
    """Open `count` plain WebSockets and read each one's first message."""
    async with aiohttp.ClientSession() as http:
        opened = []
        for _ in range(count):
            address = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            opened.append(await http.ws_connect(address))
        yield opened
        for one in opened:
            await one.close()


async def test_a_socket_is_greeted_and_an_eleventh_sent_away(slack: Running, client: AsyncWebClient) -> None:
    async with sockets(client, slack, 11) as opened:
        first = [await one.receive_json() for one in opened]
        assert [told["type"] for told in first] == ["hello"] * 10 + ["disconnect"]
        assert first[0]["connection_info"]["app_id"] == slack.server.playground.workspace.app.id
        assert first[10]["reason"] == "too_many_websockets"
        assert (await opened[10].receive()).type is aiohttp.WSMsgType.CLOSE


async def test_an_address_opens_one_socket_once(slack: Running, client: AsyncWebClient) -> None:
    address = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    assert address.startswith("ws://127.0.0.1:")
    async with aiohttp.ClientSession() as http:
        async with http.ws_connect(address) as socket:
            assert (await socket.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(address)
    assert refused.value.status == 403


async def test_a_payload_goes_to_one_socket_only(slack: Running, client: AsyncWebClient) -> None:
    received: list[int] = []

    async def obey(number: int, socket: Any) -> None:
        async for message in socket:
            envelope = json.loads(message.data)
            if "envelope_id" in envelope:
                received.append(number)
                await socket.send_json({"envelope_id": envelope["envelope_id"]})

    async with sockets(client, slack, 3) as opened:
        workers = [asyncio.create_task(obey(number, one)) for number, one in enumerate(opened)]
        for _ in range(12):
            assert (await slack.control.type("camille", "general", "/app"))["status"] == "acked"
        for worker in workers:
            worker.cancel()
    assert len(received) == 12
    assert set(Counter(received)) == {0, 1, 2}


async def test_an_acknowledgement_counts_on_whichever_socket_it_comes(slack: Running, client: AsyncWebClient) -> None:
    async with sockets(client, slack, 2) as (one, other):
        for socket in (one, other):
            await socket.receive_json()
        typing = asyncio.create_task(slack.control.type("camille", "general", "/app"))
        reading = [asyncio.create_task(socket.receive_json()) for socket in (one, other)]
        done, rest = await asyncio.wait(reading, return_when=asyncio.FIRST_COMPLETED)
        envelope = done.pop().result()
        silent = other if reading[0].done() else one
        rest.pop().cancel()
        await silent.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "from the other"}})
        assert (await typing)["status"] == "acked"
    assert "from the other" in await slack.control.seen("camille", "general")
    assert envelope["accepts_response_payload"] is True


async def test_a_refresh_brings_bolt_back_and_loses_nothing(slack: Running) -> None:
    app = new_app(slack)
    commands: list[str] = []
    events: Counter[str] = Counter()

    @app.command("/app")
    async def run(ack: Any, body: Json) -> None:
        await ack()
        commands.append(body["text"])

    @app.event("message")
    async def hear(event: Json) -> None:
        events[event["text"]] += 1

    async def chat() -> list[str]:
        statuses = []
        for n in range(100):
            await slack.control.type("camille", "general", f"message {n}")
            statuses.append((await slack.control.type("oliver", "general", f"/app {n}"))["status"])
        return statuses

    async with connected(slack, app):
        talking = asyncio.create_task(chat())
        await until(lambda: len(commands) > 20, seconds=30)
        assert (await slack.control.post("sockets"))["asked"] == 1
        before = len(commands)
        await until(lambda: len(commands) > before + 1, seconds=5)
        statuses = await talking
        await until(lambda: len(events) == 100)
    assert statuses == ["acked"] * 100
    assert commands == [str(n) for n in range(100)]
    assert set(events.values()) == {1}


async def test_an_app_that_takes_its_time_to_come_back_loses_nothing(slack: Running, client: AsyncWebClient) -> None:
    async with sockets(client, slack, 1) as (old,):
        await old.receive_json()
        await slack.control.post("sockets")
        assert (await old.receive_json())["reason"] == "refresh_requested"
        await old.close()
        typing = asyncio.create_task(slack.control.type("camille", "general", "/app"))
        await asyncio.sleep(0.3)
        assert not typing.done()
        async with sockets(client, slack, 1) as (new,):
            assert (await new.receive_json())["type"] == "hello"
            envelope = await new.receive_json()
            await new.send_json({"envelope_id": envelope["envelope_id"]})
            assert (await typing)["status"] == "acked"


async def test_an_app_that_never_acknowledges_an_event_hears_it_again(slack: Running, client: AsyncWebClient) -> None:
    async with sockets(client, slack, 1) as (socket,):
        await socket.receive_json()
        await slack.control.type("camille", "general", "anybody there?")
        first = await socket.receive_json()
        again = await socket.receive_json()
    assert (first["type"], first["accepts_response_payload"]) == ("events_api", False)
    assert (first["retry_attempt"], first["retry_reason"]) == (0, "")
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert first["payload"]["event_id"] == again["payload"]["event_id"]


async def test_events_of_the_time_without_a_socket_come_by_retry(slack: Running) -> None:
    app = new_app(slack)
    heard: list[str] = []

    @app.event("message")
    async def hear(event: Json) -> None:
        heard.append(event["text"])

    await slack.control.type("camille", "general", "too early")
    async with connected(slack, app):
        await asyncio.sleep(0.1)
        assert heard == []
        await slack.control.advance(60)
        await until(lambda: heard)
    assert heard == ["too early"]


async def test_a_disabled_link_is_closed(slack: Running, client: AsyncWebClient) -> None:
    async with sockets(client, slack, 1) as (socket,):
        await socket.receive_json()
        await slack.control.post("sockets", reason="link_disabled")
        assert (await socket.receive_json())["reason"] == "link_disabled"
        assert (await socket.receive()).type is aiohttp.WSMsgType.CLOSE
