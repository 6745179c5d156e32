"""Messages scheduled for later."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from playground.clock import Alarm, Clock
from playground.conversations import Conversation
from playground.errors import Refusal
from playground.ids import Ids
from playground.posting import Draft, Posting
from playground.workspace import Workspace

FARTHEST = 120 * 86_400  # seconds ahead
WINDOW = 300  # seconds in which ...
MOST_IN_WINDOW = 30  # ... so many messages may be scheduled for one channel


@dataclass(frozen=True, slots=True)
class Later:
    """One message on its way; `alarm` is what will post it."""

    id: str
    channel: str
    post_at: int
    created: int
    draft: Draft
    alarm: Alarm = field(compare=False)

    def to_json(self) -> dict[str, Any]:
        """Return what `chat.scheduledMessages.list` shows."""
        return {
            "id": self.id, "channel_id": self.channel, "post_at": self.post_at,
            "date_created": self.created, "text": self.draft.text,
        }  # fmt: skip


class Scheduled:
    """Posts on the clock; what carries metadata is accepted and never posted, as Slack's known defect."""

    def __init__(self, workspace: Workspace, clock: Clock, ids: Ids, posting: Posting) -> None:
        self._workspace = workspace
        self._clock = clock
        self._ids = ids
        self._posting = posting
        self._waiting: dict[str, Later] = {}

    def __iter__(self) -> Iterator[Later]:
        return iter(sorted(self._waiting.values(), key=lambda later: later.post_at))

    def add(self, conversation: Conversation, draft: Draft, post_at: int) -> Later:
        """Schedule a message for `post_at` (epoch seconds)."""
        self._refuse_bad_time(conversation, post_at)
        scheduled_id = self._ids.draw("Q")

        async def due() -> None:
            del self._waiting[scheduled_id]
            if draft.metadata is None and not conversation.is_archived:
                self._posting.post(conversation, self._workspace.bot, draft)

        created = int(self._clock.now())
        later = Later(scheduled_id, conversation.id, post_at, created, draft, self._clock.at(post_at, due))
        self._waiting[scheduled_id] = later
        return later

    def cancel(self, channel: str, scheduled_id: str) -> None:
        """Take a scheduled message back."""
        later = self._waiting.get(scheduled_id)
        if later is None or later.channel != channel:
            raise Refusal("invalid_scheduled_message_id")
        later.alarm.cancelled = True
        del self._waiting[scheduled_id]

    def _refuse_bad_time(self, conversation: Conversation, post_at: int) -> None:
        now = self._clock.now()
        if post_at <= now:
            raise Refusal("time_in_past")
        if post_at > now + FARTHEST:
            raise Refusal("time_too_far")
        near = [
            later
            for later in self._waiting.values()
            if later.channel == conversation.id and abs(later.post_at - post_at) < WINDOW
        ]
        if len(near) >= MOST_IN_WINDOW:
            raise Refusal("restricted_too_many")
