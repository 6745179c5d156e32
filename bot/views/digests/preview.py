"""A digest outside its weekly times: marked as a preview for one, or as sent on somebody's request."""

from dataclasses import replace

from bot.text import Text
from bot.views.kit import Block, context, section
from bot.views.message import Message
from bot.views.mrkdwn import channel, fill, mention
from storage.repositories.delivery_records import PICTURE
from storage.repositories.digest_records import Digest
from storage.repositories.records import Member


def previewed(message: Message, file_id: str | None, text: Text) -> Message:
    """The digest as its channel would get it, with its picture's file; only the reader sees this one."""
    mark = context(text.say("👁️ Preview for you alone: nothing was posted in the channel."))
    layout = tuple(_with_file(block, file_id) for block in message.layout)
    return Message(message.text, (mark, *layout))


def on_request(message: Message, member: Member, text: Text) -> Message:
    """The digest as somebody sends it besides the weekly one."""
    mark = fill(text.say("Sent by {person}, besides the weekly digest."), person=mention(member.user_id))
    return Message(message.text, (context(mark), *message.layout))


def on_its_way(digest: Digest, text: Text) -> Message:
    """What whoever sends it is told."""
    said = fill(text.say("Last week’s digest is on its way to {channel}."), channel=channel(digest.channel_id))
    return Message(said, (section(said),))


def _with_file(block: Block, file_id: str | None) -> Block:
    file = block.json.get("slack_file", {})
    if file_id is None or file.get("id") != PICTURE:
        return block
    return replace(block, json=block.json | {"slack_file": {"id": file_id}})
