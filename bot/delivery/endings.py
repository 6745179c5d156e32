"""How a message ends that does not go out: recorded, counted, and told to who answers for it, all at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.delivery.gear import Gear
from bot.delivery.outcome import GONE
from bot.delivery.troubles import Troubles
from storage.repositories.delivery_records import UNSETTLED, Delivery, DeliveryState
from storage.unit_of_work import UnitOfWork

log = structlog.stdlib.get_logger(__name__)

ChannelGone = Callable[[str, str, str], None]
"""Told of a workspace, a channel and Slack's word for why nothing can be written there any more."""


def nobody_minds(_team_id: str, _channel_id: str, _error: str) -> None:
    """No one keeps anything that would have to be paused."""


@dataclass(frozen=True, slots=True)
class Endings:
    """Ends messages."""

    gear: Gear
    troubles: Troubles
    on_channel_gone: ChannelGone

    async def end(self, mine: Delivery, state: DeliveryState, reason: str) -> bool:
        """End a claimed message; False where another worker took over."""

        def step(work: UnitOfWork, now: datetime) -> bool:
            ended = work.claims.end(mine, state, reason, now)
            if ended:
                self._tell(work, mine, state, reason, now)
            return ended

        ended = await self.gear.recorded(step)
        if ended and reason in GONE:
            await self.gear.in_thread(lambda: self.on_channel_gone(mine.team_id, mine.channel_id, reason))
        return ended

    def too_late(self, work: UnitOfWork, late: Delivery, now: datetime) -> None:
        """Say of a message that ended by itself, too late, that it did; of an alert nobody needs to hear."""
        self._tell(work, late, late.state, late.reason or "", now)

    def _tell(self, work: UnitOfWork, mine: Delivery, state: DeliveryState, reason: str, now: datetime) -> None:
        if state in UNSETTLED:
            log.error("delivery_unsettled", state=state.value, reason=reason, kind=mine.kind.value, id=mine.id)
            self.troubles.tell(work, mine, state, reason, now)
