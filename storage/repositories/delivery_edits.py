"""Messages that are out and are to be changed: harmless to repeat, the last version wins."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.models import DeliveryRow
from storage.repositories.delivery_records import Delivery, DeliveryState, Variant
from storage.repositories.delivery_rows import AS_IT_IS, COLUMNS, delivery_of
from storage.repositories.paces import closed

UPDATE = "chat.update"

_BEHIND = (DeliveryRow.state == DeliveryState.SENT, DeliveryRow.edit_shown < DeliveryRow.edit_number)


class DeliveryEdits:
    """Takes messages whose edit is not shown yet."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take(self, now: datetime, hold: timedelta) -> Delivery | None:
        """Take one for `hold`; nobody else edits it meanwhile."""
        due = (
            select(DeliveryRow.id)
            .where(*_BEHIND, DeliveryRow.not_before <= now, ~closed(now, UPDATE))
            .order_by(DeliveryRow.not_before, DeliveryRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        statement = (
            update(DeliveryRow)
            .where(DeliveryRow.id == due.scalar_subquery())
            .values(not_before=now + hold, fence=DeliveryRow.fence + 1)
            .returning(*COLUMNS)
        )
        row = self._session.execute(statement, execution_options=AS_IT_IS).first()
        return delivery_of(row) if row else None

    def next_at(self, now: datetime) -> datetime | None:
        """When the first that waits is due."""
        waiting = select(DeliveryRow.not_before).where(*_BEHIND, DeliveryRow.not_before > now)
        return self._session.execute(waiting.order_by(DeliveryRow.not_before).limit(1)).scalar()

    def shown(self, mine: Delivery, now: datetime, error: str | None = None) -> None:
        """Slack shows this version, or refuses it for good; a newer one is due at once.

        Where somebody else took over, nobody knows whose version came last: the newest is shown once more.
        """
        values = {"edit_shown": mine.edit_number, "not_before": now} | ({"last_error": error} if error else {})
        if not self._record(mine, values):
            anew = update(DeliveryRow).where(DeliveryRow.id == mine.id).values(edit_shown=0, not_before=now)
            self._session.execute(anew, execution_options=AS_IT_IS)

    def again(self, mine: Delivery, not_before: datetime, error: str) -> None:
        """Try again later."""
        self._record(mine, {"not_before": not_before, "last_error": error})

    def plainly(self, mine: Delivery, now: datetime, error: str) -> None:
        """Show it at once without what Slack is to draw itself and refused."""
        self._record(mine, {"variant": Variant.PLAIN, "not_before": now, "last_error": error})

    def _record(self, mine: Delivery, values: dict[str, Any]) -> bool:
        statement = (
            update(DeliveryRow)
            .where(DeliveryRow.id == mine.id, DeliveryRow.fence == mine.fence)
            .values(**values)
            .returning(DeliveryRow.id)
        )
        return self._session.execute(statement, execution_options=AS_IT_IS).first() is not None
