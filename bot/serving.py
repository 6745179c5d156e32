"""The running assistant: from settings to a served workspace, and down again within ten seconds."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator, Callable
from enum import Flag, auto

import structlog

from bot import transports
from bot.delivery.post_office import PostOffice
from bot.delivery.presence import alone_with
from bot.jobs.timetable import ticking
from bot.readiness import records_made_ready
from bot.settings import Settings
from bot.stopping import Stopping
from bot.watchman import Watchman
from bot.wiring import Assistant, assemble

log = structlog.stdlib.get_logger(__name__)


class Duty(Flag):
    """What a process does; any number of processes may do the same."""

    INTAKE = auto()  # hears what arrives from Slack, and answers
    CLOCK = auto()  # decides at the hour, and sends
    ALL = INTAKE | CLOCK


Ready = Callable[[str], None]


async def serve(
    settings: Settings, transport: str | None = None, ready: Ready | None = None, duties: Duty = Duty.ALL
) -> None:
    """Serve until SIGTERM or SIGINT; work under way gets a few seconds to end."""
    stopping = Stopping()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, stopping.begin)
    async with serving(settings, transport, duties, stopping) as where:
        forgo_looking_through_what_stays()
        if ready:
            ready(where)
        await stopping.event.wait()
    gc.unfreeze()  # what is never looked through is never let go either: DuckDB would report it as leaked at the end


def forgo_looking_through_what_stays() -> None:
    """Libraries and settings are never garbage: to look for some among them holds everybody up for 0.3 s each time."""
    gc.collect()
    gc.freeze()


@contextlib.asynccontextmanager
async def serving(
    settings: Settings, transport: str | None = None, duties: Duty = Duty.ALL, stopping: Stopping | None = None
) -> AsyncIterator[str]:
    """The assistant, connected, for as long as the block lasts; gives a word on where it listens.

    When the block ends, or `stopping` begins, nothing new is taken; what is under way ends all at once.
    """
    stopping = stopping or Stopping()
    assistant = await asyncio.to_thread(assemble, settings)
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(_close, assistant, stopping)
        await stack.enter_async_context(assistant.following_clock())
        here = await assistant.introduce()
        await stack.enter_async_context(records_made_ready(assistant.office, settings.records_url, here))
        await stack.enter_async_context(Watchman(assistant.office, assistant.messenger, here.team_id).watching())
        await stack.enter_async_context(alone_with(assistant.office.records, stopping.begin))
        if Duty.CLOCK in duties:
            await stack.enter_async_context(_delivering(assistant.post_office, stopping))
            await stack.enter_async_context(ticking(assistant.office, assistant.painter))
        where = "the clock"
        if Duty.INTAKE in duties:
            where = await _listen(assistant, settings, transport, stopping, stack)
        stack.callback(stopping.begin)
        assistant.painter.warm()
        yield where
        log.info("stopping")


@contextlib.asynccontextmanager
async def _delivering(office: PostOffice, stopping: Stopping) -> AsyncIterator[None]:
    """Send for as long as the block lasts, or until everything stops."""
    working = asyncio.create_task(office.run(stopping.event))
    try:
        yield
    finally:
        stopping.begin()
        await working


async def _listen(
    assistant: Assistant,
    settings: Settings,
    transport: str | None,
    stopping: Stopping,
    stack: contextlib.AsyncExitStack,
) -> str:
    if (transport or ("socket" if settings.slack_app_token else "http")) == "socket":
        token = settings.required("slack_app_token")
        await stack.enter_async_context(transports.socket_mode(assistant.app, token))
        return "Socket Mode"
    secret = settings.required("slack_signing_secret")
    web = transports.http_app(assistant.app, secret, lambda: not stopping.begun)
    port = await stack.enter_async_context(transports.http(web, settings.host, settings.port))
    return f"http://{settings.host}:{port}/slack/events"


async def _close(assistant: Assistant, stopping: Stopping) -> None:
    stopping.begin()
    cut = await assistant.tasks.drain(stopping.seconds_left)
    if cut:
        log.warning("work_cut_off", tasks=cut)
    assistant.close()
