"""Channels and direct messages: who is in them and who may know of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from playground.messages import Timeline
from playground.people import User


class Kind(StrEnum):
    """Slack's kinds of conversations, as `conversations.list` names them."""

    PUBLIC = "public_channel"
    PRIVATE = "private_channel"
    IM = "im"


@dataclass(slots=True)
class Conversation:
    """A channel or a direct message; `members` in the order they came."""

    id: str
    kind: Kind
    name: str = ""
    topic: str = ""
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    creator: str = ""
    created: int = 0
    timeline: Timeline = field(default_factory=Timeline)

    def seen_by(self, user_id: str, *, guest: bool = False) -> bool:
        """Say whether a person may know that this conversation exists."""
        return user_id in self.members or (self.kind is Kind.PUBLIC and not guest)

    def other_than(self, user_id: str) -> str:
        """Return the other side of a direct message (oneself in a note to self)."""
        return next((member for member in self.members if member != user_id), user_id)

    def to_json(self, viewer: str) -> dict[str, Any]:
        """Return Slack's conversation object as `viewer` gets it."""
        shared = {
            "id": self.id, "created": self.created, "is_archived": self.is_archived,
            "is_im": self.kind is Kind.IM, "is_mpim": False, "is_org_shared": False,
        }  # fmt: skip
        if self.kind is Kind.IM:
            return shared | {"user": self.other_than(viewer), "is_user_deleted": False, "priority": 0}
        return shared | self._channel(viewer)

    def _channel(self, viewer: str) -> dict[str, Any]:
        private = self.kind is Kind.PRIVATE
        return {
            "name": self.name, "name_normalized": self.name, "creator": self.creator,
            "is_channel": not private, "is_group": private, "is_private": private, "is_general": False,
            "is_member": viewer in self.members, "is_shared": False, "is_ext_shared": False,
            "is_pending_ext_shared": False, "unlinked": 0, "num_members": len(self.members),
            "topic": {"value": self.topic, "creator": self.creator, "last_set": self.created},
            "purpose": {"value": "", "creator": "", "last_set": 0}, "previous_names": [],
        }  # fmt: skip


class Conversations:
    """All conversations of the workspace."""

    def __init__(self) -> None:
        self._by_id: dict[str, Conversation] = {}

    def __iter__(self) -> Iterator[Conversation]:
        return iter(self._by_id.values())

    def add(self, conversation: Conversation) -> None:
        """Keep a new conversation."""
        self._by_id[conversation.id] = conversation

    def get(self, channel_id: str) -> Conversation | None:
        """Return the conversation with this id."""
        return self._by_id.get(channel_id)

    def named(self, name: str) -> Conversation | None:
        """Return the channel with this name (a leading `#` is allowed)."""
        wanted = name.removeprefix("#")
        return next((c for c in self if c.kind is not Kind.IM and c.name == wanted), None)

    def direct(self, one: str, other: str) -> Conversation | None:
        """Return the direct message between two members."""
        pair = {one, other}
        return next((c for c in self if c.kind is Kind.IM and set(c.members) == pair), None)


def conversation_for(viewer: User, conversation: Conversation) -> dict[str, Any]:
    """Return the conversation object with what the page needs: who is in it, and the newest `ts` to be seen."""
    latest = max((message.ts for message in conversation.timeline.main()), default=None)
    told = conversation.to_json(viewer.id) | {"members": conversation.members}
    return told | {"latest": latest}
