"""Alto's workspace with the real assistant behind the page."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

from slack_sdk import WebClient

from bot.manifest import manifest
from bot.serving import serving
from bot.settings import Settings
from tests.bot.scenarios.alto import NOON
from tests.bot.scenarios.alto import workspace as alto_workspace
from tests.bot.scenarios.house import settings_for
from tests.browser.conftest import Workspace
from tests.playground.running import Running, playground


@contextmanager
def alto_with_assistant(home: Path, **other: str) -> Iterator[Workspace]:
    """The workspace, and the assistant connected to it, with other settings than a house has."""
    with playground(alto_workspace(), manifest()) as slack:
        slack.server.playground.rates.enabled = False
        with _assistant(slack, settings_for(slack, home, **other)):
            yield Workspace(slack, WebClient(slack.bot_token, slack.api_url), Queue())


@contextmanager
def _assistant(slack: Running, settings: Settings) -> Iterator[None]:
    """The assistant, connected at noon of the sample's day, in a thread of its own."""
    ready, loop, stop = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        await slack.control.post("clock", to=NOON)
        async with serving(settings, "socket"):
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), name="assistant")
    thread.start()
    assert ready.wait(30)
    yield
    loop.call_soon_threadsafe(stop.set)
    thread.join(30)
    loop.close()
