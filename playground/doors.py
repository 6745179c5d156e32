"""The addresses that are neither API nor control: the page, files in and out, `response_url`."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from playground.assembly import Playground
from playground.errors import Refusal
from playground.faults import Rule
from playground.gate import Gate, Outcome, refused

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Doors:
    """Serves one workspace's other addresses."""

    pg: Playground
    gate: Gate

    async def page(self, request: Request) -> Response:
        """Send the page people see."""
        del request
        return FileResponse(STATIC / "index.html")

    async def receive_bytes(self, request: Request) -> Response:
        """Take the bytes of a file: raw, or as a part of a form."""
        ticket, content = request.path_params["ticket"], await _bytes_of(request)

        async def deed(rule: Rule | None) -> Outcome:
            del rule
            file = await asyncio.to_thread(self.pg.files.receive, ticket, content)
            if file is None:
                return Outcome("unknown upload", 404, error="unknown_upload")
            return Outcome(f"OK - {file.size}", accepted=True)

        return await self.gate.pass_through(request, "upload", {"size": len(content)}, deed)

    async def send_bytes(self, request: Request) -> Response:
        """Send a file to who may read it: the bot by its token, a person by `?as=`."""
        file = self.pg.files.get(request.path_params["key"].partition("-")[2])
        reader = self._reader(request)
        if file is None or reader is None or not self.pg.files.readable_by(file, reader):
            return PlainTextResponse("no access", 403)
        media_type = file.mimetype or "application/octet-stream"
        return FileResponse(self.pg.files.path(file.id), media_type=media_type)

    async def response_url(self, request: Request) -> Response:
        """Take what the app says through a `response_url`; whatever is not shown is not a 200."""
        given = await _json_of(request)
        path = request.url.path

        async def deed(rule: Rule | None) -> Outcome:
            del rule
            if given is None:
                return Outcome("invalid_payload", 400, error="invalid_payload")
            try:
                self.pg.replies.use(path, given)
            except Refusal as refusal:
                return refused(refusal, 404)
            return Outcome("ok", accepted=True)

        return await self.gate.pass_through(request, "response_url", given or {}, deed)

    def _reader(self, request: Request) -> str | None:
        workspace = self.pg.workspace
        if request.headers.get("authorization") == f"Bearer {workspace.app.bot_token}":
            return workspace.bot.id if "files:read" in workspace.scopes else None
        person = workspace.people.find(request.query_params.get("as", ""))
        return person.id if person else None


async def _bytes_of(request: Request) -> bytes:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        async with request.form() as form:
            parts = [part for part in form.values() if isinstance(part, UploadFile)]
            return await parts[0].read() if parts else b""
    return await request.body()


async def _json_of(request: Request) -> dict[str, Any] | None:
    try:
        given = await request.json()
    except ValueError:
        return None
    return given if isinstance(given, dict) else None
