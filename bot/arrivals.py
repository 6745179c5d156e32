"""What arrives from Slack, in one shape whatever its kind. The only readers of Slack's incoming payloads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Arrival:
    """Who sent something, from where, and by which doors an answer may leave."""

    team_id: str
    user_id: str
    channel_id: str | None
    text: str = ""
    response_url: str | None = None
    trigger_id: str | None = None
    message_ts: str | None = None
    block_id: str = ""
    value: str = ""
    delivery: str = ""  # names this delivery, which may come again; empty where it has no name
    is_plain_message: bool = False  # typed: neither an edit, nor a deletion, nor a join
    concerns_bot: bool = False  # the assistant itself joined or was invited

    @property
    def in_direct_message(self) -> bool:
        """Whether nobody but the person reads the conversation."""
        return self.channel_id is not None and self.channel_id.startswith("D")


def from_command(body: Payload) -> Arrival:
    """A slash command."""
    return Arrival(
        team_id=body["team_id"],
        user_id=body["user_id"],
        channel_id=body["channel_id"],
        text=_typed(body.get("text")),
        response_url=body["response_url"],
        trigger_id=body["trigger_id"],
        delivery=_named("trigger", body["trigger_id"]),
    )


def from_action(body: Payload) -> Arrival:
    """A button pressed or an option chosen, in a message or on the Home tab."""
    action, container = body["actions"][0], body.get("container", {})
    option = action.get("selected_option") or {}
    return Arrival(
        team_id=body["team"]["id"],
        user_id=body["user"]["id"],
        channel_id=(body.get("channel") or {}).get("id") or container.get("channel_id"),
        response_url=body.get("response_url"),
        trigger_id=body.get("trigger_id"),
        message_ts=container.get("message_ts"),
        block_id=action.get("block_id", ""),
        value=action.get("value") or option.get("value") or "",
        delivery=_named("trigger", body.get("trigger_id")),
    )


def from_event(body: Payload) -> Arrival:
    """An event. `user_id` is the person who caused it, empty where none did: no bot is ever answered."""
    event = body["event"]
    person = "" if event.get("bot_id") else event.get("inviter") or event.get("user") or ""
    own = [each.get("user_id") for each in body.get("authorizations") or ()]
    return Arrival(
        team_id=body["team_id"],
        user_id=person,
        channel_id=event.get("channel"),
        text=_typed(event.get("text")),
        message_ts=event.get("ts"),
        delivery=_named("event", body.get("event_id")),
        value=event.get("tab") or "",
        is_plain_message=not event.get("subtype"),
        concerns_bot=event.get("user") in own,
    )


def _named(kind: str, key: str | None) -> str:
    return f"{kind}:{key}" if key else ""


def _typed(text: str | None) -> str:
    """What the person typed: Slack escapes three characters on the way."""
    return (text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
