"""Messages on their way to Slack: decided once, claimed by one worker at a time, ended for good."""

from dataclasses import asdict
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import DeliveryRow
from storage.repositories.delivery_records import DeliveryState, NewDelivery, Variant
from storage.repositories.upsert import insert_into


class Deliveries:
    """The queue of messages."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def queue(self, new: NewDelivery) -> int | None:
        """Decide on a message and give its id; None where it was decided before: it is sent once."""
        first = DeliveryState.PREPARING if new.png else DeliveryState.PENDING
        statement = (
            insert_into(self._session, DeliveryRow)
            .values(
                **asdict(new) | {"not_before": new.not_before or new.due_at},
                slack_key=token_hex(16),
                variant=Variant.PICTURE if new.png else Variant.TEXT,
                state=first,
                fence=0,
                attempts=0,
                maybe_posted=False,
                swept=0,
                edit_number=0,
                edit_shown=0,
            )
            .on_conflict_do_nothing(index_elements=["dedup_key"])
            .returning(DeliveryRow.id)
        )
        return self._session.execute(statement).scalar()

    def find(self, dedup_key: str) -> int | None:
        """Find the id of a message that was decided on."""
        return self._session.execute(select(DeliveryRow.id).filter_by(dedup_key=dedup_key)).scalar()
