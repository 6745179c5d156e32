"""One worker at a time: who may send a message, and what came of it. Nothing counts but under the fence of a claim.

A claim is committed before anything is said to Slack. Whoever finds a message that another was sending, its lease long
over, knows only that it may have been posted.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Update, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from storage.models import DeliveryRow
from storage.repositories.delivery_records import Claim, Delivery, DeliveryState, Variant
from storage.repositories.delivery_rows import AS_IT_IS, COLUMNS, delivery_of
from storage.repositories.paces import Paces, closed_to_post
from storage.repositories.spent_files import SpentFiles

_Root = aliased(DeliveryRow)
_Other = aliased(DeliveryRow)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a worker claims: until when it may work, how long after that others wait, and a channel's pace."""

    worker: str
    lease: timedelta
    settle: timedelta
    pace: timedelta


class Claims:
    """Takes messages to send, and records what came of them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._paces = Paces(session)
        self._spent = SpentFiles(session)

    def take(self, terms: Terms, now: datetime) -> Claim | None:
        """Claim the message that is due first, and its channel's turn; None where nothing may go out now.

        What may be out already is looked for before it takes a turn.
        """
        while True:
            with self._session.begin_nested() as attempt:
                claimed = self._claim(terms, now)
                if claimed is None:
                    return None
                if claimed.maybe_posted or self.take_turn(claimed, terms, now):
                    return Claim(claimed, self._thread(claimed))
                attempt.rollback()  # somebody took the channel's turn meanwhile: that is seen now

    def take_turn(self, delivery: Delivery, terms: Terms, now: datetime) -> bool:
        """Take the turn of the message's channel."""
        return self._paces.take_turn(delivery.team_id, delivery.channel_id, now, now + terms.pace)

    def next_at(self, now: datetime) -> datetime | None:
        """When the first message that waits for its time, or for its turn, may go out, as far as that is known."""
        waiting = select(DeliveryRow.not_before).where(
            DeliveryRow.state == DeliveryState.PENDING, DeliveryRow.not_before > now
        )
        first = self._session.execute(waiting.order_by(DeliveryRow.not_before).limit(1)).scalar()
        return min((each for each in (first, self._paces.next_at(now)) if each), default=None)

    def renew(self, mine: Delivery, until: datetime) -> bool:
        """Hold the lease longer; False where it is lost."""
        return self._record(mine, lease_until=until)

    def find_place(self, mine: Delivery, conversation_id: str) -> bool:
        """Remember the conversation that a person's messages go to."""
        return self._record(mine, conversation_id=conversation_id)

    def sent(self, mine: Delivery, slack_ts: str, now: datetime, sweep_at: datetime | None) -> bool:
        """It is out; False where another worker took over."""
        ended = {"slack_ts": slack_ts, "finished_at": now, "sweep_at": sweep_at, "png": None, "not_before": now}
        return self._record(mine, state=DeliveryState.SENT, **ended)

    def again(self, mine: Delivery, not_before: datetime, error: str, *, maybe_posted: bool = False) -> bool:
        """Try again later."""
        sticky = {"maybe_posted": True} if maybe_posted else {}
        return self._record(
            mine, state=DeliveryState.PENDING, not_before=not_before, last_error=error, lease_until=None, **sticky
        )

    def as_text(self, mine: Delivery, now: datetime) -> bool:
        """Go on without the picture, at once."""
        self._spent.add(mine.team_id, mine.file_id, now)
        return self._record(
            mine, state=DeliveryState.PENDING, not_before=now, variant=Variant.TEXT, lease_until=None, file_id=None
        )

    def as_plain(self, mine: Delivery, now: datetime, error: str) -> bool:
        """Go on without what Slack is to draw itself, at once: it refused the message for it, so none is out."""
        plain = {"variant": Variant.PLAIN, "last_error": error}
        return self._record(mine, state=DeliveryState.PENDING, not_before=now, lease_until=None, **plain)

    def give_back(self, mine: Delivery, not_before: datetime) -> bool:
        """Nothing was tried."""
        back = {"attempts": mine.attempts - 1, "lease_until": None, "not_before": not_before}
        return self._record(mine, state=DeliveryState.PENDING, **back)

    def end(self, mine: Delivery, state: DeliveryState, reason: str, now: datetime) -> bool:
        """It will never be sent by itself."""
        ended = self._record(mine, state=state, reason=reason, last_error=reason, finished_at=now, png=None)
        if ended:
            self._spent.add(mine.team_id, mine.file_id, now)
        return ended

    def lost(self, mine: Delivery, now: datetime) -> Delivery | None:
        """Another worker took over: have the channel swept, and give what is recorded."""
        statement = update(DeliveryRow).where(DeliveryRow.id == mine.id).values(sweep_at=now)
        return self._first(statement)

    def _claim(self, terms: Terms, now: datetime) -> Delivery | None:
        first = func.coalesce(_first_that(_was_left(now, terms.settle), now), _first_that(_is_due(now), now))
        return self._first(
            update(DeliveryRow)
            .where(DeliveryRow.id == first)
            .values(
                maybe_posted=or_(DeliveryRow.maybe_posted, DeliveryRow.state == DeliveryState.SENDING),
                state=DeliveryState.SENDING,
                worker=terms.worker,
                fence=DeliveryRow.fence + 1,
                attempts=DeliveryRow.attempts + 1,
                lease_until=now + terms.lease,
                first_attempt_at=func.coalesce(DeliveryRow.first_attempt_at, now),
            )
        )

    def _thread(self, claimed: Delivery) -> str | None:
        if claimed.root_id is None:
            return None
        return self._session.execute(select(DeliveryRow.slack_ts).where(DeliveryRow.id == claimed.root_id)).scalar()

    def _record(self, mine: Delivery, **values: Any) -> bool:
        statement = (
            update(DeliveryRow)
            .where(DeliveryRow.id == mine.id, DeliveryRow.fence == mine.fence)
            .where(DeliveryRow.state == DeliveryState.SENDING)
            .values(**values)
        )
        return self._first(statement) is not None

    def _first(self, statement: Update) -> Delivery | None:
        row = self._session.execute(statement.returning(*COLUMNS), execution_options=AS_IT_IS).first()
        return delivery_of(row) if row else None


