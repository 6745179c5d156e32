"""Pictures go to Slack before their messages: three steps without a channel, then a look now and then.

Nothing is held while Slack works on a file. An upload that broke off is looked up by its id before another begins.
"""

from dataclasses import dataclass
from datetime import datetime

import aiohttp
import structlog

from bot.delivery.failpoints import Failpoint
from bot.delivery.gear import Failed, Gear
from bot.delivery.outcome import FAILURES, Verdict, outcome_of
from storage.repositories.delivery_records import Delivery
from storage.repositories.preparations import FILE_METHODS, Undressed
from storage.unit_of_work import UnitOfWork

log = structlog.stdlib.get_logger(__name__)

TICKET, COMPLETE, INFO = FILE_METHODS
_NAME = "kpi.png"
_SURELY_NOTHING = frozenset({Verdict.LIMITED, Verdict.UNTOUCHED})
_NEVER_THERE = frozenset({"file_not_found", "file_deleted"})


@dataclass(frozen=True, slots=True)
class PictureUpload:
    """Prepares one message after the other."""

    gear: Gear

    async def prepare_next(self) -> bool:
        """Bring one message's picture a step further; False where none is due."""
        timing = self.gear.timing
        taken = await self.gear.recorded(
            lambda work, now: work.preparations.take(now, timing.file_hold, timing.file_patience)
        )
        if taken is None:
            return False
        try:
            await self._further(taken)
        except Failed as failed:
            await self._failed(taken.delivery, failed)
        return True

    async def next_at(self) -> float:
        """Seconds until the first that waits is due."""
        return await self.gear.seconds_until(lambda work, now: work.preparations.next_at(now))

    async def _further(self, taken: Undressed) -> None:
        mine = taken.delivery
        if mine.file_id is None or (mimetype := await self._mimetype(mine)) is None:
            await self._upload(mine, taken.png or b"")
        elif mimetype:
            await self.gear.recorded(lambda work, now: work.preparations.ready(mine, now))
        else:
            await self._look_again(mine, "file_not_ready")

    async def _upload(self, mine: Delivery, png: bytes) -> None:
        """Private to the assistant: the message that shows it is its only share. Raises Failed."""
        ticket = await self.gear.ask(
            mine.team_id,
            TICKET,
            lambda client: client.files_getUploadURLExternal(filename=_NAME, length=len(png)),
        )
        file_id = str(ticket["file_id"])
        if not await self.gear.recorded(lambda work, now: work.preparations.has_file(mine, file_id, now)):
            return
        await self._send(png, str(ticket["upload_url"]))
        files: list[dict[str, str | None]] = [{"id": file_id, "title": _NAME}]
        await self.gear.ask(mine.team_id, COMPLETE, lambda client: client.files_completeUploadExternal(files=files))
        self.gear.failpoint(Failpoint.AFTER_UPLOAD)
        await self._look_again(mine, None)

    async def _send(self, png: bytes, url: str) -> None:
        """Put the bytes where the ticket says. Raises Failed."""
        timeout = aiohttp.ClientTimeout(total=self.gear.timing.timeout.total_seconds())
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, raise_for_status=True) as session,
                session.post(url, data=png),
            ):
                pass
        except FAILURES as failure:
            raise Failed("upload", outcome_of(failure)) from failure

    async def _mimetype(self, mine: Delivery) -> str | None:
        """Empty while Slack works on the file, None where the upload never came to its end. Raises Failed."""
        file_id = mine.file_id or ""
        try:
            told = await self.gear.ask(mine.team_id, INFO, lambda client: client.files_info(file=file_id))
        except Failed as failed:
            if failed.outcome.error in _NEVER_THERE:
                return None
            raise
        return str(told["file"].get("mimetype") or "")

    async def _look_again(self, mine: Delivery, error: str | None) -> None:
        """Later; past its deadline the message goes without its picture."""
        look = self.gear.timing.file_look

        def step(work: UnitOfWork, now: datetime) -> bool:
            if mine.file_deadline and now >= mine.file_deadline:
                return work.preparations.give_up(mine, error or "file_not_ready", now)
            return work.preparations.again(mine, now + look, error)

        await self.gear.recorded(step)

    async def _failed(self, mine: Delivery, failed: Failed) -> None:
        """What never got to Slack, or only asked it, is tried again; after anything else the message goes as text."""
        outcome = failed.outcome
        log.warning("picture_not_ready", id=mine.id, method=failed.method, error=outcome.error)
        asked_only = failed.method == INFO and outcome.verdict is Verdict.UNKNOWN
        if asked_only or outcome.verdict in _SURELY_NOTHING:
            await self._look_again(mine, outcome.error)
        else:
            await self.gear.recorded(lambda work, now: work.preparations.give_up(mine, outcome.error, now))
