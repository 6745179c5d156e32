"""A shortcut, on its own or on a message."""

from dataclasses import dataclass

from playground.clock import Clock
from playground.conversations import Conversation
from playground.delivery import Receipt
from playground.ids import stamp
from playground.interactions.actions import Actions
from playground.interactions.payloads import channel_of, envelope
from playground.manifest import Shortcut
from playground.messages import Message
from playground.people import User


@dataclass(slots=True)
class Shortcuts:
    """Sends `shortcut` and `message_action`."""

    clock: Clock
    actions: Actions

    async def run(self, user: User, shortcut: Shortcut) -> Receipt:
        """Run a global shortcut."""
        return await self.actions.send(self._payload(user, shortcut, "shortcut"))

    async def run_on(self, user: User, shortcut: Shortcut, conversation: Conversation, message: Message) -> Receipt:
        """Run a shortcut on a message."""
        actions = self.actions
        return await actions.send({
            **self._payload(user, shortcut, "message_action", conversation.id),
            "channel": channel_of(conversation),
            "message_ts": message.ts,
            "message": actions.posting.json.of(message),
            "response_url": actions.replies.issue("actions", user.id, conversation.id, message),
        })  # fmt: skip

    def _payload(self, user: User, shortcut: Shortcut, kind: str, channel: str | None = None) -> dict[str, object]:
        return envelope(self.actions.workspace, user, kind) | {
            "callback_id": shortcut.callback_id,
            "trigger_id": self.actions.triggers.issue(user.id, channel=channel),
            "action_ts": stamp(int(self.clock.now() * 1_000_000)),
        }
