"""What happens when nothing else knew what to do: the error is logged once with a reference, the person gets it."""

import contextlib
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import structlog

from bot.slack_calls import Refused
from storage.outage import RecordsBusy, RecordsUnavailable

log = structlog.stdlib.get_logger(__name__)


@contextlib.asynccontextmanager
async def guard(where: str, tell: Callable[[str], Awaitable[None]]) -> AsyncIterator[None]:
    """Let no exception leave a listener: an ack can be lost with it. `tell` gets the reference to quote."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the last resort catches whatever nothing else did
        reference = _record(error, where)
        try:
            await tell(reference)
        except Exception as silence:  # noqa: BLE001 - telling may fail for the same reason
            _record(silence, f"{where}, telling {reference}")


@contextlib.asynccontextmanager
async def behind_the_scenes(where: str) -> AsyncIterator[None]:
    """The same for what nobody waits for and what comes again by itself: to miss the records for once is no error."""
    async with guard(where, tell=nobody):
        try:
            yield
        except RecordsBusy:
            log.info("records_busy", where=where)  # many look at once when all begins; the watchman tells if it lasts
        except RecordsUnavailable as away:
            log.warning("records_away", where=where, error=str(away))


@contextlib.contextmanager
def apart(where: str) -> Iterator[None]:
    """Let one piece of a job break without the others, but for want of the records; the error is in the log."""
    try:
        yield
    except RecordsUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - the last resort catches whatever nothing else did
        _record(error, where)


async def nobody(_reference: str) -> None:
    """There is no one to tell; the log has it."""


def _record(error: Exception, where: str) -> str:
    """One line for what Slack refuses, which says itself why; where it happened for all the rest."""
    reference = secrets.token_hex(3).upper()
    if isinstance(error, Refused):
        log.error("slack_refused", where=where, reference=reference, error=error.error)
    else:
        log.error("unexpected", where=where, reference=reference, exc_info=error)
    return reference
