"""Tells the admins when nothing can be written any more, past the records, which could not remember to tell."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from enum import Enum, auto
from secrets import token_hex

import structlog

from bot import last_resort
from bot.messenger import Messenger
from bot.office import Office
from bot.slack_calls import Refused
from bot.text import Text
from bot.views import notices
from storage.outage import RecordsBusy, RecordsUnavailable
from storage.repositories.records import Member, Role

log = structlog.stdlib.get_logger(__name__)

_EVERY = 10.0  # seconds between two looks
_BUSY_TOO_LONG = 2  # looks in a row


class Health(Enum):
    """How the records are."""

    WRITABLE = auto()
    BUSY = auto()  # as they may be for a while
    UNAVAILABLE = auto()  # away, or without space


class Watchman:
    """Looks after the records. What he says goes out at once, once, or not at all."""

    def __init__(self, office: Office, messenger: Messenger, team_id: str) -> None:
        self._office = office
        self._messenger = messenger
        self._team_id = team_id
        self._admins: tuple[Member, ...] = ()  # as last read: they may be unreadable when they are needed
        self._last = Health.WRITABLE
        self._busy = 0  # looks in a row
        self._outages = office.records.outages

    @contextlib.asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look again and again for as long as the block lasts."""
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()

    async def _watch(self) -> None:
        while True:
            async with last_resort.guard("watchman", tell=last_resort.nobody):
                await self.look()
            await asyncio.sleep(_EVERY)

    async def look(self) -> None:
        """Try to write; tell the admins when that turns impossible, and when it is possible again."""
        now = await asyncio.to_thread(self._health)
        self._busy = self._busy + 1 if now is Health.BUSY else 0
        if self._busy == _BUSY_TOO_LONG:
            log.warning("records_busy", looks=self._busy)
        if now is Health.BUSY:
            return
        turned, self._last = now is not self._last, now
        if turned:
            await self._tell(notices.records_unwritable if now is Health.UNAVAILABLE else notices.records_writable)

    def _health(self) -> Health:
        key = f"watchman:{token_hex(8)}"
        with contextlib.suppress(RecordsUnavailable):
            self._admins = self._read_admins()
        try:
            with self._office.records.writing() as work:
                work.inbound.first_sight(key, self._office.clock.now())
                work.inbound.forget(key)
        except RecordsBusy:
            return Health.BUSY
        except RecordsUnavailable:
            return Health.UNAVAILABLE
        return Health.UNAVAILABLE if self._others_failed() else Health.WRITABLE

    def _others_failed(self) -> bool:
        """What was written here may still have found room where others do not."""
        before, self._outages = self._outages, self._office.records.outages
        return self._outages > before

    def _read_admins(self) -> tuple[Member, ...]:
        with self._office.records.reading() as work:
            everybody = work.members.of(self._team_id)
        return tuple(each for each in everybody if each.role is Role.ADMIN and each.active)

    async def _tell(self, what: notices.Notice) -> None:
        log.warning("records_health", now=self._last.name)
        for admin in self._admins:
            hers = Text(admin.locale or self._office.language, self._office.calendar)
            with contextlib.suppress(Refused):
                await self._messenger.send(admin.user_id, what(hers))
