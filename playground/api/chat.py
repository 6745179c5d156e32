"""`chat.*`: messages posted, whispered, changed, deleted, scheduled."""

from dataclasses import replace

from playground.api import lookup
from playground.api.arguments import Arguments
from playground.api.method import Json, Method
from playground.assembly import Playground
from playground.blocks.layout import Surface
from playground.conversations import Conversation
from playground.drafts import read_metadata
from playground.errors import Refusal, bad_argument
from playground.messages import Message
from playground.posting import Draft

LONGEST_CHANGE = 4000  # characters of `text` in chat.update


def post_message(pg: Playground, arguments: Arguments) -> Json:
    """Post a message everybody in the conversation sees."""
    conversation = lookup.writable_channel(pg, arguments)
    draft = _threaded(conversation, pg.drafts.read(arguments.given))
    message = pg.posting.post(conversation, pg.workspace.bot, draft)
    pg.sharing.shown_by(message)
    shown = pg.posting.json.of(message, with_metadata=True)
    return {"channel": conversation.id, "ts": message.ts, "message": shown}


def post_ephemeral(pg: Playground, arguments: Arguments) -> Json:
    """Show a message to one member of the conversation."""
    conversation = lookup.writable_channel(pg, arguments)
    viewer = arguments.required("user", "user_not_in_channel")
    if viewer not in conversation.members:
        raise Refusal("user_not_in_channel")
    draft = replace(pg.drafts.read(arguments.given, Surface.EPHEMERAL), metadata=None)
    message = pg.posting.whisper(conversation, viewer, draft)
    return {"message_ts": message.ts}


def update(pg: Playground, arguments: Arguments) -> Json:
    """Change a message of the bot; what is not mentioned stays as the method's page says."""
    conversation = lookup.visible_channel(pg, arguments)
    before = lookup.message(conversation, arguments.required("ts", "message_not_found"))
    if before.user != pg.workspace.bot.id:
        raise Refusal("cant_update_message")
    if conversation.is_archived:
        raise Refusal("is_inactive")
    after = _changed(pg, before, arguments)
    pg.posting.change(conversation, before, after)
    shown = pg.posting.json.of(after, with_metadata=True)
    return {"channel": conversation.id, "ts": after.ts, "text": after.text, "message": shown}


def _changed(pg: Playground, before: Message, arguments: Arguments) -> Message:
    text = arguments.text("text")
    if len(text) > LONGEST_CHANGE:
        raise Refusal("msg_too_long")
    blocks = pg.drafts.blocks(arguments, Surface.MESSAGE)
    metadata = read_metadata(arguments)
    if blocks is None and not text and metadata is None:
        raise Refusal("no_text")
    after = replace(before, metadata=before.metadata if metadata is None else metadata or None)
    if blocks is not None:
        return replace(after, blocks=tuple(blocks), text=text or before.text)
    if text:
        edited = {"user": before.user, "ts": f"{int(pg.clock.now())}.000000"}
        return replace(after, blocks=(), text=text, edited=edited)
    return after


def delete(pg: Playground, arguments: Arguments) -> Json:
    """Delete a message of the bot."""
    conversation = lookup.visible_channel(pg, arguments)
    message = lookup.message(conversation, arguments.required("ts", "message_not_found"))
    if message.user != pg.workspace.bot.id:
        raise Refusal("cant_delete_message")
    pg.posting.delete(conversation, message)
    return {"channel": conversation.id, "ts": message.ts}


def permalink(pg: Playground, arguments: Arguments) -> Json:
    """Give the address of a message."""
    conversation = lookup.visible_channel(pg, arguments)
    ts = arguments.required("message_ts", "message_not_found")
    lookup.message(conversation, ts)
    path = f"/archives/{conversation.id}/p{ts.replace('.', '')}"
    return {"channel": conversation.id, "permalink": pg.workspace.base_url + path}


def schedule(pg: Playground, arguments: Arguments) -> Json:
    """Schedule a message."""
    conversation = lookup.writable_channel(pg, arguments)
    draft = pg.drafts.read(arguments.given)
    if "post_at" not in arguments:
        raise bad_argument("missing required field: post_at")
    later = pg.scheduled.add(conversation, draft, arguments.number("post_at", 0))
    return {
        "channel": conversation.id, "scheduled_message_id": later.id, "post_at": later.post_at,
        "message": {"type": "delayed_message", "text": draft.text, "bot_id": pg.workspace.app.bot_id},
    }  # fmt: skip


def list_scheduled(pg: Playground, arguments: Arguments) -> Json:
    """List the messages that wait."""
    wanted = arguments.text("channel")
    waiting = [later.to_json() for later in pg.scheduled if wanted in ("", later.channel)]
    shown, cursor = lookup.page(waiting, arguments, 100)
    return {"scheduled_messages": shown, "response_metadata": {"next_cursor": cursor}}


def delete_scheduled(pg: Playground, arguments: Arguments) -> Json:
    """Take a scheduled message back."""
    conversation = lookup.visible_channel(pg, arguments)
    pg.scheduled.cancel(conversation.id, arguments.text("scheduled_message_id"))
    return {}


def _threaded(conversation: Conversation, draft: Draft) -> Draft:
    """Put a reply to a reply below the thread's first message; a thread of nothing stays as it is."""
    parent = conversation.timeline.find(draft.thread_ts or "")
    return replace(draft, thread_ts=parent.thread_ts) if parent and parent.is_reply else draft


METHODS = (
    Method("chat.postMessage", post_message),
    Method("chat.postEphemeral", post_ephemeral),
    Method("chat.update", update),
    Method("chat.delete", delete),
    Method("chat.getPermalink", permalink),
    Method("chat.scheduleMessage", schedule),
    Method("chat.scheduledMessages.list", list_scheduled),
    Method("chat.deleteScheduledMessage", delete_scheduled),
)
