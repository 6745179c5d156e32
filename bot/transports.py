"""The two ways in: Socket Mode (a laptop, a small server) and signed HTTP (several replicas behind an address)."""

import asyncio
import contextlib
import json
import re
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from urllib.parse import parse_qsl

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import TerminalError

_TIMESTAMP = re.compile(r"[0-9]{10}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_BACKLOG = 2048  # connections that wait to be accepted, as many as uvicorn lets


@contextlib.asynccontextmanager
async def socket_mode(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """Serve over Socket Mode until the block ends."""
    handler = AsyncSocketModeHandler(app, app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def _always() -> bool:
    return True


def http_app(app: AsyncApp, signing_secret: str, is_ready: Callable[[], bool] = _always) -> Starlette:
    """The web application for signed HTTP; `is_ready` tells whoever spreads requests whether to send any here.

    Bolt checks signatures too, but only after it has read the body, where it may stumble: 500 instead of 401.
    """
    bolt, verifier = AsyncSlackRequestHandler(app), SignatureVerifier(signing_secret)

    async def events(request: Request) -> Response:
        body = await request.body()
        if not (looks_signed(request) and verifier.is_valid_request(body, dict(request.headers))):
            return PlainTextResponse("", status_code=401)
        if not is_readable(body, request.headers.get("content-type", "")):
            return PlainTextResponse("", status_code=400)
        return await bolt.handle(request)

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def ready(_request: Request) -> Response:
        return PlainTextResponse("ok") if is_ready() else PlainTextResponse("stopping", status_code=503)

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/healthz", alive),
            Route("/readyz", ready),
        ]
    )


def looks_signed(request: Request) -> bool:
    """Whether the signature headers have the right shape.

    The check of what they say raises at a timestamp that is not a number and at a signature outside ASCII.
    """
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    return bool(_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature))


def is_readable(body: bytes, content_type: str) -> bool:
    """Whether it holds what Slack sends: a JSON object, or a form, its `payload` a JSON object where there is one."""
    try:
        text = body.decode()
        if content_type.startswith("application/json"):
            return isinstance(json.loads(text), dict)
        form = dict(parse_qsl(text))
        return bool(form) and isinstance(json.loads(form.get("payload", "{}")), dict)
    except ValueError:
        return False


@contextlib.asynccontextmanager
async def http(web: Starlette, host: str, port: int) -> AsyncIterator[int]:
    """Serve a web application until the block ends; gives the port in use. Raises TerminalError where it is taken."""
    listening = _bound(host, port)
    server = _Server(uvicorn.Config(web, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve([listening]))
    try:
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        if serving.done():
            serving.result()
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


def _bound(host: str, port: int) -> socket.socket:
    """Take the port; uvicorn itself would end the process with the system's words."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        why = (error.strerror or str(error)).partition(" (")[0].lower()
        raise TerminalError(
            f"cannot listen on port {port} of {host}: {why}; set PORT or KPI_HOST to others, or end what listens there"
        ) from error


class _Server(uvicorn.Server):
    """Leaves signals to the program, which drains in its own order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield
