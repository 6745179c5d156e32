"""What the app says back to a person: through a `response_url`, or in its acknowledgement."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from playground.blocks.layout import Surface
from playground.clock import Clock
from playground.conversations import Conversation
from playground.drafts import Drafts
from playground.errors import Refusal
from playground.messages import Message
from playground.posting import Posting
from playground.workspace import Workspace

LIFETIME = 30 * 60.0  # seconds
MOST_USES = 5


@dataclass(slots=True)
class ReplyAddress:
    """Where an answer goes: a person in a conversation, and the message she acted on."""

    user: str
    channel: str
    expires: float
    original: str | None = None
    uses: int = 0


class Replies:
    """All `response_url`s given out."""

    def __init__(self, workspace: Workspace, clock: Clock, drafts: Drafts, posting: Posting) -> None:
        self._workspace = workspace
        self._clock = clock
        self._drafts = drafts
        self._posting = posting
        self._addresses: dict[str, ReplyAddress] = {}

    def issue(self, kind: str, user: str, channel: str, original: Message | None = None) -> str:
        """Return a new `response_url`; `kind` is `commands` or `actions`."""
        path = f"/{kind}/{self._workspace.team.id}/{len(self._addresses) + 1}/{secrets.token_hex(12)}"
        expires = self._clock.now() + LIFETIME
        self._addresses[path] = ReplyAddress(user, channel, expires, original.ts if original else None)
        return self._workspace.base_url + path

    def use(self, path: str, given: Mapping[str, Any]) -> None:
        """Do what was posted to a `response_url`: five times at most, for thirty minutes."""
        address = self._addresses.get(path)
        if address is None:
            raise Refusal("no_service")
        if self._clock.now() > address.expires:
            raise Refusal("expired_url")
        if address.uses >= MOST_USES:
            raise Refusal("used_url")
        self.answer(address, given)
        address.uses += 1

    def address(self, url: str) -> ReplyAddress:
        """Return the address behind a `response_url` of this workspace."""
        return self._addresses[url.removeprefix(self._workspace.base_url)]

    def answer(self, address: ReplyAddress, given: Mapping[str, Any]) -> None:
        """Post, whisper, replace or delete, as the answer says; ephemeral unless it says `in_channel`."""
        conversation = self._workspace.conversations.get(address.channel)
        if conversation is None:
            raise Refusal("channel_not_found")
        original = self._original(conversation, address)
        if given.get("delete_original") is True and original is not None:
            self._posting.delete(conversation, original)
        elif given.get("replace_original") is True and original is not None:
            self._replace(conversation, original, given)
        else:
            self._say(conversation, address, given)

    def _original(self, conversation: Conversation, address: ReplyAddress) -> Message | None:
        if address.original is None:
            return None
        timeline = conversation.timeline
        return timeline.find_ephemeral(address.original, address.user) or timeline.find(address.original)

    def _replace(self, conversation: Conversation, original: Message, given: Mapping[str, Any]) -> None:
        draft = self._drafts.read(given, Surface.EPHEMERAL if original.audience else Surface.MESSAGE)
        kept = original.metadata if draft.metadata is None else draft.metadata or None
        after = replace(original, text=draft.text, blocks=draft.blocks, metadata=kept)
        self._posting.change(conversation, original, after)

    def _say(self, conversation: Conversation, address: ReplyAddress, given: Mapping[str, Any]) -> None:
        in_channel = given.get("response_type") == "in_channel"
        draft = self._drafts.read(given, Surface.MESSAGE if in_channel else Surface.EPHEMERAL)
        if in_channel:
            self._posting.post(conversation, self._workspace.bot, draft)
        else:
            self._posting.whisper(conversation, address.user, draft)
