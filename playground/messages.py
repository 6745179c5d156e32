"""Messages and the timeline of one conversation."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `audience` is the only person who sees it where it is ephemeral."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    files: tuple[str, ...] = ()
    thread_ts: str | None = None
    bot_id: str | None = None
    app_id: str | None = None
    subtype: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    audience: str | None = None
    reactions: tuple[tuple[str, str], ...] = ()  # (emoji name, user id)
    pinned: bool = False
    broadcast: bool = False

    @property
    def is_reply(self) -> bool:
        """Say whether the message stands in a thread below another one."""
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True)
class Timeline:
    """The messages of a conversation, oldest first; ephemeral ones apart, for they are in no history."""

    _messages: dict[str, Message] = field(default_factory=dict)
    _ephemeral: dict[str, Message] = field(default_factory=dict)
    _replies: dict[str, list[str]] = field(default_factory=dict)  # ts of the first message -> ts of replies

    def keep(self, message: Message) -> None:
        """Store a message, or the new state of one."""
        if message.audience:
            self._ephemeral[message.ts] = message
            return
        if message.is_reply and message.ts not in self._messages:
            self._replies.setdefault(message.thread_ts or "", []).append(message.ts)
        self._messages[message.ts] = message

    def find(self, ts: str) -> Message | None:
        """Return the message everybody sees at `ts`."""
        return self._messages.get(ts)

    def find_ephemeral(self, ts: str, viewer: str) -> Message | None:
        """Return the ephemeral message at `ts` if it is for `viewer`."""
        message = self._ephemeral.get(ts)
        return message if message and message.audience == viewer else None

    def drop(self, ts: str) -> None:
        """Forget the message at `ts`."""
        self._ephemeral.pop(ts, None)
        message = self._messages.pop(ts, None)
        if message and message.is_reply:
            self._replies[message.thread_ts or ""].remove(ts)

    def main(self) -> Iterator[Message]:
        """Yield what the channel shows: everything but replies that were not broadcast."""
        return (m for m in self._messages.values() if not m.is_reply or m.broadcast)

    def everything(self) -> Iterator[Message]:
        """Yield all messages that are in history, replies included."""
        return iter(tuple(self._messages.values()))

    def ephemeral_for(self, viewer: str) -> Iterator[Message]:
        """Yield what only `viewer` was shown."""
        return (m for m in tuple(self._ephemeral.values()) if m.audience == viewer)

    def thread(self, thread_ts: str) -> list[Message]:
        """Return the parent and its replies, oldest first."""
        parent = self._messages.get(thread_ts)
        return [*([parent] if parent else ()), *self.replies(thread_ts)]

    def replies(self, thread_ts: str) -> list[Message]:
        """Return the replies below the message at `thread_ts`, oldest first."""
        return [self._messages[ts] for ts in self._replies.get(thread_ts, ())]
