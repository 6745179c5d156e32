"""How a piece of feedback moves from new to its end.

New may be acknowledged; new or acknowledged may be planned, planned may be planned again. From each of the three it
may end: done, declined, or merged into another one. Nothing leads out of an end.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from bot.errors import MoveRefused
from storage.repositories.voice_records import Feedback, FeedbackState


class Move(StrEnum):
    """What a manager does with it."""

    ACKNOWLEDGE = "acknowledge"
    PLAN = "plan"
    DONE = "done"
    DECLINE = "decline"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Step:
    """A move with what it takes: whom and until when for a plan, words for an end, the other one for a merge.

    `seen` is the stamp of the item as it stood before whoever makes the move; None where she was shown none.
    """

    move: Move
    owner: str | None = None
    due_on: date | None = None
    reason: str | None = None
    main: str | None = None
    seen: str | None = None


_LEADS_TO: Mapping[Move, FeedbackState] = MappingProxyType(
    {
        Move.ACKNOWLEDGE: FeedbackState.ACKNOWLEDGED,
        Move.PLAN: FeedbackState.PLANNED,
        Move.DONE: FeedbackState.DONE,
        Move.DECLINE: FeedbackState.DECLINED,
        Move.MERGE: FeedbackState.MERGED,
    }
)
_ENDS = frozenset({Move.DONE, Move.DECLINE, Move.MERGE})
_MOVES: Mapping[FeedbackState, frozenset[Move]] = MappingProxyType(
    {
        FeedbackState.NEW: frozenset(Move),
        FeedbackState.ACKNOWLEDGED: _ENDS | {Move.PLAN},
        FeedbackState.PLANNED: _ENDS | {Move.PLAN},
        FeedbackState.DONE: frozenset(),
        FeedbackState.DECLINED: frozenset(),
        FeedbackState.MERGED: frozenset(),
    }
)


def possible(state: FeedbackState) -> frozenset[Move]:
    """The moves that a state allows."""
    return _MOVES[state]


def stamp(feedback: Feedback) -> str:
    """Names how it stands: another one after each move."""
    return feedback.changed_at.isoformat() if feedback.changed_at else "new"


def moved(feedback: Feedback, step: Step, by: str, at: datetime) -> Feedback:
    """The item after a move. Raises MoveRefused where its state does not allow it."""
    if step.move not in possible(feedback.state):
        raise MoveRefused(feedback)
    return replace(
        feedback,
        state=_LEADS_TO[step.move],
        owner=step.owner or feedback.owner or by,
        due_on=step.due_on if step.move is Move.PLAN else feedback.due_on,
        reason=step.reason or feedback.reason,
        merged_into=step.main,
        answered_at=feedback.answered_at or at,
        changed_at=at,
        changed_by=by,
    )


def made_before(feedback: Feedback, step: Step, by: str) -> bool:
    """Whether this person made this very move already: a double click, a form sent twice."""
    made = (feedback.state, feedback.changed_by) == (_LEADS_TO[step.move], by)
    same_words = (feedback.reason or "") == (step.reason or feedback.reason or "")
    same_plan = step.move is not Move.PLAN or (step.owner or by, step.due_on) == (feedback.owner, feedback.due_on)
    return made and same_words and same_plan and feedback.merged_into == step.main
