"""`users.*`, `usergroups.*`, `team.info`, `bots.info`: who is here."""

from playground.api import lookup
from playground.api.arguments import Arguments
from playground.api.method import Json, Method
from playground.assembly import Playground
from playground.errors import Refusal
from playground.people import User


def info(pg: Playground, arguments: Arguments) -> Json:
    """Describe one member; with `include_locale` also her language."""
    return {"user": _shown(pg, lookup.user(pg, arguments), arguments)}


def list_all(pg: Playground, arguments: Arguments) -> Json:
    """List everybody, bots and deactivated members too."""
    people = [_shown(pg, user, arguments) for user in pg.workspace.people]
    shown, cursor = lookup.page(people, arguments, 1000)
    answer: Json = {"members": shown, "cache_ts": int(pg.clock.now())}
    return answer | {"response_metadata": {"next_cursor": cursor}}


def by_email(pg: Playground, arguments: Arguments) -> Json:
    """Find an active member by address."""
    found = pg.workspace.people.by_email(arguments.required("email", "users_not_found"))
    if found is None:
        raise Refusal("users_not_found")
    return {"user": _shown(pg, found, arguments)}


def team_info(pg: Playground, arguments: Arguments) -> Json:
    """Describe the workspace."""
    team = pg.workspace.team
    if arguments.text("team", team.id) != team.id:
        raise Refusal("team_not_found")
    described = {"id": team.id, "name": team.name, "domain": team.domain, "email_domain": ""}
    return {"team": described | {"url": f"{pg.workspace.base_url}/", "icon": {"image_default": True}}}


def bot_info(pg: Playground, arguments: Arguments) -> Json:
    """Describe the app's bot."""
    app = pg.workspace.app
    if arguments.text("bot") != app.bot_id:
        raise Refusal("bot_not_found")
    described = {"id": app.bot_id, "deleted": False, "name": pg.workspace.manifest.bot_name}
    return {"bot": described | {"updated": 0, "app_id": app.id, "user_id": app.bot_user, "icons": {}}}


def user_groups(pg: Playground, arguments: Arguments) -> Json:
    """List the user groups: this workspace has none."""
    del pg, arguments
    return {"usergroups": []}


def user_group_members(pg: Playground, arguments: Arguments) -> Json:
    """List the members of a user group: there is none to be found."""
    del pg, arguments
    raise Refusal("no_such_subteam")


def _shown(pg: Playground, user: User, arguments: Arguments) -> Json:
    may_see_email = "users:read.email" in pg.workspace.scopes
    return user.to_json(pg.workspace.team.id, locale=arguments.flag("include_locale"), email=may_see_email)


METHODS = (
    Method("users.info", info),
    Method("users.list", list_all),
    Method("users.lookupByEmail", by_email),
    Method("team.info", team_info),
    Method("bots.info", bot_info),
    Method("usergroups.list", user_groups),
    Method("usergroups.users.list", user_group_members),
)
