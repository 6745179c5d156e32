"""The records made ready at the start; where their database is away, as soon as it is there."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

import structlog

from bot import last_resort
from storage.migrations import migrate
from storage.outage import RecordsUnavailable
from storage.unit_of_work import Records

log = structlog.stdlib.get_logger(__name__)

_AGAIN = 2.0  # seconds between two tries


@contextlib.asynccontextmanager
async def records_made_ready(records: Records, url: str, write_down: Callable[[], None]) -> AsyncIterator[None]:
    """Migrate the records and write down the first thing; go on without where their database is away.

    People are told meanwhile that it is; both are done when it is back, as long as the block lasts.
    """

    def prepare() -> None:
        migrate(url)
        records.shaped = True
        write_down()

    waiting = None
    try:
        await asyncio.to_thread(prepare)
    except RecordsUnavailable:
        log.warning("records_away")
        waiting = asyncio.create_task(_in_the_end(prepare))
    try:
        yield
    finally:
        if waiting:
            waiting.cancel()


async def _in_the_end(prepare: Callable[[], None]) -> None:
    async with last_resort.guard("records", tell=last_resort.nobody):
        while True:
            await asyncio.sleep(_AGAIN)
            with contextlib.suppress(RecordsUnavailable):
                await asyncio.to_thread(prepare)
                log.info("records_ready")
                return
