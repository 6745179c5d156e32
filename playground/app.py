"""The web application: every address of the playground."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from playground.api.dispatch import Dispatcher
from playground.assembly import Playground
from playground.connections import Connections
from playground.control.routes import control_routes
from playground.errors import Refusal

STATIC = Path(__file__).parent / "static"
KINDS = ("commands", "actions")  # of response_url


def web_app(pg: Playground, connections: Connections) -> Starlette:
    """Return the application that serves one workspace."""
    dispatcher = Dispatcher(pg, connections)
    doors = Doors(pg)
    routes: list[BaseRoute] = [
        Route("/api/{method}", dispatcher.answer, methods=["GET", "POST"]),
        WebSocketRoute("/link", pg.sockets.serve),
        Route("/upload/v1/{ticket}", doors.receive_bytes, methods=["POST", "PUT"]),
        Route("/files-pri/{key}/{name}", doors.send_bytes),
        *(Route(f"/{kind}/{{team}}/{{number}}/{{secret}}", doors.response_url, methods=["POST"]) for kind in KINDS),
        *control_routes(pg),
        Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        Route("/", doors.page),
    ]

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        ticking = asyncio.create_task(pg.clock.run())
        yield
        ticking.cancel()
        await pg.carrier.close()

    return Starlette(routes=routes, lifespan=lifespan)


class Doors:
    """The addresses that are neither API nor control."""

    def __init__(self, pg: Playground) -> None:
        self._pg = pg

    async def page(self, request: Request) -> Response:
        """Send the page people see."""
        del request
        return FileResponse(STATIC / "index.html")

    async def receive_bytes(self, request: Request) -> Response:
        """Take the bytes of a file: raw, or as a part of a form."""
        content = await _bytes_of(request)
        file = await asyncio.to_thread(self._pg.files.receive, request.path_params["ticket"], content)
        if file is None:
            return PlainTextResponse("unknown upload", 404)
        return PlainTextResponse(f"OK - {file.size}")

    async def send_bytes(self, request: Request) -> Response:
        """Send a file to who may read it: the bot by its token, a person by `?as=`."""
        file = self._pg.files.get(request.path_params["key"].partition("-")[2])
        reader = self._reader(request)
        if file is None or reader is None or not self._pg.files.readable_by(file, reader):
            return PlainTextResponse("no access", 403)
        media_type = file.mimetype or "application/octet-stream"
        return FileResponse(self._pg.files.path(file.id), media_type=media_type)

    async def response_url(self, request: Request) -> Response:
        """Take what the app says through a `response_url`; whatever is not shown is not a 200."""
        given = await _json_of(request)
        if given is None:
            return PlainTextResponse("invalid_payload", 400)
        try:
            self._pg.replies.use(request.url.path, given)
        except Refusal as refusal:
            return JSONResponse(refusal.body(), 404)
        return PlainTextResponse("ok")

    def _reader(self, request: Request) -> str | None:
        workspace = self._pg.workspace
        if request.headers.get("authorization") == f"Bearer {workspace.app.bot_token}":
            return workspace.bot.id if "files:read" in workspace.scopes else None
        person = workspace.people.find(request.query_params.get("as", ""))
        return person.id if person else None


async def _bytes_of(request: Request) -> bytes:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        parts = [part for part in (await request.form()).values() if isinstance(part, UploadFile)]
        return await parts[0].read() if parts else b""
    return await request.body()


async def _json_of(request: Request) -> dict[str, Any] | None:
    try:
        given = await request.json()
    except ValueError:
        return None
    return given if isinstance(given, dict) else None
