"""Reminders of polls: to whom one went says who had not voted, so that each is forgotten as soon as it has ended.

The poll itself remembers that its reminder went out (Polls.remind): a row that is gone is not queued again.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session

from storage.models import DeliveryRow
from storage.repositories.deliveries import Deliveries
from storage.repositories.delivery_records import (
    NO_LONGER_NEWS,
    ON_ITS_WAY,
    DeliveryKind,
    DeliveryState,
    Frozen,
    NewDelivery,
)
from storage.repositories.delivery_rows import AS_IT_IS
from storage.repositories.poll_records import Poll

_REMINDER = DeliveryRow.kind == DeliveryKind.REMINDER


class Reminders:
    """The rows among the deliveries."""

    def __init__(self, session: Session, deliveries: Deliveries) -> None:
        self._session = session
        self._deliveries = deliveries

    def queue(self, poll: Poll, user_id: str, words: Frozen, now: datetime) -> None:
        """Remind one person, unless the poll closes before."""
        self._deliveries.queue(
            NewDelivery(
                dedup_key=_prefix(poll) + user_id,
                kind=DeliveryKind.REMINDER,
                team_id=poll.team_id,
                channel_id=user_id,
                payload_text=words,
                due_at=now,
                expires_at=poll.deadline,
            )
        )

    def take_back(self, poll: Poll, now: datetime) -> None:
        """Withhold what waits: the poll is closed. What went out is not looked at again."""
        waiting = update(DeliveryRow).where(_of(poll), DeliveryRow.state == DeliveryState.PENDING)
        ended = waiting.values(state=DeliveryState.SUPPRESSED, reason=NO_LONGER_NEWS, finished_at=now)
        self._session.execute(ended, execution_options=AS_IT_IS)
        unswept = update(DeliveryRow).where(_of(poll)).values(sweep_at=None)
        self._session.execute(unswept, execution_options=AS_IT_IS)

    def forget(self) -> None:
        """Delete those that have ended and are not to be looked at again."""
        over = DeliveryRow.state.not_in(ON_ITS_WAY), DeliveryRow.sweep_at.is_(None)
        self._session.execute(delete(DeliveryRow).where(_REMINDER, *over), execution_options=AS_IT_IS)

    def any_left(self, poll: Poll) -> bool:
        """Whether it can still be read of a poll who was reminded."""
        return bool(self._session.execute(select(exists().where(_of(poll)))).scalar())


def _prefix(poll: Poll) -> str:
    return f"{DeliveryKind.REMINDER}:{poll.team_id}:{poll.id}:"


def _of(poll: Poll) -> ColumnElement[bool]:
    return _REMINDER & DeliveryRow.dedup_key.startswith(_prefix(poll), autoescape=True)
