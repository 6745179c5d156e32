"""A Slack that refuses kinds of blocks, or everything, and remembers what it took: a real server, a few lines."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.messenger import Messenger
from bot.slack_calls import once_only_client

Json = dict[str, Any]


@dataclass
class PickySlack:
    """What it refuses, and what it took: (door, body)."""

    url: str = ""
    refused_kinds: set[str] = field(default_factory=set)
    refusal: str = "invalid_blocks"
    errors: dict[str, str] = field(default_factory=dict)  # by method
    answers: dict[str, Json] = field(default_factory=dict)  # by method
    asked: list[tuple[str, Json]] = field(default_factory=list)
    taken: list[tuple[str, Json]] = field(default_factory=list)

    @property
    def messenger(self) -> Messenger:
        return Messenger(once_only_client("xoxb-picky", f"{self.url}api/"))

    @property
    def response_url(self) -> str:
        return f"{self.url}respond"

    async def call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = await _body(request)
        self.asked.append((method, body))
        if error := self.errors.get(method) or self._complaint(body):
            return web.json_response({"ok": False, "error": error})
        self.taken.append((method, body))
        return web.json_response({"ok": True, "ts": "1.000001", **self.answers.get(method, {})})

    async def respond(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.asked.append(("response_url", body))
        if error := self.errors.get("response_url") or self._complaint(body):
            return web.json_response({"ok": False, "error": error}, status=404)
        self.taken.append(("response_url", body))
        return web.Response(text="ok")

    def _complaint(self, body: Json) -> str | None:
        kinds = {block["type"] for block in body.get("blocks") or ()}
        return self.refusal if kinds & self.refused_kinds else None


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}


@asynccontextmanager
async def picky_slack() -> AsyncIterator[PickySlack]:
    slack = PickySlack()
    served = web.Application()
    served.add_routes([web.route("*", "/api/{method}", slack.call), web.post("/respond", slack.respond)])
    async with TestServer(served) as server:
        slack.url = str(server.make_url("/"))
        yield slack
