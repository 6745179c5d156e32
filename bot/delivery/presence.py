"""The sign of life of this machine, where the records are a file of one machine: a second one is refused."""

import asyncio
import contextlib
import platform
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import structlog

from storage.outage import RecordsUnavailable
from storage.repositories.hosts import GONE, Host, SecondHost
from storage.unit_of_work import Records

log = structlog.stdlib.get_logger(__name__)

_EVERY = GONE.total_seconds() / 3
_BOOT = Path("/proc/sys/kernel/random/boot_id")  # the same in all containers of a machine, another after a restart


def this_host() -> Host:
    """The machine that this process runs on."""
    name = platform.node()
    return Host(name, _BOOT.read_text().strip() if _BOOT.exists() else name)


@contextlib.asynccontextmanager
async def alone_with(records: Records, otherwise: Callable[[], None]) -> AsyncIterator[None]:
    """Keep other machines out for as long as the block lasts. Raises SecondHost where one is there already.

    `otherwise` is called where another machine took over, which it does after a minute without a sign of life.
    """
    with contextlib.suppress(RecordsUnavailable):
        await asyncio.to_thread(_sign, records)
    signing = asyncio.create_task(_keep_signing(records, otherwise))
    try:
        yield
    finally:
        signing.cancel()


async def _keep_signing(records: Records, otherwise: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(_EVERY)
        try:
            await asyncio.to_thread(_sign, records)
        except RecordsUnavailable as away:
            log.warning("no_sign_of_life", error=str(away))
        except SecondHost as other:
            log.critical("second_host", error=str(other))
            otherwise()
            return


def _sign(records: Records) -> None:
    with records.writing() as work:
        work.hosts.occupy(this_host(), work.now())
