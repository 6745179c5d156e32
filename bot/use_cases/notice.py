"""A notice by direct message about what somebody answers for, or was given."""

from datetime import datetime, timedelta

from storage.repositories.delivery_records import DeliveryKind, Frozen, NewDelivery
from storage.repositories.records import ERASED
from storage.unit_of_work import UnitOfWork

_WORTH_SENDING = timedelta(days=7)


def queue_notice(work: UnitOfWork, team_id: str, user_id: str, what: str, words: Frozen, *, due: datetime) -> None:
    """Queue it, once for ever by `what` it is about: `workspace` and `what` are its name.

    Who was erased hears nothing.
    """
    if user_id == ERASED:
        return
    work.deliveries.queue(
        NewDelivery(
            dedup_key=f"notice:{team_id}:{what}",
            kind=DeliveryKind.NOTICE,
            team_id=team_id,
            channel_id=user_id,
            payload_text=words,
            due_at=due,
            expires_at=due + _WORTH_SENDING,
        )
    )
