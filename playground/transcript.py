"""A conversation as one person sees it, in plain text for a terminal."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from playground.blocks.mrkdwn import Names, plain
from playground.blocks.plain import PlainBlocks
from playground.conversations import Conversation
from playground.files import Files
from playground.ids import seconds
from playground.messages import Message
from playground.notices import Notice, Notices
from playground.people import User
from playground.workspace import Workspace

ONLY_YOU = {"en": "Only visible to you", "fr": "Visible uniquement par vous"}
EDITED = {"en": "(edited)", "fr": "(modifié)"}


@dataclass(frozen=True, slots=True)
class Transcript:
    """Writes conversations down."""

    workspace: Workspace
    files: Files
    notices: Notices

    def write(self, reader: User, conversation: Conversation, since: str = "") -> str:
        """Return what `reader` sees after `since`: messages, replies, what only she was shown."""
        timeline = conversation.timeline
        shown = [(seconds(m.ts), self._message(reader, m)) for m in timeline.everything()]
        shown += [(seconds(m.ts), self._message(reader, m)) for m in timeline.ephemeral_for(reader.id)]
        told = self.notices.seen_by(reader.id, conversation.id)
        shown += [(notice.at, self._notice(reader, notice)) for notice in told]
        after = seconds(since) if since else 0.0
        return "\n".join(text for at, text in sorted(shown) if at > after)

    def _message(self, reader: User, message: Message) -> str:
        names = self._names(reader)
        author = self.workspace.people.find(message.user)
        head = f"{author.real_name if author else message.user}{' (app)' if message.bot_id else ''}"
        head += f"  {self._time(reader, seconds(message.ts))}"
        if message.is_reply:
            head = f"↳ {head}"
        if message.edited:
            head += f" {_said(EDITED, reader)}"
        if message.audience:
            head += f"  · {_said(ONLY_YOU, reader)}"
        return "\n".join([head, *(f"  {line}".rstrip() for line in self._body(message, names))])

    def _body(self, message: Message, names: Names) -> list[str]:
        blocks = PlainBlocks(names, self._title)
        lines = blocks.lines(message.blocks) if message.blocks else plain(message.text, names).splitlines()
        lines += [f"[file {self._title(file_id)}]" for file_id in message.files]
        if message.reactions:
            lines.append(" ".join(f":{name}:" for name, _ in message.reactions))
        return lines

    def _notice(self, reader: User, notice: Notice) -> str:
        head = f"Slackbot  {self._time(reader, notice.at)}  · {_said(ONLY_YOU, reader)}"
        return f"{head}\n  {notice.text}"

    def _title(self, file_id: str) -> str:
        file = self.files.get(file_id)
        return file.title if file else file_id

    def _time(self, reader: User, at: float) -> str:
        return datetime.fromtimestamp(at, ZoneInfo(reader.tz)).strftime("%H:%M")

    def _names(self, reader: User) -> Names:
        def person(user_id: str) -> str:
            user = self.workspace.people.find(user_id)
            return user.real_name if user else user_id

        def channel(channel_id: str) -> str:
            conversation = self.workspace.conversations.get(channel_id)
            return conversation.name if conversation else channel_id

        return Names(person, channel, ZoneInfo(reader.tz))


def _said(sentences: dict[str, str], reader: User) -> str:
    return sentences.get(reader.language, sentences["en"])
