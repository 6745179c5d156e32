"""Tells the person who answers for a message that it did not come: once a day for each channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.delivery.letter import frozen
from bot.text import Text
from bot.views.delivery_notices import Trouble, trouble_notice
from storage.repositories.delivery_records import Delivery, DeliveryKind, DeliveryState, NewDelivery
from storage.repositories.records import Member, Role
from storage.unit_of_work import UnitOfWork

log = structlog.stdlib.get_logger(__name__)

_KEPT_TRYING = timedelta(days=1)
_OF_ONE_PERSON = frozenset({DeliveryKind.NOTICE, DeliveryKind.REMINDER})


@dataclass(frozen=True, slots=True)
class Troubles:
    """Queues notices, each in its reader's language; `house` is that of who has said none."""

    house: Text

    def tell(self, work: UnitOfWork, mine: Delivery, state: DeliveryState, reason: str, now: datetime) -> None:
        """Queue a notice for each who is to know; a notice or a reminder that does not arrive is in the log alone."""
        if mine.kind in _OF_ONE_PERSON:
            return
        readers = _readers(work, mine)
        if not readers:
            log.error("nobody_to_tell", id=mine.id)
        for user_id, locale in readers:
            self._queue(work, mine, Trouble(mine, state, reason), (user_id, locale), now)

    def _queue(
        self, work: UnitOfWork, mine: Delivery, trouble: Trouble, reader: tuple[str, str | None], now: datetime
    ) -> None:
        user_id, locale = reader
        text = Text(locale or self.house.locale, self.house.calendar)
        day = now.astimezone(ZoneInfo(text.calendar.zone)).date()
        work.deliveries.queue(
            NewDelivery(
                dedup_key=f"{DeliveryKind.NOTICE}:{mine.team_id}:{user_id}:{mine.channel_id}:{day.isoformat()}",
                kind=DeliveryKind.NOTICE,
                team_id=mine.team_id,
                channel_id=user_id,
                payload_text=frozen(trouble_notice(trouble, text)),
                due_at=now,
                expires_at=now + _KEPT_TRYING,
            )
        )


def _readers(work: UnitOfWork, mine: Delivery) -> list[tuple[str, str | None]]:
    """User ids and locales: who answers for the message if that is known, else the admins."""
    owner = work.deliveries.answerable(mine)
    if owner:
        member = work.members.get(mine.team_id, owner)
        if member is None or member.active:
            return [(owner, member.locale if member else None)]
    return [(member.user_id, member.locale) for member in work.members.of(mine.team_id) if _is_admin(member)]


def _is_admin(member: Member) -> bool:
    return member.active and (member.role is Role.ADMIN or member.workspace_admin)
