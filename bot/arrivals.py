"""What arrives from Slack, in one shape whatever its kind. The only readers of Slack's incoming payloads."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from bot.legible import legible
from bot.mentions import MENTION

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Form:
    """A modal and what is filled in, by block: nothing, one value, or several.

    `key` is the same for the same form sent twice, as people do when Slack had "some trouble connecting": whoever
    writes, writes under it. `metadata` is what the view was given to bring back: routing, never a right.
    """

    view_id: str
    metadata: str
    values: Mapping[str, tuple[str, ...]]
    first_block: str  # the first that a mistake can stand under

    @property
    def key(self) -> str:
        """Names what was sent."""
        return f"{self.view_id}:{sorted(self.values.items())}"

    def value(self, block_id: str) -> str:
        """What a block holds; empty where nothing."""
        return next(iter(self.values.get(block_id, ())), "")


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
    form: Form | None = None  # the modal it came from
    moment: str = ""  # orders the presses in one modal
    channel_name: str = ""  # with a slash command; of a private channel Slack says no more than that it is one

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
        channel_name=str(body.get("channel_name") or ""),
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
        value=action.get("value") or option.get("value") or action.get("selected_user") or "",
        delivery=_named("trigger", body.get("trigger_id")),
        form=_form(body),
        moment=action.get("action_ts") or "",
    )


def from_shortcut(body: Payload) -> Arrival:
    """A shortcut of Slack's menus; of one on a message, `text` is what that says."""
    message = body.get("message") or {}
    return Arrival(
        team_id=body["team"]["id"],
        user_id=body["user"]["id"],
        channel_id=(body.get("channel") or {}).get("id"),
        text=_typed(message.get("text")),
        response_url=body.get("response_url"),
        trigger_id=body.get("trigger_id"),
        message_ts=message.get("ts"),
        delivery=_named("trigger", body.get("trigger_id")),
    )


def from_submission(body: Payload) -> Arrival:
    """A form that was sent. It has no name as a delivery: sent again after a mistake, it is the same view."""
    return Arrival(
        team_id=body["team"]["id"],
        user_id=body["user"]["id"],
        channel_id=None,
        trigger_id=body.get("trigger_id"),
        form=_form(body),
    )


def from_suggestion(body: Payload) -> Arrival:
    """What somebody types into a menu that is filled meanwhile. The rest of its form does not come with it."""
    return Arrival(
        team_id=body["team"]["id"],
        user_id=body["user"]["id"],
        channel_id=None,
        text=_typed(body.get("value")),
        block_id=body["block_id"],
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
        text=_typed(_without_mention(event.get("text") or "", own)),
        message_ts=event.get("ts"),
        delivery=_named("event", body.get("event_id")),
        value=event.get("tab") or "",
        is_plain_message=not event.get("subtype"),
        concerns_bot=event.get("user") in own,
    )


def _form(body: Payload) -> Form | None:
    view = body.get("view") or {}
    if view.get("type") != "modal":
        return None
    filled = (view.get("state") or {}).get("values") or {}
    blocks = view.get("blocks") or ()
    return Form(
        view_id=view["id"],
        metadata=view.get("private_metadata") or "",
        values={block: _values(elements) for block, elements in filled.items()},
        first_block=next((block["block_id"] for block in blocks if block["type"] == "input"), ""),
    )


def _values(elements: Mapping[str, Payload]) -> tuple[str, ...]:
    """What is filled in where a block holds one element: chosen options by value, as offered; all else as text."""
    states = (value for state in elements.values() for key, value in state.items() if key != "type" and value)
    flat = (each for value in states for each in (value if isinstance(value, list) else [value]))
    return tuple(
        str(each.get("value") or each.get("id")) if isinstance(each, Mapping) else legible(str(each)) for each in flat
    )


def _without_mention(text: str, own: Collection[str | None]) -> str:
    """What is said to the assistant, without its name; other people's stay."""
    return MENTION.sub(lambda found: " " if found["id"] in own else found.group(), text).strip()


def _named(kind: str, key: str | None) -> str:
    return f"{kind}:{key}" if key else ""


def _typed(text: str | None) -> str:
    """What the person typed, as far as it can be seen: Slack escapes three characters on the way."""
    return legible((text or "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
