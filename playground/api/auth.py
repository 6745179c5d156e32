"""`auth.test`, `api.test`, `apps.connections.open`: who am I, are you there, where do I connect."""

from playground.api.arguments import Arguments
from playground.api.method import Json, Method
from playground.assembly import Playground


def auth_test(pg: Playground, arguments: Arguments) -> Json:
    """Tell the app its own names."""
    del arguments
    team, bot = pg.workspace.team, pg.workspace.bot
    return {
        "url": f"{pg.workspace.base_url}/", "team": team.name, "user": bot.name, "team_id": team.id,
        "user_id": bot.id, "bot_id": bot.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


def api_test(pg: Playground, arguments: Arguments) -> Json:
    """Give back the arguments."""
    del pg
    given = {name: value for name, value in arguments.given.items() if name != "token"}
    return {"args": given}


def open_connection(pg: Playground, arguments: Arguments) -> Json:
    """Give the address of a new WebSocket."""
    del arguments
    address = pg.workspace.base_url.replace("http", "ws", 1)
    return {"url": f"{address}/link?ticket={pg.sockets.ticket()}&app_id={pg.workspace.app.id}"}


METHODS = (
    Method("auth.test", auth_test),
    Method("api.test", api_test),
    Method("apps.connections.open", open_connection, app_token=True),
)
