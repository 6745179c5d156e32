"""The post office: senders, a preparer of pictures, an editor and a broom, any number of times at once.

    office = PostOffice(records, clock, client_of=lambda team_id: client)
    await office.run(stop)              # until `stop` is set, then ten seconds at most

Tests take single steps: `send_next`, `prepare_next`, `edit_next`, `sweep`.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from secrets import token_hex

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.delivery.edits import Editor
from bot.delivery.endings import ChannelGone, Endings, nobody_minds
from bot.delivery.failpoints import unharmed
from bot.delivery.gear import Gear
from bot.delivery.picture_upload import PictureUpload
from bot.delivery.reconcile import Postmarks
from bot.delivery.rounds import Round
from bot.delivery.sender import Sender
from bot.delivery.sweep import Sweeper
from bot.delivery.timing import Timing
from bot.delivery.troubles import Troubles
from bot.text import Text
from storage.repositories.claims import Terms
from storage.unit_of_work import Records

log = structlog.stdlib.get_logger(__name__)

SENDERS = 4


class PostOffice:
    """Sends what was decided on. `house` writes notices to people who have said no language."""

    def __init__(
        self,
        records: Records,
        clock: Clock,
        client_of: Callable[[str], AsyncWebClient],
        timing: Timing,
        failpoint: Callable[[str], None] = unharmed,
        *,
        house: Text | None = None,
        on_channel_gone: ChannelGone = nobody_minds,
        senders: int = SENDERS,
    ) -> None:
        threads = ThreadPoolExecutor(senders + 3, thread_name_prefix="delivery")
        self._gear = gear = Gear(records, clock, client_of, timing, failpoint, threads)
        terms = Terms(token_hex(8), timing.lease, timing.settle, timing.pace)
        endings, postmarks = Endings(gear, Troubles(house or Text()), on_channel_gone), Postmarks(gear)
        self._sender = Sender(gear, endings, postmarks, terms)
        self._pictures, self._editor = PictureUpload(gear), Editor(gear)
        self._sweeper = Sweeper(gear, endings, postmarks)
        self._rounds = self._rounds_of(senders)
        self._broom = Round("sweep", self._swept, self._until_next_sweep)

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; what is being posted then gets a few seconds, what was only claimed is given back."""
        loop, tick = asyncio.get_running_loop(), self._gear.timing.tick.total_seconds()
        self._gear.records.when_queued(lambda: self._news_from_anywhere(loop))
        rounds = [*self._rounds, self._broom]
        working = [asyncio.create_task(each.run(self._gear.stopping, tick)) for each in rounds]
        try:
            await stop.wait()
        finally:
            await self._drain(working)

    def wake(self) -> None:
        """There is something to send."""
        for each in self._rounds:
            each.wake()

    def _news_from_anywhere(self, loop: asyncio.AbstractEventLoop) -> None:
        """Wake everybody, from whatever thread."""
        loop.call_soon_threadsafe(self.wake)

    async def send_next(self) -> bool:
        """Send one message; False where nothing may go out now."""
        return await self._sender.send_next()

    async def prepare_next(self) -> bool:
        """Bring one message's picture a step further; False where none is due."""
        return await self._pictures.prepare_next()

    async def edit_next(self) -> bool:
        """Show one edit; False where all are shown."""
        return await self._editor.edit_next()

    async def sweep(self) -> None:
        """End what is too late, delete doubles and pictures that nobody shows."""
        await self._sweeper.sweep()

    def close(self) -> None:
        """Let go of the threads; `run` does so itself."""
        self._gear.threads.shutdown(wait=False, cancel_futures=True)

    async def _drain(self, working: list[asyncio.Task[None]]) -> None:
        self._gear.records.when_queued(_nobody_waits)
        self._gear.stopping.set()
        self.wake()
        self._broom.wake()
        _done, late = await asyncio.wait(working, timeout=self._gear.timing.drain.total_seconds())
        for task in late:
            task.cancel()  # its lease ends, and the next process looks whether it was posted
        await asyncio.gather(*late, return_exceptions=True)
        if late:
            log.warning("deliveries_cut_off", workers=len(late))
        self.close()

    def _rounds_of(self, senders: int) -> list[Round]:
        return [
            *(Round("send", self._sender.send_next, self._sender.next_at) for _ in range(senders)),
            Round("picture", self._pictures.prepare_next, self._pictures.next_at),
            Round("edit", self._editor.edit_next, self._editor.next_at),
        ]

    async def _swept(self) -> bool:
        await self._sweeper.sweep()
        return False

    async def _until_next_sweep(self) -> float:
        return self._gear.timing.sweep.total_seconds()


def _nobody_waits() -> None:
    """The office is closed."""