def _first_that(is_one: ColumnElement[bool], now: datetime) -> ScalarSelect[int]:
    """The one whose time came first of these that nothing holds back.

    All of them share a state, so that an index has them in this order: no matter how many wait, none is sorted.
    """
    return (
        select(DeliveryRow.id)
        .where(is_one, ~closed_to_post(now), ~_is_being_written_to(now))
        .order_by(DeliveryRow.not_before, DeliveryRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )


def _is_due(now: datetime) -> ColumnElement[bool]:
    """Due and in time, a reply after its root; what may have been posted is looked for even when it is late."""
    return and_(
        DeliveryRow.state == DeliveryState.PENDING,
        DeliveryRow.not_before <= now,
        or_(DeliveryRow.expires_at > now, DeliveryRow.maybe_posted),
        _may_follow_its_root(),
    )


def _was_left(now: datetime, settle: timedelta) -> ColumnElement[bool]:
    """A worker that died had it."""
    return and_(DeliveryRow.state == DeliveryState.SENDING, DeliveryRow.lease_until <= now - settle)


def _may_follow_its_root() -> ColumnElement[bool]:
    """Looked up by the root's id, for each reply alone: from EXISTS PostgreSQL may list all that was ever sent."""
    root_state = select(_Root.state).where(_Root.id == DeliveryRow.root_id).scalar_subquery()
    return or_(DeliveryRow.root_id.is_(None), root_state == DeliveryState.SENT)


def _is_being_written_to(now: datetime) -> ColumnElement[bool]:
    """Whether somebody sends another message to the same channel: the pace counts from when that one is out."""
    return exists().where(
        _Other.team_id == DeliveryRow.team_id,
        _Other.channel_id == DeliveryRow.channel_id,
        _Other.state == DeliveryState.SENDING,
        _Other.lease_until > now,
    )
