"""`views.*`: modals and Home tabs."""

from playground.api import lookup
from playground.api.arguments import Arguments
from playground.api.method import Json, Method
from playground.assembly import Playground
from playground.errors import Refusal, bad_argument


def open_modal(pg: Playground, arguments: Arguments) -> Json:
    """Open a modal for who has just clicked."""
    definition = _modal(pg, arguments)
    trigger = pg.triggers.redeem(arguments.required("trigger_id"))
    return {"view": pg.views.to_json(pg.views.open(trigger.user, definition, trigger.channel))}


def push(pg: Playground, arguments: Arguments) -> Json:
    """Open a modal above the one in which somebody has just clicked."""
    definition = _modal(pg, arguments)
    trigger = pg.triggers.redeem(arguments.required("trigger_id"))
    if trigger.view_id is None:
        raise Refusal("not_found")
    return {"view": pg.views.to_json(pg.views.push(trigger.user, definition))}


def update(pg: Playground, arguments: Arguments) -> Json:
    """Show a view anew."""
    definition = pg.drafts.view(arguments)
    view = pg.views.find(arguments.text("view_id"), arguments.text("external_id"))
    if view is None:
        raise Refusal("not_found")
    if view.definition["type"] != definition["type"]:
        raise bad_argument("the type of a view cannot change")
    return {"view": pg.views.to_json(pg.views.update(view, definition, arguments.text("hash")))}


def publish(pg: Playground, arguments: Arguments) -> Json:
    """Store somebody's Home tab."""
    definition = pg.drafts.view(arguments)
    if definition["type"] != "home":
        raise bad_argument("only a view of type home can be published")
    if not pg.workspace.manifest.home_tab:
        raise Refusal("not_enabled")
    user = lookup.user(pg, arguments, "user_id")
    return {"view": pg.views.to_json(pg.views.publish(user.id, definition, arguments.text("hash")))}


def _modal(pg: Playground, arguments: Arguments) -> Json:
    definition = pg.drafts.view(arguments)
    if definition["type"] != "modal":
        raise bad_argument("only a view of type modal can be opened")
    return definition


METHODS = (
    Method("views.open", open_modal),
    Method("views.push", push),
    Method("views.update", update),
    Method("views.publish", publish),
)
