"""The web application: every address of the playground."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from playground.api.dispatch import Dispatcher
from playground.assembly import Playground
from playground.connections import Connections
from playground.control.routes import control_routes
from playground.doors import STATIC, Doors
from playground.gate import Gate

RESPONSE_URLS = ("commands", "actions")


def web_app(pg: Playground, connections: Connections) -> Starlette:
    """Return the application that serves one workspace."""
    gate = Gate(pg.faults, pg.journal, connections)
    dispatcher, doors = Dispatcher(pg, gate), Doors(pg, gate)
    routes: list[BaseRoute] = [
        Route("/api/{method}", dispatcher.answer, methods=["GET", "POST"]),
        WebSocketRoute("/link", pg.sockets.serve),
        Route("/upload/v1/{ticket}", doors.receive_bytes, methods=["POST", "PUT"]),
        Route("/files-pri/{key}/{name}", doors.send_bytes),
        *control_routes(pg),
        Mount("/static", StaticFiles(directory=STATIC, check_dir=False)),
        Route("/", doors.page),
    ]
    routes += [
        Route(f"/{kind}/{{team}}/{{number}}/{{secret}}", doors.response_url, methods=["POST"]) for kind in RESPONSE_URLS
    ]

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        ticking = asyncio.create_task(pg.clock.run())
        yield
        ticking.cancel()
        await pg.carrier.close()

    return Starlette(routes=routes, lifespan=lifespan)
