"""`reactions.*` and `pins.add`: marks on messages."""

import re
from dataclasses import replace

from playground.api import lookup
from playground.api.arguments import Arguments
from playground.api.method import Json, Method
from playground.assembly import Playground
from playground.conversations import Conversation
from playground.errors import Refusal
from playground.messages import Message

EMOJI = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def react(pg: Playground, arguments: Arguments) -> Json:
    """Add a reaction of the bot."""
    conversation, message, mark = _marked(pg, arguments)
    if mark in message.reactions:
        raise Refusal("already_reacted")
    after = replace(message, reactions=(*message.reactions, mark))
    pg.posting.mark(conversation, after)
    return {}


def unreact(pg: Playground, arguments: Arguments) -> Json:
    """Take a reaction of the bot back."""
    conversation, message, mark = _marked(pg, arguments)
    if mark not in message.reactions:
        raise Refusal("no_reaction")
    left = tuple(reaction for reaction in message.reactions if reaction != mark)
    pg.posting.mark(conversation, replace(message, reactions=left))
    return {}


def pin(pg: Playground, arguments: Arguments) -> Json:
    """Pin a message."""
    conversation = lookup.visible_channel(pg, arguments)
    if pg.workspace.bot.id not in conversation.members:
        raise Refusal("not_in_channel")
    message = lookup.message(conversation, arguments.required("timestamp", "no_item_specified"))
    if message.pinned:
        raise Refusal("already_pinned")
    pg.posting.mark(conversation, replace(message, pinned=True))
    return {}


def _marked(pg: Playground, arguments: Arguments) -> tuple[Conversation, Message, tuple[str, str]]:
    name = arguments.text("name").strip(":")
    if not EMOJI.fullmatch(name):
        raise Refusal("invalid_name")
    conversation = lookup.visible_channel(pg, arguments)
    if conversation.is_archived:
        raise Refusal("is_archived")
    message = lookup.message(conversation, arguments.required("timestamp", "no_item_specified"))
    return conversation, message, (name, pg.workspace.bot.id)


METHODS = (
    Method("reactions.add", react),
    Method("reactions.remove", unreact),
    Method("pins.add", pin),
)
