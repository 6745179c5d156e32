"""Messages as Slack writes them."""

from dataclasses import dataclass
from typing import Any

from playground.files import Files
from playground.messages import Message
from playground.workspace import Workspace

Json = dict[str, Any]

PLAIN_FIELDS = ("subtype", "user", "bot_id", "app_id", "thread_ts", "edited")


@dataclass(frozen=True, slots=True)
class MessageJson:
    """Writes message objects, with the files and the thread they stand in."""

    workspace: Workspace
    files: Files

    def of(self, message: Message, *, with_metadata: bool = False) -> Json:
        """Return Slack's message object."""
        answer: Json = {"type": "message"}
        answer |= {key: given for key in PLAIN_FIELDS if (given := getattr(message, key)) is not None}
        answer |= {"ts": message.ts, "text": message.text, "team": self.workspace.team.id}
        if message.bot_id:
            answer["bot_profile"] = self._bot_profile()
        if message.blocks:
            answer["blocks"] = list(message.blocks)
        if message.files:
            answer["files"] = [self.files.to_json(f) for i in message.files if (f := self.files.get(i))]
        if message.reactions:
            answer["reactions"] = _reactions(message)
        if message.pinned:
            answer["pinned_to"] = [message.channel]
        if with_metadata and message.metadata:
            answer["metadata"] = message.metadata
        return answer | self._thread(message)

    def for_page(self, message: Message) -> Json:
        """Return the message object with what the page needs to draw it."""
        author = self.workspace.people.find(message.user)
        return self.of(message, with_metadata=True) | {
            "author": {
                "name": author.real_name if author else message.user,
                "is_bot": message.bot_id is not None,
            },
            "is_ephemeral": message.audience is not None,
        }

    def _thread(self, message: Message) -> Json:
        conversation = self.workspace.conversations.get(message.channel)
        if conversation is None or message.audience:
            return {}
        if message.is_reply:
            parent = conversation.timeline.find(message.thread_ts or "")
            return {"parent_user_id": parent.user} if parent else {}
        replies = conversation.timeline.replies(message.ts)
        if not replies:
            return {}
        users = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": users,
            "reply_users_count": len(users),
            "latest_reply": replies[-1].ts,
        }

    def _bot_profile(self) -> Json:
        app = self.workspace.app
        return {
            "id": app.bot_id,
            "app_id": app.id,
            "name": self.workspace.manifest.bot_name,
            "deleted": False,
            "updated": 0,
            "team_id": self.workspace.team.id,
            "icons": {},
        }


def _reactions(message: Message) -> list[Json]:
    users: dict[str, list[str]] = {}
    for name, user in message.reactions:
        users.setdefault(name, []).append(user)
    return [{"name": name, "users": who, "count": len(who)} for name, who in users.items()]
