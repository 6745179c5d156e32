"""The records made ready at the start; where their database is away, as soon as it is there."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import structlog

from bot import last_resort
from bot.office import Office
from bot.use_cases.know_workspace import know_workspace
from storage.migrations import migrate
from storage.outage import RecordsUnavailable
from storage.repositories.records import Workspace

log = structlog.stdlib.get_logger(__name__)

_AGAIN = 2.0  # seconds between two tries


@contextlib.asynccontextmanager
async def records_made_ready(office: Office, url: str, here: Workspace) -> AsyncIterator[None]:
    """Migrate the records and write down where we are; go on without where their database is away.

    People are told meanwhile that it is; both are done when it is back, as long as the block lasts.
    """
    waiting = None
    try:
        await asyncio.to_thread(_prepare, office, url, here)
    except RecordsUnavailable:
        log.warning("records_away")
        waiting = asyncio.create_task(_in_the_end(office, url, here))
    try:
        yield
    finally:
        if waiting:
            waiting.cancel()


async def _in_the_end(office: Office, url: str, here: Workspace) -> None:
    async with last_resort.guard("records", tell=last_resort.nobody):
        while True:
            await asyncio.sleep(_AGAIN)
            with contextlib.suppress(RecordsUnavailable):
                await asyncio.to_thread(_prepare, office, url, here)
                log.info("records_ready")
                return


def _prepare(office: Office, url: str, here: Workspace) -> None:
    migrate(url)
    office.records.shaped = True
    know_workspace(office, here)
