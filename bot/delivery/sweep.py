"""The broom: doubles are deleted, what is too late ends and is told of, pictures that nobody shows are thrown away."""

from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.delivery.endings import Endings
from bot.delivery.gear import Failed, Gear
from bot.delivery.reconcile import Postmarks, is_unreadable_for_good, no_pause
from storage.repositories.delivery_records import Claim, Delivery
from storage.unit_of_work import UnitOfWork

log = structlog.stdlib.get_logger(__name__)

DELETE_FILE = "files.delete"
_MOST = 50  # rows at a time: a transaction is short
_FILE_GONE = frozenset({"file_not_found", "file_deleted"})


@dataclass(frozen=True, slots=True)
class Sweeper:
    """Goes through what is due."""

    gear: Gear
    endings: Endings
    postmarks: Postmarks

    async def sweep(self) -> None:
        """Once through everything."""
        await self.end_late()
        while not self.gear.stopping.is_set() and await self.sweep_next():
            pass
        await self.delete_files()
        await self.gear.recorded(lambda work, now: work.paces.forget_before(now))

    async def end_late(self) -> None:
        """End what surely did not go out in time, and replies to what ended."""

        def step(work: UnitOfWork, now: datetime) -> int:
            ended = work.sweeps.end_late(now, _MOST)
            for late in ended:
                self.endings.too_late(work, late, now)
            return len(ended) + len(work.sweeps.suppress_replies(now, _MOST))

        while await self.gear.recorded(step):
            pass

    async def sweep_next(self) -> bool:
        """Look through one message's channel; False where none is due."""
        hold = self.gear.timing.sweep * 2
        claim = await self.gear.recorded(lambda work, now: work.sweeps.take(now, now + hold))
        if claim is None:
            return False
        try:
            found = await self.postmarks.find(claim, no_pause)
        except Failed as failed:
            log.warning("channel_not_swept", id=claim.delivery.id, error=failed.outcome.error)
            if not is_unreadable_for_good(failed.outcome):
                return True  # once more when the hold is over
            found = []
        doubles = [ts for ts in found if ts != claim.delivery.slack_ts]
        gone = [await self.postmarks.take_back(claim.delivery, ts) for ts in doubles]
        if all(gone):
            await self._swept(claim)
        return True

    async def _swept(self, claim: Claim) -> None:
        mine = claim.delivery

        def step(work: UnitOfWork, now: datetime) -> None:
            work.sweeps.swept(mine, self._next_look(mine, now))

        await self.gear.recorded(step)

    def _next_look(self, mine: Delivery, now: datetime) -> datetime | None:
        """The next of the planned moments after sending; None after the last."""
        sent_at = mine.finished_at or now
        return next((sent_at + wait for wait in self.gear.timing.sweeps if sent_at + wait > now), None)

    async def delete_files(self) -> None:
        """Delete pictures in Slack that no message shows."""
        hold = self.gear.timing.sweep * 2
        for team_id, file_id in await self.gear.recorded(
            lambda work, now: work.spent_files.take(now, now + hold, _MOST)
        ):
            await self._delete(team_id, file_id)

    async def _delete(self, team_id: str, file_id: str) -> None:
        try:
            await self.gear.ask(team_id, DELETE_FILE, lambda client: client.files_delete(file=file_id))
        except Failed as failed:
            if failed.outcome.error not in _FILE_GONE:
                log.warning("file_not_deleted", error=failed.outcome.error)
                return
        await self.gear.recorded(lambda work, _now: work.spent_files.gone(team_id, file_id))
