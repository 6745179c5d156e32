"""The table of control calls."""

import inspect
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from playground.assembly import Playground
from playground.control import acting, looking, running
from playground.control.ask import Ask, Json, read
from playground.errors import Misuse

Call = Callable[[Ask], Json | Awaitable[Json]]

CALLS: tuple[tuple[str, str, Call], ...] = (
    ("GET", "/workspace", looking.workspace),
    ("GET", "/messages", looking.messages),
    ("GET", "/views", looking.views),
    ("GET", "/seen", looking.seen),
    ("GET", "/clock", looking.clock),
    ("POST", "/type", acting.type_text),
    ("POST", "/act", acting.act),
    ("POST", "/options", acting.options),
    ("POST", "/view/submit", acting.submit),
    ("POST", "/view/close", acting.close),
    ("POST", "/shortcut", acting.shortcut),
    ("POST", "/home", acting.home),
    ("POST", "/upload", acting.upload),
    ("POST", "/invite", acting.invite),
    ("POST", "/kick", acting.kick),
    ("POST", "/channel", acting.channel),
    ("POST", "/clock", running.move_clock),
    ("GET", "/faults", running.show_faults),
    ("POST", "/faults", running.set_faults),
    ("DELETE", "/faults", running.clear_faults),
    ("GET", "/journal", running.journal),
    ("GET", "/settings", running.show_settings),
    ("POST", "/settings", running.change_settings),
    ("POST", "/sockets", running.disconnect_sockets),
)


def control_routes(pg: Playground) -> list[Route]:
    """Return the routes of `/_control`."""
    routes = [Route(f"/_control{path}", _endpoint(pg, call), methods=[method]) for method, path, call in CALLS]
    return [*routes, Route("/_control/stream", _stream(pg))]


def _endpoint(pg: Playground, call: Call) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            answer = call(await read(request, pg))
            body = await answer if inspect.isawaitable(answer) else answer
        except Misuse as misuse:
            refused = {"ok": False, "error": misuse.code, "message": misuse.message}
            return JSONResponse(refused, 400)
        return JSONResponse({"ok": True, **body})

    return endpoint


def _stream(pg: Playground) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            ask = await read(request, pg)
            listener = pg.stream.join(ask.actor.id)
        except Misuse as misuse:
            return JSONResponse({"ok": False, "error": misuse.code, "message": misuse.message}, 400)
        headers = {"Cache-Control": "no-cache"}
        return StreamingResponse(pg.stream.lines(listener), media_type="text/event-stream", headers=headers)

    return endpoint
