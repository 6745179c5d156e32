"""A digest before it is anybody's: the message of a week, marked as a preview."""

from dataclasses import replace

from bot.text import Text
from bot.views.kit import Block, context
from bot.views.message import Message
from storage.repositories.delivery_records import PICTURE


def previewed(message: Message, file_id: str | None, text: Text) -> Message:
    """The digest as its channel would get it, with its picture's file; only the reader sees this one."""
    mark = context(text.say("👁️ Preview for you alone: nothing was posted in the channel."))
    layout = tuple(_with_file(block, file_id) for block in message.layout)
    return Message(message.text, (mark, *layout))


def _with_file(block: Block, file_id: str | None) -> Block:
    file = block.json.get("slack_file", {})
    if file_id is None or file.get("id") != PICTURE:
        return block
    return replace(block, json=block.json | {"slack_file": {"id": file_id}})
