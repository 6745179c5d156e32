"""A message on its way: what it says, to whom, and how far it has come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

Frozen = Mapping[str, object]
"""What is sent, as Slack takes it: `text` and `blocks`. Decided once, never computed again."""

PICTURE = "FPICTURE00"
"""Stands in a frozen payload for the id of its picture's file, known only once the picture was uploaded."""


class DeliveryKind(StrEnum):
    """Why it is sent."""

    DIGEST = "digest"
    RESTATEMENT = "restatement"  # a reply under a digest: a posted figure has changed since
    ALERT = "alert"
    FEEDBACK = "feedback"  # a card, for those who take it up; or what several people say
    PROPOSAL = "proposal"  # a KPI that somebody proposes, and what becomes of it
    POLL = "poll"  # what is put to the vote, and what came of it
    REMINDER = "reminder"  # to a person who has not voted yet: that it went to her is nobody's business
    NOTICE = "notice"  # to the person who answers for something: what failed, and how to mend it


class DeliveryState(StrEnum):
    """How far it has come. What is not one of the first three is the end."""

    PREPARING = "preparing"  # its picture is on its way to Slack
    PENDING = "pending"
    SENDING = "sending"  # a worker has it, for as long as its lease lasts
    SENT = "sent"
    SUPPRESSED = "suppressed"  # there was a reason not to send it
    MISSED = "missed"  # too late
    DEAD = "dead"  # Slack refused it for good
    UNCONFIRMED = "unconfirmed"  # it may have been posted, and nobody can tell: never posted again by itself


ON_ITS_WAY = frozenset({DeliveryState.PREPARING, DeliveryState.PENDING, DeliveryState.SENDING})

UNSETTLED = frozenset({DeliveryState.MISSED, DeliveryState.DEAD, DeliveryState.UNCONFIRMED})
"""Ends that somebody is told of: the message did not come, or nobody can tell."""


NO_LONGER_NEWS = "stale"
TOO_LATE = "too_late"
OVER_BEFORE = "over_before"
NOT_ACTIVE = "not_active"


_HELD_BACK = frozenset({DeliveryKind.ALERT, DeliveryKind.REMINDER})


def too_late(kind: DeliveryKind) -> tuple[DeliveryState, str]:
    """How a message ends that surely did not go out in time, and why.

    An alert is held back on purpose, and so is a reminder: what it says may be over. Anything else was missed, and
    somebody is told.
    """
    if kind in _HELD_BACK:
        return DeliveryState.SUPPRESSED, NO_LONGER_NEWS
    return DeliveryState.MISSED, TOO_LATE


class Variant(StrEnum):
    """Which of the two frozen payloads goes out, and how much of it."""

    PICTURE = "picture"
    TEXT = "text"
    PLAIN = "plain"  # the text without the charts and tables that Slack draws itself, which it refused


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A message to be sent once. `channel_id` is a conversation's id, or a person's for her direct messages.

    `dedup_key` names it for ever: `kind:workspace:channel:subject:local period`, never an instant. `png` goes with a
    `payload` that holds PICTURE; without one only `payload_text` is sent. `root_id` is the delivery under whose
    message it is a reply: it goes out after that one, or not at all.
    """

    dedup_key: str
    kind: DeliveryKind
    team_id: str
    channel_id: str
    payload_text: Frozen
    due_at: datetime
    expires_at: datetime
    not_before: datetime | None = None  # `due_at` where nothing is said
    payload: Frozen = field(default_factory=dict)
    png: bytes | None = None
    root_id: int | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message and how far it has come.

    `fence` grows with each claim: what a worker wants to write counts only under the fence it got. `maybe_posted`
    says for ever that some attempt may have posted; `slack_ts` is the message that counts. `edit` replaces a posted
    message; `edit_shown` falls behind `edit_number` until Slack shows it. `conversation_id` is where a message
    for a person went.
    """

    id: int
    dedup_key: str
    kind: DeliveryKind
    team_id: str
    channel_id: str
    conversation_id: str | None
    root_id: int | None
    slack_key: str
    payload: Frozen
    payload_text: Frozen
    variant: Variant
    state: DeliveryState
    reason: str | None
    worker: str | None
    lease_until: datetime | None
    fence: int
    attempts: int
    maybe_posted: bool
    due_at: datetime
    not_before: datetime
    expires_at: datetime
    first_attempt_at: datetime | None
    finished_at: datetime | None
    sweep_at: datetime | None
    swept: int
    slack_ts: str | None
    last_error: str | None
    file_id: str | None = None
    file_deadline: datetime | None = None
    edit: Frozen | None = None
    edit_number: int = 0
    edit_shown: int = 0

    @property
    def place(self) -> str:
        """The id of the conversation to write to; of a person, until her conversation is known."""
        return self.conversation_id or self.channel_id

    @property
    def ended(self) -> bool:
        """Whether nothing will become of it any more."""
        return self.state not in ON_ITS_WAY


@dataclass(frozen=True, slots=True)
class Claim:
    """A message that one worker may send for as long as its lease lasts; a reply comes with its thread."""

    delivery: Delivery
    thread_ts: str | None = None
