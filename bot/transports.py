"""The two ways in: Socket Mode (a laptop, a small server) and signed HTTP (several replicas behind an address)."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator, Iterator

import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_TIMESTAMP = re.compile(r"\d{10}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


@contextlib.asynccontextmanager
async def socket_mode(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """Serve over Socket Mode until the block ends."""
    handler = AsyncSocketModeHandler(app, app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


def http_app(app: AsyncApp) -> Starlette:
    """The web application for signed HTTP."""
    bolt = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await bolt.handle(request) if looks_signed(request) else PlainTextResponse("", status_code=401)

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(
        routes=[
            Route("/slack/events", events, methods=["POST"]),
            Route("/healthz", alive),
            Route("/readyz", alive),
        ]
    )


def looks_signed(request: Request) -> bool:
    """Whether the signature headers have the right shape; Bolt checks what they say.

    Bolt answers 500, not 401, to a timestamp that is not a number or a signature outside ASCII.
    """
    timestamp = request.headers.get("x-slack-request-timestamp", "")
    signature = request.headers.get("x-slack-signature", "")
    return bool(_TIMESTAMP.fullmatch(timestamp) and _SIGNATURE.fullmatch(signature))


@contextlib.asynccontextmanager
async def http(app: AsyncApp, host: str, port: int) -> AsyncIterator[int]:
    """Serve signed HTTP until the block ends; gives the port in use."""
    server = _Server(uvicorn.Config(http_app(app), host=host, port=port, log_level="warning", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    try:
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        if serving.done():
            serving.result()
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving


class _Server(uvicorn.Server):
    """Leaves signals to the program, which drains in its own order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal."""
        yield
