"""What there is to tell about a proposal: all that its messages need, and nothing said yet."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from storage.repositories.delivery_records import Frozen
from storage.repositories.poll_records import Poll, PollQuestion
from storage.repositories.proposal_records import Proposal


class Telling(StrEnum):
    """Which message it is."""

    ROOT = "root"  # the proposal as it stands now: the first message of its thread
    EDITED = "edited"  # a reply: what its author changed
    WITHDRAWN = "withdrawn"  # a reply: by whom, and why where that was said
    TO_SUPPORTER = "to_supporter"  # by direct message: what you second has changed


@dataclass(frozen=True, slots=True)
class Vote:
    """A poll that asks, or asked, about a proposal, and its question on it."""

    poll: Poll
    question: PollQuestion


@dataclass(frozen=True, slots=True)
class ProposalNews:
    """A proposal as of now; `before`: as it was; `actor`: the user id of whoever withdrew it, and her `reason`.

    `vote`: the last one on it; None where it was never put to the vote.
    """

    proposal: Proposal
    before: Proposal | None = None
    actor: str | None = None
    reason: str = ""
    vote: Vote | None = None


class Words(Protocol):
    """Turns news into what Slack takes: `text` and `blocks`, in a Slack locale."""

    def __call__(self, telling: Telling, news: ProposalNews, locale: str) -> Frozen:
        """The frozen payload of one message."""
