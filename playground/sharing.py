"""Uploads are completed, processed after a moment, and shared as messages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from playground.blocks.walk import slack_files
from playground.clock import Clock
from playground.conversations import Conversation
from playground.files import File, Files
from playground.messages import Message
from playground.people import User
from playground.posting import Draft, Posting
from playground.workspace import Workspace


@dataclass(slots=True)
class Sharing:
    """Carries files from complete to visible."""

    workspace: Workspace
    clock: Clock
    files: Files
    posting: Posting

    def complete(self, file: File, *, at_once: bool = False) -> File:
        """Accept an upload; an app's file has its type only after the delay of processing."""
        done = self.files.keep(replace(file, completed=True))
        if at_once:
            return self.files.processed(file.id) or done

        async def processed() -> None:
            if self.files.processed(file.id):
                self._draw_again(file.id)

        self.clock.after(self.files.delay, processed)
        return done

    def share(self, conversation: Conversation, author: User, files: Iterable[File], draft: Draft) -> Message:
        """Post files as one message."""
        shown = tuple(files)
        message = self.posting.post(conversation, author, replace(draft, files=tuple(file.id for file in shown)))
        for file in shown:
            self.shown_in(file.id, message)
        self._draw_again(shown[0].id)
        return message

    def shown_by(self, message: Message) -> None:
        """Open the files of a message's image blocks to everybody who sees the message."""
        for shown in slack_files(list(message.blocks)).values():
            file = self.files.get(str(shown.get("id", ""))) or self.files.by_url(str(shown.get("url", "")))
            if file is not None:
                self.shown_in(file.id, message)

    def shown_in(self, file_id: str, message: Message) -> None:
        """Remember that a message shows a file: who sees the message may read the file."""
        file = self.files.get(file_id)
        if file is not None and (message.channel, message.ts) not in file.shares:
            self.files.keep(replace(file, shares=(*file.shares, (message.channel, message.ts))))

    def _draw_again(self, file_id: str) -> None:
        file = self.files.get(file_id)
        for channel, ts in file.shares if file else ():
            conversation = self.workspace.conversations.get(channel)
            message = conversation.timeline.find(ts) if conversation else None
            if conversation and message:
                self.posting.draw_again(conversation, message)
