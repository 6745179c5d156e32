"""What a person types in the composer: a slash command, or a message."""

import re
from dataclasses import dataclass

from playground.conversations import Conversation
from playground.delivery import Carrier, Parcel, Receipt, Sort
from playground.errors import Refusal
from playground.interactions.payloads import channel_of
from playground.journal import Delivered, Journal
from playground.manifest import SlashCommand
from playground.notices import Notices
from playground.people import User
from playground.replies import Replies
from playground.triggers import Triggers
from playground.workspace import Workspace

MENTION = re.compile(r"(?<!\S)([@#])([\w.-]+)")
ENTITY = re.compile(r"&lt;([@#!][^<>&]+)&gt;")
BROADCASTS = frozenset({"here", "channel", "everyone"})


@dataclass(slots=True)
class Commands:
    """Runs slash commands: the app has three seconds, then Slack says that it failed."""

    workspace: Workspace
    carrier: Carrier
    triggers: Triggers
    replies: Replies
    notices: Notices
    journal: Journal

    async def run(self, user: User, conversation: Conversation, line: str, *, in_thread: bool = False) -> str:
        """Run `/name rest of the line`; return how it ended."""
        name, _, rest = line.strip().partition(" ")
        command = self.workspace.manifest.command(name)
        if command is None:
            return self.notices.give(user, conversation, "unknown_command", name).error
        if in_thread:
            return self.notices.give(user, conversation, "not_in_threads", name).error
        receipt = await self._send(user, conversation, command, rest.strip())
        if not receipt.acked:
            self.notices.give(user, conversation, receipt.status, name)
        return receipt.status

    async def _send(self, user: User, conversation: Conversation, command: SlashCommand, text: str) -> Receipt:
        url = self.replies.issue("commands", user.id, conversation.id)
        parcel = Parcel(Sort.COMMAND, self._payload(user, conversation, command, text, url))
        receipt = await self.carrier.carry(parcel)
        self.journal.write(Delivered(command.command, parcel.payload["trigger_id"], receipt))
        if receipt.acked and isinstance(receipt.answer, dict) and receipt.answer:
            self._show_answer(user, conversation, url, receipt)
        return receipt

    def _show_answer(self, user: User, conversation: Conversation, url: str, receipt: Receipt) -> None:
        try:
            self.replies.answer(self.replies.address(url), receipt.answer)
        except Refusal as refusal:
            self.notices.give(user, conversation, refusal.code)

    def _payload(
        self, user: User, conversation: Conversation, command: SlashCommand, text: str, url: str
    ) -> dict[str, str]:
        team, app = self.workspace.team, self.workspace.app
        return {
            "token": app.verification_token, "team_id": team.id, "team_domain": team.domain,
            "channel_id": conversation.id, "channel_name": channel_of(conversation)["name"],
            "user_id": user.id, "user_name": user.name, "command": command.command,
            "text": with_mentions(self.workspace, text) if command.should_escape else text,
            "api_app_id": app.id, "is_enterprise_install": "false",
            "response_url": url, "trigger_id": self.triggers.issue(user.id, channel=conversation.id),
        }  # fmt: skip


def with_entities(workspace: Workspace, typed: str) -> str:
    """Escape a message as it was typed and resolve `@name` and `#channel`, as Slack's composer does."""
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = ENTITY.sub(r"<\1>", escaped)  # already resolved by the page
    return with_mentions(workspace, escaped)


def with_mentions(workspace: Workspace, text: str) -> str:
    """Resolve `@name` and `#channel`, and nothing else."""

    def resolve(match: re.Match[str]) -> str:
        sign, name = match.groups()
        if sign == "#":
            channel = workspace.conversations.named(name)
            return f"<#{channel.id}|{channel.name}>" if channel else match.group()
        if name in BROADCASTS:
            return f"<!{name}>"
        person = workspace.people.find(name)
        return f"<@{person.id}>" if person else match.group()

    return MENTION.sub(resolve, text)
