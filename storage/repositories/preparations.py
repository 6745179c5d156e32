"""Pictures on their way to Slack, before their messages: no lease, for to upload one twice does no harm."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.models import DeliveryRow
from storage.repositories.delivery_records import Delivery, DeliveryState, Variant
from storage.repositories.delivery_rows import AS_IT_IS, COLUMNS, delivery_of
from storage.repositories.paces import closed
from storage.repositories.spent_files import SpentFiles

FILE_METHODS = ("files.getUploadURLExternal", "files.completeUploadExternal", "files.info")


@dataclass(frozen=True, slots=True)
class Undressed:
    """A message whose picture is not ready yet. `png` is missing where the row has ended meanwhile."""

    delivery: Delivery
    png: bytes | None


class Preparations:
    """Takes messages that wait for their picture, and lets them go on."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._spent = SpentFiles(session)

    def take(self, now: datetime, hold: timedelta, patience: timedelta) -> Undressed | None:
        """Take one for `hold`; from the first time on its picture has `patience` to get ready."""
        due = (
            select(DeliveryRow.id)
            .where(DeliveryRow.state == DeliveryState.PREPARING, DeliveryRow.not_before <= now)
            .where(~closed(now, *FILE_METHODS))
            .order_by(DeliveryRow.not_before, DeliveryRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        statement = (
            update(DeliveryRow)
            .where(DeliveryRow.id == due.scalar_subquery())
            .values(
                not_before=now + hold,
                fence=DeliveryRow.fence + 1,
                file_deadline=func.coalesce(DeliveryRow.file_deadline, now + patience),
            )
            .returning(*COLUMNS)
        )
        row = self._session.execute(statement, execution_options=AS_IT_IS).first()
        if row is None:
            return None
        taken = delivery_of(row)
        png = self._session.execute(select(DeliveryRow.png).where(DeliveryRow.id == taken.id)).scalar()
        return Undressed(taken, png)

    def next_at(self, now: datetime) -> datetime | None:
        """When the first that waits is due."""
        waiting = select(DeliveryRow.not_before).where(
            DeliveryRow.state == DeliveryState.PREPARING, DeliveryRow.not_before > now
        )
        return self._session.execute(waiting.order_by(DeliveryRow.not_before).limit(1)).scalar()

    def has_file(self, mine: Delivery, file_id: str, now: datetime) -> bool:
        """Slack gave the picture an id; an earlier one is of no use any more. False where somebody else took over."""
        if not self._record(mine, file_id=file_id):
            self._spent.add(mine.team_id, file_id, now)
            return False
        self._spent.add(mine.team_id, mine.file_id, now)
        return True

    def again(self, mine: Delivery, not_before: datetime, error: str | None = None) -> bool:
        """Look again, or try again, later."""
        return self._record(mine, not_before=not_before, **({"last_error": error} if error else {}))

    def ready(self, mine: Delivery, now: datetime) -> bool:
        """The picture can be shown: the message may go out."""
        return self._record(mine, state=DeliveryState.PENDING, not_before=now)

    def give_up(self, mine: Delivery, error: str, now: datetime) -> bool:
        """The message goes out without its picture."""
        file_id = self._session.execute(select(DeliveryRow.file_id).where(DeliveryRow.id == mine.id)).scalar()
        as_text = {"variant": Variant.TEXT, "file_id": None, "last_error": error}
        if not self._record(mine, state=DeliveryState.PENDING, not_before=now, **as_text):
            return False
        self._spent.add(mine.team_id, file_id, now)
        return True

    def _record(self, mine: Delivery, **values: Any) -> bool:
        statement = (
            update(DeliveryRow)
            .where(DeliveryRow.id == mine.id, DeliveryRow.fence == mine.fence)
            .where(DeliveryRow.state == DeliveryState.PREPARING)
            .values(**values)
            .returning(DeliveryRow.id)
        )
        return self._session.execute(statement, execution_options=AS_IT_IS).first() is not None
