"""Messages appear, change and go: stored, shown on the pages, told to the app."""

from dataclasses import dataclass, replace
from typing import Any

from playground.clock import Clock
from playground.conversations import Conversation, Kind
from playground.events import Events
from playground.files import Files
from playground.ids import Stamps
from playground.journal import Journal
from playground.messages import Message
from playground.people import User
from playground.stream import Stream
from playground.workspace import Workspace

Json = dict[str, Any]

ECHO_LIMIT = 20  # own messages in a row that come back to the app before the loop is cut

SUBSCRIPTIONS = {
    Kind.PUBLIC: ("message.channels", "channel"),
    Kind.PRIVATE: ("message.groups", "group"),
    Kind.IM: ("message.im", "im"),
}


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


class Posting:
    """The only door through which messages enter, change and leave."""

    def __init__(
        self, workspace: Workspace, clock: Clock, files: Files, stream: Stream, events: Events, journal: Journal
    ) -> None:
        self._workspace = workspace
        self._clock = clock
        self._files = files
        self._stream = stream
        self._events = events
        self._journal = journal
        self._stamps = Stamps()
        self._echoes: dict[str, int] = {}

    def post(self, conversation: Conversation, author: User, draft: Draft) -> Message:
        """Store a message everybody in the conversation sees."""
        message = self._message(conversation, author, draft, self._clock.now())
        conversation.timeline.keep(message)
        if author.is_bot:
            self._journal.stored(message.metadata)
        self._show("message", conversation, message)
        self._tell_app(conversation, message)
        return message

    def recall(self, conversation: Conversation, author: User, draft: Draft, at: float) -> None:
        """Store a message of before the workspace was opened (`at` in epoch seconds); nobody is told."""
        conversation.timeline.keep(self._message(conversation, author, draft, at))

    def whisper(self, conversation: Conversation, viewer: str, draft: Draft) -> Message:
        """Show an ephemeral message of the app to one person."""
        message = self._message(conversation, self._workspace.bot, draft, self._clock.now())
        message = replace(message, audience=viewer)
        conversation.timeline.keep(message)
        self._show("message", conversation, message)
        return message

    def change(self, conversation: Conversation, before: Message, after: Message) -> None:
        """Replace a message by its new state."""
        conversation.timeline.keep(after)
        self._show("message_changed", conversation, after)
        if after.audience is None:
            change = {"message": self.to_json(after), "previous_message": self.to_json(before)}
            self._tell_change(conversation, "message_changed", change)

    def delete(self, conversation: Conversation, message: Message) -> None:
        """Take a message away."""
        conversation.timeline.drop(message.ts)
        told = {"channel": conversation.id, "ts": message.ts}
        self._stream.tell(lambda user: self._may_see(user, conversation, message), "message_deleted", told)
        if message.audience is None:
            change = {"deleted_ts": message.ts, "previous_message": self.to_json(message)}
            self._tell_change(conversation, "message_deleted", change)

    def shown_again(self, conversation: Conversation, message: Message) -> None:
        """Draw a message again where something it shows has changed (a file, a reply count)."""
        self._show("message_changed", conversation, message)

    def marked(self, conversation: Conversation, message: Message) -> None:
        """Store a message with other reactions or a pin: no edit, nobody is told but the pages."""
        conversation.timeline.keep(message)
        self._show("message_changed", conversation, message)

    def to_json(self, message: Message, *, with_metadata: bool = False) -> Json:
        """Return Slack's message object."""
        answer: Json = {"type": "message"}
        for key in ("subtype", "user", "bot_id", "app_id", "thread_ts", "edited"):
            if (given := getattr(message, key)) is not None:
                answer[key] = given
        answer |= {"ts": message.ts, "text": message.text, "team": self._workspace.team.id}
        if message.bot_id:
            answer["bot_profile"] = self._bot_profile()
        if message.blocks:
            answer["blocks"] = list(message.blocks)
        if message.files:
            answer["files"] = [self._files.to_json(f) for i in message.files if (f := self._files.get(i))]
        if message.reactions:
            answer["reactions"] = _reactions(message)
        if with_metadata and message.metadata:
            answer["metadata"] = message.metadata
        return answer | self._thread(message)

    def for_page(self, message: Message) -> Json:
        """Return the message object with what the page needs to draw it."""
        author = self._workspace.people.find(message.user)
        name = author.real_name if author else message.user
        told = self.to_json(message, with_metadata=True)
        return told | {
            "author": {"name": name, "is_bot": bool(message.bot_id)},
            "is_ephemeral": message.audience is not None,
        }

    def _message(self, conversation: Conversation, author: User, draft: Draft, at: float) -> Message:
        return Message(
            channel=conversation.id,
            ts=self._stamps.next(conversation.id, at),
            user=author.id,
            bot_id=author.bot_id,
            app_id=self._workspace.app.id if author.is_bot else None,
            text=draft.text,
            blocks=draft.blocks,
            files=draft.files,
            thread_ts=draft.thread_ts,
            metadata=draft.metadata,
            subtype=draft.subtype,
            broadcast=draft.broadcast,
        )

    def _thread(self, message: Message) -> Json:
        conversation = self._workspace.conversations.get(message.channel)
        if conversation is None or message.audience:
            return {}
        if message.is_reply:
            parent = conversation.timeline.find(message.thread_ts or "")
            return {"parent_user_id": parent.user} if parent else {}
        replies = [m for m in conversation.timeline.thread(message.ts) if m.ts != message.ts]
        if not replies:
            return {}
        users = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "thread_ts": message.ts, "reply_count": len(replies), "reply_users": users,
            "reply_users_count": len(users), "latest_reply": replies[-1].ts,
        }  # fmt: skip

    def _bot_profile(self) -> Json:
        app, manifest = self._workspace.app, self._workspace.manifest
        return {
            "id": app.bot_id, "app_id": app.id, "name": manifest.bot_name, "deleted": False,
            "updated": 0, "team_id": self._workspace.team.id, "icons": {},
        }  # fmt: skip

    def _may_see(self, user_id: str, conversation: Conversation, message: Message) -> bool:
        if message.audience:
            return user_id == message.audience
        user = self._workspace.people.find(user_id)
        return user is not None and self._workspace.sees(user, conversation)

    def _show(self, kind: str, conversation: Conversation, message: Message) -> None:
        told = {"channel": conversation.id, "message": self.for_page(message)}
        self._stream.tell(lambda user: self._may_see(user, conversation, message), kind, told)
        parent = conversation.timeline.find(message.thread_ts or "") if message.is_reply else None
        if parent and kind == "message" and message.audience is None:
            self.shown_again(conversation, parent)

    def _tell_app(self, conversation: Conversation, message: Message) -> None:
        bot = self._workspace.bot.id
        if bot not in conversation.members:
            return
        subscription, channel_type = SUBSCRIPTIONS[conversation.kind]
        event = self.to_json(message) | {
            "channel": conversation.id, "channel_type": channel_type, "event_ts": message.ts,
        }  # fmt: skip
        if self._may_echo(message):
            self._events.emit(subscription, event)
        if f"<@{bot}>" in message.text and not message.bot_id and conversation.kind is not Kind.IM:
            self._events.emit("app_mention", event | {"type": "app_mention"})
        self._tell_metadata(conversation, message)

    def _may_echo(self, message: Message) -> bool:
        if not message.bot_id:
            self._echoes.pop(message.channel, None)
            return True
        self._echoes[message.channel] = count = self._echoes.get(message.channel, 0) + 1
        return count <= ECHO_LIMIT

    def _tell_metadata(self, conversation: Conversation, message: Message) -> None:
        wanted = self._workspace.manifest.metadata_events
        if message.metadata and message.metadata["event_type"] in wanted:
            self._events.send({
                "type": "message_metadata_posted", "app_id": message.app_id, "bot_id": message.bot_id,
                "user_id": message.user, "team_id": self._workspace.team.id, "channel_id": conversation.id,
                "metadata": message.metadata, "message_ts": message.ts, "event_ts": message.ts,
            })  # fmt: skip

    def _tell_change(self, conversation: Conversation, subtype: str, change: Json) -> None:
        if self._workspace.bot.id not in conversation.members:
            return
        subscription, channel_type = SUBSCRIPTIONS[conversation.kind]
        event_ts = self._stamps.next(conversation.id, self._clock.now())
        self._events.emit(subscription, {
            "type": "message", "subtype": subtype, "channel": conversation.id, "channel_type": channel_type,
            "hidden": True, "ts": event_ts, "event_ts": event_ts, **change,
        })  # fmt: skip


def _reactions(message: Message) -> list[Json]:
    users: dict[str, list[str]] = {}
    for name, user in message.reactions:
        users.setdefault(name, []).append(user)
    return [{"name": name, "users": who, "count": len(who)} for name, who in users.items()]
