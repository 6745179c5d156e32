"""The TCP connections of clients, so that a fault can cut one."""

import asyncio
from typing import Any

from starlette.requests import Request
from uvicorn.protocols.http.h11_impl import H11Protocol

Address = tuple[str, int]


class Connections:
    """Open connections by the client's address."""

    def __init__(self) -> None:
        self._open: dict[Address, asyncio.BaseTransport] = {}

    def cut(self, request: Request) -> None:
        """Reset the connection of a request: its client reads no answer."""
        assert request.client is not None
        transport = self._open.get((request.client.host, request.client.port))
        if isinstance(transport, asyncio.Transport):
            transport.abort()

    def protocol(self) -> type[H11Protocol]:
        """Return uvicorn's HTTP protocol, which also enters its connections here."""
        connections = self._open

        class Watched(H11Protocol):
            """Keeps its transport where a fault finds it."""

            def connection_made(self, transport: Any) -> None:
                super().connection_made(transport)
                connections[transport.get_extra_info("peername")[:2]] = transport

            def connection_lost(self, exc: Exception | None) -> None:
                super().connection_lost(exc)
                connections.pop(self.transport.get_extra_info("peername", ("", 0))[:2], None)

        return Watched
