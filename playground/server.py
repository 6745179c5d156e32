"""The server: one workspace on one loopback port, in this process."""

import asyncio
import contextlib
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn

from playground.app import web_app
from playground.assembly import Playground, assemble
from playground.connections import Connections
from playground.posting import Draft
from playground.seed import build

Json = dict[str, Any]

HOST = "127.0.0.1"


class Closing(uvicorn.Server):
    """Ends streams and sockets first, so that nothing keeps the server from ending."""

    def __init__(self, config: uvicorn.Config, playground: Playground) -> None:
        super().__init__(config)
        self._playground = playground

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what lasts, then the server."""
        self._playground.stream.close()
        await self._playground.sockets.close()
        await super().shutdown(sockets)


@dataclass(slots=True)
class Server:
    """A playground bound to a port, ready to serve."""

    playground: Playground
    listener: socket.socket
    uvicorn: uvicorn.Server

    @property
    def url(self) -> str:
        """Return the address of the page."""
        return self.playground.workspace.base_url

    async def serve(self) -> None:
        """Serve until stopped."""
        with contextlib.suppress(asyncio.CancelledError):
            await self.uvicorn.serve(sockets=[self.listener])

    def stop(self) -> None:
        """Ask the server to end; safe from any thread."""
        self.uvicorn.should_exit = True


def prepare(described: Json, manifest: Json, folder: Path, port: int = 0) -> Server:
    """Build a workspace and bind its port (0: a free one)."""
    listener = socket.create_server((HOST, port))
    workspace = build(described, manifest)
    workspace.base_url = f"http://{HOST}:{listener.getsockname()[1]}"
    playground = assemble(workspace, folder)
    _say_what_was_said(playground, described)
    connections = Connections()
    config = uvicorn.Config(
        web_app(playground, connections), http=connections.protocol(), ws="websockets-sansio",
        log_level="warning", access_log=False, timeout_graceful_shutdown=1,
        timeout_keep_alive=75, lifespan="on",
    )  # fmt: skip
    return Server(playground, listener, Closing(config, playground))


def _say_what_was_said(playground: Playground, described: Json) -> None:
    workspace, now = playground.workspace, playground.clock.now()
    for entry in described.get("channels", ()):
        conversation = workspace.conversations.named(entry["name"])
        for said in sorted(entry.get("messages", ()), key=lambda said: -said.get("minutes_ago", 0)):
            author = workspace.people.find(said["user"])
            if author is None or conversation is None:
                raise ValueError(f"a message is by {said['user']}, whom `users` does not know")
            at = now - 60 * said.get("minutes_ago", 0)
            playground.posting.recall(conversation, author, Draft(said["text"]), at)
