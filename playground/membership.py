"""People and the bot come into channels and leave them; channels are created and archived."""

from typing import Any

from playground.clock import Clock
from playground.conversations import Conversation, Kind, conversation_for
from playground.events import Events
from playground.ids import from_name, stamp
from playground.stream import Stream
from playground.workspace import Workspace

Json = dict[str, Any]


class Membership:
    """Changes who is where; tells the pages and the app."""

    def __init__(self, workspace: Workspace, clock: Clock, stream: Stream, events: Events) -> None:
        self._workspace = workspace
        self._clock = clock
        self._stream = stream
        self._events = events

    def join(self, conversation: Conversation, user: str, inviter: str | None = None) -> None:
        """Add a member; nothing happens if she is one already."""
        if user in conversation.members:
            return
        conversation.members.append(user)
        self._show(conversation)
        event = self._event("member_joined_channel", conversation, user)
        self._emit(conversation, event | ({"inviter": inviter} if inviter else {}))

    def leave(self, conversation: Conversation, user: str, by: str | None = None) -> None:
        """Remove a member; `by` somebody else who takes her out."""
        if user not in conversation.members:
            return
        conversation.members.remove(user)
        self._show(conversation, leaver=user)
        if user == self._workspace.bot.id:
            name = "group_left" if conversation.kind is Kind.PRIVATE else "channel_left"
            told = {"type": name, "channel": conversation.id, "actor_id": by or user, "event_ts": self._ts()}
            self._events.emit(name, told)
        self._emit(conversation, self._event("member_left_channel", conversation, user))

    def create(self, name: str, creator: str, *, private: bool) -> Conversation:
        """Open a new channel with one member."""
        kind = Kind.PRIVATE if private else Kind.PUBLIC
        conversation = Conversation(
            from_name("C", name), kind, name, members=[creator], creator=creator,
            created=int(self._clock.now()),
        )  # fmt: skip
        self._workspace.conversations.add(conversation)
        self._show(conversation)
        if kind is Kind.PUBLIC:
            self._events.emit("channel_created", {
                "type": "channel_created", "channel": conversation.to_json(creator), "event_ts": self._ts(),
            })  # fmt: skip
        return conversation

    def archive(self, conversation: Conversation, user: str, *, archived: bool) -> None:
        """Archive a channel, or bring it back."""
        conversation.is_archived = archived
        self._show(conversation)
        family = "group" if conversation.kind is Kind.PRIVATE else "channel"
        name = f"{family}_{'archive' if archived else 'unarchive'}"
        event = {"type": name, "channel": conversation.id, "user": user, "event_ts": self._ts()}
        self._emit(conversation, event)

    def _emit(self, conversation: Conversation, event: Json) -> None:
        if self._workspace.bot.id in conversation.members:
            self._events.emit(event["type"], event)

    def _event(self, kind: str, conversation: Conversation, user: str) -> Json:
        family = "G" if conversation.kind is Kind.PRIVATE else "C"
        return {
            "type": kind, "user": user, "channel": conversation.id, "channel_type": family,
            "team": self._workspace.team.id, "event_ts": self._ts(),
        }  # fmt: skip

    def _ts(self) -> str:
        return stamp(int(self._clock.now() * 1_000_000))

    def _show(self, conversation: Conversation, leaver: str = "") -> None:
        for user in self._workspace.people:
            if user.id == leaver or self._workspace.sees(user, conversation):
                told = {"conversation": conversation_for(user, conversation)}
                self._stream.tell_one(user.id, "conversation", told)
