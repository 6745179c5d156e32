"""Bolt apps as they run in production, connected to a playground."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from playground.seed import read_json
from tests.playground.running import Running

Json = dict[str, Any]


def new_app(slack: Running, **options: Any) -> AsyncApp:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    return AsyncApp(client=client, **options)


@asynccontextmanager
async def connected(slack: Running, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    """Run an app over Socket Mode as long as the block lasts."""
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()
    try:
        yield handler
    finally:
        await handler.close_async()


@asynccontextmanager
async def served(app: AsyncApp, listener: socket.socket) -> AsyncIterator[None]:
    """Run an app over HTTP on a bound port as long as the block lasts."""
    handler = AsyncSlackRequestHandler(app)

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    async with answering(endpoint, listener):
        yield


@asynccontextmanager
async def answering(endpoint: Callable[[Request], Awaitable[Response]], listener: socket.socket) -> AsyncIterator[None]:
    """Answer every POST with `endpoint`."""
    web = Starlette(routes=[Route("/{path:path}", endpoint, methods=["POST"])])
    server = uvicorn.Server(uvicorn.Config(web, log_level="warning", timeout_graceful_shutdown=1))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def http_manifest(listener: socket.socket) -> Json:
    """The default manifest with Socket Mode off and every URL at this port."""
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/slack/events"
    manifest = read_json(None, "manifest.json")
    for command in manifest["features"]["slash_commands"]:
        command["url"] = url
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"]["request_url"] = url
    settings["interactivity"]["request_url"] = url
    return manifest


async def until(true: Callable[[], Any], seconds: float = 5.0) -> None:
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


async def error_of(call: Awaitable[Any]) -> str:
    """The error code a call is refused with."""
    return str((await refusal_of(call))["error"])


async def refusal_of(call: Awaitable[Any]) -> Any:
    try:
        answer = await call
    except SlackApiError as refused:
        return refused.response
    raise AssertionError(f"accepted: {answer}")
