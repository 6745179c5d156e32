"""A piece of feedback with what stands around it: all that its card and the news of it need."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from storage.repositories.voice_records import Feedback, FeedbackReply
from storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Item:
    """`theme` is a name; `same` counts what was merged into it; `main` is what it was merged into itself."""

    feedback: Feedback
    theme: str = ""
    same: int = 0
    main: Feedback | None = None
    replies: tuple[FeedbackReply, ...] = ()


class Telling(StrEnum):
    """Which message it is."""

    CARD = "card"  # for those who take it up
    MOVED = "moved"  # to its author: how it stands now
    GIVEN = "given"  # to whom it was given to see to
    ANSWERED = "answered"  # to its author: the last reply


class Words(Protocol):
    """Turns an item into what Slack takes, in a Slack locale."""

    def __call__(self, telling: Telling, item: Item, locale: str) -> Mapping[str, object]:
        """The frozen payload of one message."""


def item_of(work: UnitOfWork, feedback: Feedback) -> Item:
    """Gather what stands around it."""
    theme = work.themes.get(feedback.team_id, feedback.theme_id) if feedback.theme_id else None
    main = work.triage.get(feedback.team_id, feedback.merged_into) if feedback.merged_into else None
    return Item(
        feedback,
        theme.name if theme else "",
        len(work.triage.merged_into(feedback)),
        main,
        tuple(work.feedback.replies(feedback.team_id, feedback.id)),
    )
