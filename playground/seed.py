"""Read a workspace and a manifest from their files; a small default workspace where there is none."""

import json
from pathlib import Path
from typing import Any

from playground.conversations import Conversation, Kind
from playground.ids import from_name
from playground.manifest import Manifest
from playground.people import People, User
from playground.workspace import App, Team, Workspace

Json = dict[str, Any]

DEFAULTS = Path(__file__).parent / "defaults"
USER_FIELDS = (
    "name", "real_name", "email", "locale", "tz", "title", "is_admin", "is_owner", "is_restricted", "deleted",
)  # fmt: skip


def read_json(path: Path | None, default: str) -> Json:
    """Read a JSON object from a file, or from the defaults that come along."""
    raw = json.loads((path or DEFAULTS / default).read_text(encoding="utf-8"))
    if not isinstance(raw, dict):
        raise ValueError(f"{path}: not a JSON object")  # noqa: TRY004 -- the file's fault, not the type's
    return raw


def build(described: Json, manifest_json: Json) -> Workspace:
    """Build the workspace a description tells of; messages come later, by `say`."""
    manifest = Manifest.from_json(manifest_json)
    team = _team(described.get("team", {}))
    app = _app(described.get("app", {}), manifest)
    bot = User(app.bot_user, manifest.bot_name, manifest.name, tz="America/Los_Angeles", bot_id=app.bot_id)
    people = [_user(entry) for entry in described.get("users", ())]
    workspace = Workspace(team, app, manifest, People([*people, bot]), scopes=manifest.scopes)
    for entry in described.get("channels", ()):
        workspace.conversations.add(_channel(workspace, entry))
    for person in people:
        if not person.deleted and not person.is_restricted:
            workspace.direct(person.id, bot.id, 0)
    return workspace


def _team(entry: Json) -> Team:
    name = entry.get("name", "Playground")
    domain = entry.get("domain", name.lower().replace(" ", "-"))
    return Team(entry.get("id", from_name("T", domain)), name, domain)


def _app(entry: Json, manifest: Manifest) -> App:
    return App(
        id=entry.get("id", from_name("A", manifest.name)),
        bot_id=from_name("B", manifest.name),
        bot_user=from_name("U", f"bot {manifest.name}"),
        bot_token=entry.get("bot_token", "xoxb-playground"),
        app_token=entry.get("app_token", "xapp-playground"),
        signing_secret=entry.get("signing_secret", "playground-secret"),
        verification_token=entry.get("verification_token", "playground-verification"),
    )


def _user(entry: Json) -> User:
    given = {name: entry[name] for name in USER_FIELDS if name in entry}
    given.setdefault("real_name", entry["name"].title())
    return User(id=entry.get("id", from_name("U", entry["name"])), **given)


def _channel(workspace: Workspace, entry: Json) -> Conversation:
    kind = Kind.PRIVATE if entry.get("is_private") else Kind.PUBLIC
    members = [_member(workspace, name) for name in entry.get("members", ())]
    if entry.get("bot"):
        members.append(workspace.bot.id)
    return Conversation(
        id=entry.get("id", from_name("C", entry["name"])),
        kind=kind,
        name=entry["name"],
        topic=entry.get("topic", ""),
        members=list(dict.fromkeys(members)),
        is_archived=entry.get("is_archived", False),
        creator=members[0] if members else workspace.bot.id,
    )


def _member(workspace: Workspace, name: str) -> str:
    user = workspace.people.find(name)
    if user is None:
        raise ValueError(f"a channel has the member {name}, whom `users` does not know")
    return user.id
