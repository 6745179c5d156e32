"""Find what a call names, or refuse as Slack does."""

from typing import TypeVar

from playground.api.arguments import Arguments
from playground.assembly import Playground
from playground.conversations import Conversation, Kind
from playground.errors import Refusal
from playground.messages import Message
from playground.people import User

Item = TypeVar("Item")


def visible_channel(pg: Playground, arguments: Arguments, name: str = "channel") -> Conversation:
    """Return the conversation the bot may know of; private ones of others do not exist for it."""
    wanted = arguments.required(name, "channel_not_found")
    found = pg.workspace.conversations.get(wanted) or pg.workspace.conversations.named(wanted)
    if found is None or not found.seen_by(pg.workspace.bot.id):
        raise Refusal("channel_not_found")
    return found


def writable_channel(pg: Playground, arguments: Arguments) -> Conversation:
    """Return the conversation the bot posts to; a person's id means her direct message."""
    addressee = pg.workspace.people.find(arguments.text("channel"))
    if addressee is not None and arguments.text("channel") == addressee.id:
        conversation = pg.workspace.direct(pg.workspace.bot.id, addressee.id, int(pg.clock.now()))
    else:
        conversation = visible_channel(pg, arguments)
    if conversation.is_archived:
        raise Refusal("is_archived")
    may_enter = conversation.kind is Kind.PUBLIC and "chat:write.public" in pg.workspace.scopes
    if pg.workspace.bot.id not in conversation.members and not may_enter:
        raise Refusal("not_in_channel")
    if conversation.kind is Kind.IM and not pg.workspace.manifest.messages_tab:
        raise Refusal("messages_tab_disabled")
    return conversation


def user(pg: Playground, arguments: Arguments, name: str = "user") -> User:
    """Return the member a call names by id."""
    wanted = arguments.required(name, "user_not_found")
    found = pg.workspace.people.find(wanted)
    if found is None or found.id != wanted:
        raise Refusal("user_not_found")
    return found


def message(conversation: Conversation, ts: str) -> Message:
    """Return the message everybody sees at `ts`; ephemeral ones cannot be found this way."""
    found = conversation.timeline.find(ts)
    if found is None:
        raise Refusal("message_not_found")
    return found


def page(items: list[Item], arguments: Arguments, default: int, most: int = 1000) -> tuple[list[Item], str]:
    """Return one page of a list and the cursor of the next one (empty at the end)."""
    limit = min(max(arguments.number("limit", default) or default, 1), most)
    start = _start(arguments.text("cursor"))
    following = start + limit
    return items[start:following], f"at:{following}" if following < len(items) else ""


def _start(cursor: str) -> int:
    if not cursor:
        return 0
    _, _, number = cursor.partition("at:")
    if not number.isdigit():
        raise Refusal("invalid_cursor")
    return int(number)
