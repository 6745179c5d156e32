"""Files: tickets for the upload, bytes on disk, processing that takes a moment, who may read."""

import mimetypes
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from playground.workspace import Workspace

HEAD = 16  # bytes that tell the type
INVALID_FILE = "invalid slack file"  # Slack says no more than that
IMAGES = ("png", "jpg", "jpeg", "gif")
MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF8", "image/gif", "gif"),
    (b"%PDF-", "application/pdf", "pdf"),
    (b"PK\x03\x04", "application/zip", "zip"),
)


class PrivateFiles(StrEnum):
    """Whether an image block may show members a file that was shared nowhere (sources disagree)."""

    VISIBLE = "visible"
    BOT_ONLY = "bot_only"


@dataclass(frozen=True, slots=True)
class File:
    """One file; `mimetype` stays empty until Slack has processed it."""

    id: str
    name: str
    title: str
    user: str
    created: int
    size: int
    alt_text: str = ""
    mimetype: str = ""
    filetype: str = ""
    completed: bool = False
    handed: bool = False  # given to the app through the file input of a form
    shares: tuple[tuple[str, str], ...] = ()  # (channel id, ts of the message)

    @property
    def ready(self) -> bool:
        """Say whether Slack has processed the bytes."""
        return bool(self.mimetype)

    @property
    def is_image(self) -> bool:
        """Say whether an image block may show it."""
        return self.filetype in IMAGES


@dataclass(slots=True)
class Files:
    """All files of the workspace; bytes live in `folder`."""

    workspace: Workspace
    folder: Path
    delay: float = 1.0  # seconds of processing, on the workspace's clock
    private: PrivateFiles = PrivateFiles.VISIBLE
    _files: dict[str, File] = field(default_factory=dict)
    _tickets: dict[str, str] = field(default_factory=dict)

    def get(self, file_id: str) -> File | None:
        """Return the file with this id, once its upload is complete."""
        file = self._files.get(file_id)
        return file if file and file.completed else None

    def by_url(self, url: str) -> File | None:
        """Return the file with this private address."""
        found = (self.get(file_id) for file_id in self._files if f"-{file_id}/" in url)
        return next((file for file in found if file), None)

    def expect(self, file: File, ticket: str) -> None:
        """Await the bytes of a file at the address with this ticket."""
        self._files[file.id] = file
        self._tickets[ticket] = file.id

    def receive(self, ticket: str, content: bytes) -> File | None:
        """Store the bytes sent to a ticket; None where the ticket is not known."""
        file = self._files.get(self._tickets.get(ticket, ""))
        if file is None:
            return None
        self.path(file.id).write_bytes(content)
        self._files[file.id] = replace(file, size=len(content))
        return self._files[file.id]

    def arrived(self, file_id: str) -> File | None:
        """Return a file whose bytes are here, complete or not."""
        return self._files.get(file_id) if self.path(file_id).exists() else None

    def keep(self, file: File) -> File:
        """Store the new state of a file."""
        self._files[file.id] = file
        return file

    def drop(self, file_id: str) -> None:
        """Delete a file."""
        del self._files[file_id]
        self.path(file_id).unlink(missing_ok=True)

    def path(self, file_id: str) -> Path:
        """Return where the bytes lie."""
        return self.folder / file_id

    def processed(self, file_id: str) -> File | None:
        """Finish the processing of a file: its type is known from now on."""
        file = self.get(file_id)
        if file is None:
            return None
        with self.path(file_id).open("rb") as content:
            mimetype, filetype = sniff(file.name, content.read(HEAD))
        return self.keep(replace(file, mimetype=mimetype, filetype=filetype))

    def picture_problem(self, shown: dict[str, Any]) -> str | None:
        """Say what keeps the app from showing a `slack_file` in an image block, if something does."""
        file = self.by_url(shown["url"]) if "url" in shown else self.get(str(shown.get("id", "")))
        if file is None or not self.readable_by(file, self.workspace.bot.id):
            return INVALID_FILE
        unshared = self.private is PrivateFiles.BOT_ONLY and not file.shares
        return None if file.ready and file.is_image and not unshared else INVALID_FILE

    def hand_over(self, file_id: str) -> File | None:
        """Let the app read a file that a person put into a form."""
        file = self.get(file_id)
        return self.keep(replace(file, handed=True)) if file else None

    def readable_by(self, file: File, user_id: str) -> bool:
        """Say whether a member may have the bytes: the owner, and who sees a conversation it is in."""
        if file.user == user_id or (file.handed and user_id == self.workspace.bot.id):
            return True
        user = self.workspace.people.find(user_id)
        shared = (self.workspace.conversations.get(channel) for channel, _ in file.shares)
        return user is not None and any(c and self.workspace.sees(user, c) for c in shared)

    def to_json(self, file: File) -> dict[str, Any]:
        """Return Slack's file object."""
        team, base = self.workspace.team.id, self.workspace.base_url
        private = f"{base}/files-pri/{team}-{file.id}/{file.name}"
        channels = [channel for channel, _ in file.shares]
        answer: dict[str, Any] = {
            "id": file.id, "created": file.created, "timestamp": file.created, "name": file.name,
            "title": file.title, "mimetype": file.mimetype, "filetype": file.filetype,
            "pretty_type": file.filetype.upper(), "user": file.user, "user_team": team, "size": file.size,
            "editable": False, "mode": "hosted", "is_external": False, "external_type": "",
            "is_public": self._is_public(channels), "public_url_shared": False,
            "url_private": private, "url_private_download": private, "file_access": "visible",
            "permalink": f"{base}/files/{file.user}/{file.id}/{file.name}",
            "channels": [c for c in channels if c.startswith("C")], "groups": [],
            "ims": [c for c in channels if c.startswith("D")], "comments_count": 0,
        }  # fmt: skip
        if file.alt_text:
            answer["alt_txt"] = file.alt_text
        return answer | {"shares": self._shares(file), "has_rich_preview": False}

    def _shares(self, file: File) -> dict[str, Any]:
        shares: dict[str, Any] = {}
        for channel, ts in file.shares if file.ready else ():
            side = "public" if self._is_public([channel]) else "private"
            shares.setdefault(side, {}).setdefault(channel, []).append({"ts": ts, "reply_users": []})
        return shares

    def _is_public(self, channels: list[str]) -> bool:
        found = (self.workspace.conversations.get(channel) for channel in channels)
        return any(c is not None and c.kind.value == "public_channel" for c in found)


def sniff(name: str, head: bytes) -> tuple[str, str]:
    """Tell the media type and Slack's file type from the first bytes, else from the name."""
    for magic, mimetype, filetype in MAGIC:
        if head.startswith(magic):
            return mimetype, filetype
    mimetype = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return mimetype, Path(name).suffix.removeprefix(".").lower() or "binary"
