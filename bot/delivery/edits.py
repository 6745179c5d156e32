"""Changes of messages that are out: shown once, or twice, the last version wins."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.delivery import letter
from bot.delivery.gear import Failed, Gear
from bot.delivery.outcome import Outcome, Verdict
from storage.repositories.delivery_edits import UPDATE
from storage.repositories.delivery_records import Delivery
from storage.unit_of_work import UnitOfWork

log = structlog.stdlib.get_logger(__name__)

_NEVER = frozenset(
    {"message_not_found", "cant_update_message", "edit_window_closed", "is_inactive", "block_mismatch", "file_deleted"}
)
"""Refusals of an edit beyond those of any message: the message is gone, or stays as it is."""

_NOT_SHOWN = "invalid_blocks"


@dataclass(frozen=True, slots=True)
class Editor:
    """Edits one message after the other."""

    gear: Gear

    async def edit_next(self) -> bool:
        """Show the newest version of one message; False where all are shown."""
        hold = self.gear.timing.edit_hold
        mine = await self.gear.recorded(lambda work, now: work.delivery_edits.take(now, hold))
        if mine is None:
            return False
        try:
            body = letter.to_update(mine)
            await self.gear.ask(mine.team_id, UPDATE, lambda client: client.api_call(UPDATE, json=body))
        except Failed as failed:
            await self._failed(mine, failed.outcome)
        else:
            await self.gear.recorded(lambda work, now: work.delivery_edits.shown(mine, now))
        return True

    async def next_at(self) -> float:
        """Seconds until the first that waits is due."""
        return await self.gear.seconds_until(lambda work, now: work.delivery_edits.next_at(now))

    async def _failed(self, mine: Delivery, outcome: Outcome) -> None:
        log.warning("edit_not_shown", id=mine.id, error=outcome.error)
        wait = timedelta(0) if outcome.verdict is Verdict.LIMITED else self.gear.timing.backoff

        def step(work: UnitOfWork, now: datetime) -> None:
            if outcome.error == _NOT_SHOWN and letter.may_be_plainer(mine.edit or {}, mine):
                work.delivery_edits.plainly(mine, now, outcome.error)
            elif outcome.verdict is Verdict.REFUSED or outcome.error in _NEVER:
                work.delivery_edits.shown(mine, now, outcome.error)
            else:
                work.delivery_edits.again(mine, now + wait, outcome.error)

        await self.gear.recorded(step)
