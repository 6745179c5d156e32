"""What nobody else takes care of: doubles in a channel, messages that are too late, replies to what never went out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select, update
from sqlalchemy.orm import Session, aliased

from storage.models import DeliveryRow
from storage.repositories.delivery_records import Claim, Delivery, DeliveryKind, DeliveryState, too_late
from storage.repositories.delivery_rows import AS_IT_IS, COLUMNS, delivery_of
from storage.repositories.paces import READ_CHANNEL, READ_THREAD, closed

_Root = aliased(DeliveryRow)
_WAITING = (DeliveryState.PREPARING, DeliveryState.PENDING)
_NEVER_OUT = (DeliveryState.SUPPRESSED, DeliveryState.MISSED, DeliveryState.DEAD, DeliveryState.UNCONFIRMED)


class Sweeps:
    """Takes what is due for a look, and ends what can only end."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, now: datetime, until: datetime) -> Claim | None:
        """Take a message whose channel is to be looked through; nobody else does so `until` then."""
        due = (
            select(DeliveryRow.id)
            .where(DeliveryRow.state == DeliveryState.SENT, DeliveryRow.sweep_at <= now)
            .where(~closed(now, READ_CHANNEL, READ_THREAD, "chat.delete"))
            .order_by(DeliveryRow.sweep_at)
        )
        taken = next(iter(self._update(due, most=1, sweep_at=until)), None)
        return Claim(taken, self._thread(taken)) if taken else None

    def swept(self, delivery: Delivery, sweep_at: datetime | None) -> None:
        """It was looked through; the next look is then, if ever."""
        statement = update(DeliveryRow).where(DeliveryRow.id == delivery.id)
        counted = statement.values(sweep_at=sweep_at, swept=DeliveryRow.swept + 1)
        self._session.execute(counted, execution_options=AS_IT_IS)

    def end_late(self, now: datetime, most: int) -> Sequence[Delivery]:
        """End what surely did not go out and is too late; what may have gone out is looked for first, elsewhere."""
        late = select(DeliveryRow.id).where(
            DeliveryRow.state.in_(_WAITING), DeliveryRow.expires_at <= now, ~DeliveryRow.maybe_posted
        )
        state, reason = (_by_kind({kind: too_late(kind)[part] for kind in DeliveryKind}) for part in (0, 1))
        return self._update(late, most=most, state=state, reason=reason, finished_at=now, png=None)

    def suppress_replies(self, now: datetime, most: int) -> Sequence[Delivery]:
        """End the replies to messages that ended without going out."""
        orphans = select(DeliveryRow.id).where(DeliveryRow.state.in_(_WAITING), _root_ended())
        ended = {"state": DeliveryState.SUPPRESSED, "reason": "nothing_to_reply_to", "finished_at": now, "png": None}
        return self._update(orphans, most=most, **ended)

    def _update(self, chosen: Select[Any], *, most: int, **values: Any) -> Sequence[Delivery]:
        locked = chosen.limit(most).with_for_update(skip_locked=True, of=DeliveryRow)
        found = self._session.execute(locked).scalars().all()
        statement = update(DeliveryRow).where(DeliveryRow.id.in_(found)).values(**values).returning(*COLUMNS)
        return [delivery_of(row) for row in self._session.execute(statement, execution_options=AS_IT_IS)]

    def _thread(self, taken: Delivery) -> str | None:
        if taken.root_id is None:
            return None
        return self._session.execute(select(DeliveryRow.slack_ts).where(DeliveryRow.id == taken.root_id)).scalar()


def _by_kind(said: Mapping[DeliveryKind, str]) -> ColumnElement[str]:
    return case({kind.value: str(each) for kind, each in said.items()}, value=DeliveryRow.kind)


def _root_ended() -> ColumnElement[bool]:
    ended = select(_Root.id).where(_Root.state.in_(_NEVER_OUT))
    return DeliveryRow.root_id.in_(ended)
