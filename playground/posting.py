"""Messages appear, change and go: stored, shown on the pages, told to the app."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from playground.clock import Clock
from playground.conversations import Conversation
from playground.ids import Stamps
from playground.journal import Journal
from playground.message_events import MessageEvents
from playground.message_json import MessageJson
from playground.messages import Message
from playground.people import User
from playground.stream import Stream
from playground.workspace import Workspace

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """What is going to be a message."""

    text: str = ""
    blocks: tuple[Json, ...] = ()
    files: tuple[str, ...] = ()
    thread_ts: str | None = None
    metadata: Json | None = None
    subtype: str | None = None
    broadcast: bool = False


@dataclass(slots=True)
class Posting:
    """The only door through which messages enter, change and leave."""

    workspace: Workspace
    clock: Clock
    journal: Journal
    stream: Stream
    json: MessageJson
    app: MessageEvents
    _stamps: Stamps = field(default_factory=Stamps)

    def post(self, conversation: Conversation, author: User, draft: Draft) -> Message:
        """Store a message everybody in the conversation sees."""
        message = self._message(conversation, author, draft, self.clock.now())
        conversation.timeline.keep(message)
        if author.is_bot:
            self.journal.stored(message.metadata)
        self._show("message", conversation, message)
        self._show_parent(conversation, message)
        self.app.posted(conversation, message)
        return message

    def recall(self, conversation: Conversation, author: User, draft: Draft, at: float) -> None:
        """Store a message of before the workspace was opened (`at` in epoch seconds); nobody is told."""
        conversation.timeline.keep(self._message(conversation, author, draft, at))

    def whisper(self, conversation: Conversation, viewer: str, draft: Draft) -> Message:
        """Show an ephemeral message of the app to one person."""
        message = self._message(conversation, self.workspace.bot, draft, self.clock.now())
        message = replace(message, audience=viewer)
        conversation.timeline.keep(message)
        self._show("message", conversation, message)
        return message

    def change(self, conversation: Conversation, before: Message, after: Message) -> None:
        """Replace a message by its new state."""
        conversation.timeline.keep(after)
        self._show("message_changed", conversation, after)
        if after.audience is None:
            self.app.changed(conversation, before, after, self._event_ts(conversation))

    def mark(self, conversation: Conversation, message: Message) -> None:
        """Store a message with other reactions or a pin, which is no edit."""
        conversation.timeline.keep(message)
        self._show("message_changed", conversation, message)

    def delete(self, conversation: Conversation, message: Message) -> None:
        """Take a message away."""
        conversation.timeline.drop(message.ts)
        told = {"channel": conversation.id, "ts": message.ts}
        self.stream.tell(self._concerned(conversation, message), "message_deleted", told)
        self._show_parent(conversation, message)
        if message.audience is None:
            self.app.deleted(conversation, message, self._event_ts(conversation))

    def draw_again(self, conversation: Conversation, message: Message) -> None:
        """Show a message again where something in it has changed by itself, such as a file."""
        self._show("message_changed", conversation, message)

    def _message(self, conversation: Conversation, author: User, draft: Draft, at: float) -> Message:
        broadcast = draft.broadcast and draft.thread_ts is not None
        return Message(
            channel=conversation.id,
            ts=self._stamps.next(conversation.id, at),
            user=author.id,
            bot_id=author.bot_id,
            app_id=self.workspace.app.id if author.is_bot else None,
            text=draft.text,
            blocks=draft.blocks,
            files=draft.files,
            thread_ts=draft.thread_ts,
            metadata=draft.metadata,
            subtype="thread_broadcast" if broadcast else draft.subtype,
            broadcast=broadcast,
        )

    def _event_ts(self, conversation: Conversation) -> str:
        return self._stamps.next(conversation.id, self.clock.now())

    def _concerned(self, conversation: Conversation, message: Message) -> Callable[[str], bool]:
        def concerned(user_id: str) -> bool:
            user = self.workspace.people.find(user_id)
            if user is None or message.audience not in (None, user_id):
                return False
            return self.workspace.sees(user, conversation)

        return concerned

    def _show(self, kind: str, conversation: Conversation, message: Message) -> None:
        told = {"channel": conversation.id, "message": self.json.for_page(message)}
        self.stream.tell(self._concerned(conversation, message), kind, told)

    def _show_parent(self, conversation: Conversation, message: Message) -> None:
        """Show the first message of a thread again: its reply count has changed."""
        parent = conversation.timeline.find(message.thread_ts or "") if message.is_reply else None
        if parent and message.audience is None:
            self._show("message_changed", conversation, parent)
