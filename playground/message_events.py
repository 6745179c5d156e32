"""What the app hears of messages: those of the conversations it is in, its own among them."""

from dataclasses import dataclass, field
from typing import Any

from playground.clock import Clock
from playground.conversations import Conversation, Kind
from playground.events import Events
from playground.message_json import MessageJson
from playground.messages import Message
from playground.notices import Notices
from playground.workspace import Workspace

Json = dict[str, Any]

ECHO_LIMIT = 20  # own messages that come back to the app in a row ...
ECHO_WINDOW = 60.0  # ... at most so many seconds apart, before the loop is cut

SUBSCRIPTIONS = {
    Kind.PUBLIC: ("message.channels", "channel"),
    Kind.PRIVATE: ("message.groups", "group"),
    Kind.IM: ("message.im", "im"),
}


@dataclass(slots=True)
class Echo:
    """How often the app has just heard itself in one conversation."""

    count: int = 0
    last: float = 0.0


@dataclass(slots=True)
class MessageEvents:
    """Tells the app of messages posted, changed and deleted."""

    workspace: Workspace
    clock: Clock
    events: Events
    json: MessageJson
    notices: Notices
    _echoes: dict[str, Echo] = field(default_factory=dict)

    def posted(self, conversation: Conversation, message: Message) -> None:
        """Tell of a new message, and of a mention in it."""
        bot = self.workspace.bot.id
        if bot not in conversation.members:
            return
        subscription, channel_type = SUBSCRIPTIONS[conversation.kind]
        event = self.json.of(message) | {
            "channel": conversation.id,
            "channel_type": channel_type,
            "event_ts": message.ts,
        }
        if self._may_echo(conversation, message):
            self.events.emit(subscription, event)
        if f"<@{bot}>" in message.text and not message.bot_id and conversation.kind is not Kind.IM:
            self.events.emit("app_mention", event | {"type": "app_mention"})
        self._files_shared(conversation, message)
        self._metadata_posted(conversation, message)

    def changed(self, conversation: Conversation, before: Message, after: Message, event_ts: str) -> None:
        """Tell of a change."""
        change = {"message": self.json.of(after), "previous_message": self.json.of(before)}
        self._hidden(conversation, "message_changed", event_ts, change)

    def deleted(self, conversation: Conversation, message: Message, event_ts: str) -> None:
        """Tell of a deletion."""
        change = {"deleted_ts": message.ts, "previous_message": self.json.of(message)}
        self._hidden(conversation, "message_deleted", event_ts, change)

    def _hidden(self, conversation: Conversation, subtype: str, event_ts: str, change: Json) -> None:
        if self.workspace.bot.id not in conversation.members:
            return
        subscription, channel_type = SUBSCRIPTIONS[conversation.kind]
        event = {
            "type": "message",
            "subtype": subtype,
            "channel": conversation.id,
            "channel_type": channel_type,
            "hidden": True,
            "ts": event_ts,
            "event_ts": event_ts,
        }
        self.events.emit(subscription, event | change)

    def _may_echo(self, conversation: Conversation, message: Message) -> bool:
        """Let the app hear itself, but not for ever: a bot that answers every message would never end."""
        if not message.bot_id:
            self._echoes.pop(conversation.id, None)
            return True
        now = self.clock.now()
        echo = self._echoes.setdefault(conversation.id, Echo())
        echo.count = echo.count + 1 if now - echo.last <= ECHO_WINDOW else 1
        echo.last = now
        if echo.count == ECHO_LIMIT + 1:
            self._warn(conversation)
        return echo.count <= ECHO_LIMIT

    def _warn(self, conversation: Conversation) -> None:
        for member in conversation.members:
            person = self.workspace.people.find(member)
            if person and not person.is_bot:
                self.notices.give(person, conversation, "echo")

    def _files_shared(self, conversation: Conversation, message: Message) -> None:
        for file_id in message.files:
            event = {
                "type": "file_shared",
                "file_id": file_id,
                "file": {"id": file_id},
                "user_id": message.user,
                "channel_id": conversation.id,
                "event_ts": message.ts,
            }
            self.events.emit("file_shared", event)

    def _metadata_posted(self, conversation: Conversation, message: Message) -> None:
        wanted = self.workspace.manifest.metadata_events
        if not message.metadata or message.metadata["event_type"] not in wanted:
            return
        self.events.send(
            {
                "type": "message_metadata_posted",
                "app_id": message.app_id,
                "bot_id": message.bot_id,
                "user_id": message.user,
                "team_id": self.workspace.team.id,
                "channel_id": conversation.id,
                "metadata": message.metadata,
                "message_ts": message.ts,
                "event_ts": message.ts,
            }
        )
