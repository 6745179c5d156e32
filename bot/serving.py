"""The running assistant: from settings to a served workspace, and down again within ten seconds."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator, Callable

import structlog

from bot import transports
from bot.jobs.timetable import ticking
from bot.readiness import records_made_ready
from bot.settings import Settings
from bot.watchman import Watchman
from bot.wiring import Assistant, assemble

log = structlog.stdlib.get_logger(__name__)

DRAIN_SECONDS = 8.0


async def serve(settings: Settings, transport: str | None = None, ready: Callable[[str], None] | None = None) -> None:
    """Serve until SIGTERM or SIGINT; work under way gets a few seconds to end."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stop.set)
    async with serving(settings, transport) as where:
        forgo_looking_through_what_stays()
        if ready:
            ready(where)
        await stop.wait()
    gc.unfreeze()  # what is never looked through is never let go either: DuckDB would report it as leaked at the end


def forgo_looking_through_what_stays() -> None:
    """Libraries and settings are never garbage: to look for some among them holds everybody up for 0.3 s each time."""
    gc.collect()
    gc.freeze()


@contextlib.asynccontextmanager
async def serving(settings: Settings, transport: str | None = None) -> AsyncIterator[str]:
    """The assistant, connected, for as long as the block lasts; gives a word on where it listens."""
    assistant = await asyncio.to_thread(assemble, settings)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(_close, assistant)
        await stack.enter_async_context(assistant.following_clock())
        here = await assistant.introduce()
        await stack.enter_async_context(records_made_ready(assistant.office, settings.records_url, here))
        await stack.enter_async_context(Watchman(assistant.office, assistant.messenger, here.team_id).watching())
        await stack.enter_async_context(ticking(assistant.office, assistant.painter))
        where = await _listen(assistant, settings, transport, stack)
        assistant.painter.warm()
        yield where
        log.info("stopping")


async def _listen(
    assistant: Assistant, settings: Settings, transport: str | None, stack: contextlib.AsyncExitStack
) -> str:
    if (transport or ("socket" if settings.slack_app_token else "http")) == "socket":
        token = settings.required("slack_app_token")
        await stack.enter_async_context(transports.socket_mode(assistant.app, token))
        return "Socket Mode"
    secret = settings.required("slack_signing_secret")
    port = await stack.enter_async_context(transports.http(assistant.app, secret, settings.host, settings.port))
    return f"http://{settings.host}:{port}/slack/events"


async def _close(assistant: Assistant) -> None:
    cut = await assistant.tasks.drain(DRAIN_SECONDS)
    if cut:
        log.warning("work_cut_off", tasks=cut)
    assistant.close()
