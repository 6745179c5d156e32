"""The app manifest: what the app asked Slack for."""

from dataclasses import dataclass, field
from typing import Any, Self

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command of the app, e.g. `/kpi`; `url` is called when Socket Mode is off."""

    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False
    url: str = ""

    def to_json(self) -> Json:
        """Return what the composer's suggestions show."""
        return {"command": self.command, "description": self.description, "usage_hint": self.usage_hint}


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of the app, on its own (`global`) or on a message (`message`)."""

    name: str
    callback_id: str
    kind: str
    description: str = ""

    def to_json(self) -> Json:
        """Return what the shortcut menus show."""
        return {
            "name": self.name, "callback_id": self.callback_id,
            "type": self.kind, "description": self.description,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Manifest:
    """The parts of a manifest the workspace acts on."""

    name: str
    bot_name: str
    commands: tuple[SlashCommand, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    scopes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    metadata_events: tuple[str, ...] = ()
    home_tab: bool = True
    messages_tab: bool = True
    socket_mode: bool = True
    events_url: str = ""
    interactivity_url: str = ""
    options_url: str = ""
    raw: Json = field(default_factory=dict, repr=False)

    @classmethod
    def from_json(cls, raw: Json) -> Self:
        """Read a manifest as Slack takes it."""
        features, settings = raw.get("features", {}), raw.get("settings", {})
        home, events = features.get("app_home", {}), settings.get("event_subscriptions", {})
        interactivity = settings.get("interactivity", {})
        scopes = raw.get("oauth_config", {}).get("scopes", {})
        name = raw.get("display_information", {}).get("name", "App")
        return cls(
            name=name,
            bot_name=features.get("bot_user", {}).get("display_name", name.lower().replace(" ", "-")),
            commands=tuple(_command(entry) for entry in features.get("slash_commands", ())),
            shortcuts=tuple(_shortcut(entry) for entry in features.get("shortcuts", ())),
            scopes=tuple(dict.fromkeys([*scopes.get("bot", ()), *scopes.get("bot_optional", ())])),
            events=tuple(events.get("bot_events", ())),
            metadata_events=tuple(e.get("event_type", "") for e in events.get("metadata_subscriptions", ())),
            home_tab=home.get("home_tab_enabled", False),
            messages_tab=home.get("messages_tab_enabled", False),
            socket_mode=settings.get("socket_mode_enabled", False),
            events_url=events.get("request_url", ""),
            interactivity_url=interactivity.get("request_url", ""),
            options_url=interactivity.get("message_menu_options_url", "") or interactivity.get("request_url", ""),
            raw=raw,
        )

    def command(self, name: str) -> SlashCommand | None:
        """Return the command with this name, slash included."""
        return next((command for command in self.commands if command.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        """Return the shortcut with this callback id."""
        return next((entry for entry in self.shortcuts if entry.callback_id == callback_id), None)


def _command(entry: Json) -> SlashCommand:
    return SlashCommand(
        command=entry["command"],
        description=entry.get("description", ""),
        usage_hint=entry.get("usage_hint", ""),
        should_escape=entry.get("should_escape", False),
        url=entry.get("url", ""),
    )


def _shortcut(entry: Json) -> Shortcut:
    return Shortcut(entry["name"], entry["callback_id"], entry["type"], entry.get("description", ""))
