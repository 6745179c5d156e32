"""`kpi serve` as a process of its own, connected to a playground."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bot.scenarios.alto import alto
from tests.bot.scenarios.house import Person, a_workspace
from tests.playground.running import Running


@dataclass(frozen=True)
class Served:
    """The process, its home and its log."""

    process: asyncio.subprocess.Process
    home: Path
    slack: Running

    @property
    def log(self) -> str:
        return (self.home / "log").read_text()

    @property
    def lives(self) -> bool:
        return self.process.returncode is None

    def person(self, name: str, channel: str) -> Person:
        return Person(name, channel, self.slack)


@dataclass(frozen=True)
class Tokens:
    """What an app is known by."""

    bot: str
    app: str
    signing_secret: str


@asynccontextmanager
async def kpi_serve(home: Path, **more: str) -> AsyncIterator[Served]:
    """The assistant in a workspace at the sample's noon, as soon as it says that it is ready; ended by its own pid."""
    async with a_workspace() as slack:
        tokens = Tokens(slack.bot_token, slack.app_token, slack.signing_secret)
        given = {"FACTS_URL": str(alto().facts), "KPI_LOG_LEVEL": "DEBUG", **more}
        async with assistant_process(home, slack.url, tokens, given) as process:
            yield Served(process, home, slack)


@asynccontextmanager
async def assistant_process(
    home: Path, slack: str, tokens: Tokens, more: dict[str, str]
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The assistant, connected to the workspace at this address."""
    settings = {
        "KPI_HOME": str(home),
        "KPI_CLOCK_URL": f"{slack}/_control/clock",
        "SLACK_API_URL": f"{slack}/api/",
        "SLACK_BOT_TOKEN": tokens.bot,
        "SLACK_APP_TOKEN": tokens.app,
        "SLACK_SIGNING_SECRET": tokens.signing_secret,
    }
    with (home / "log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "serve"),
            env=os.environ | settings | more,
            cwd=home,
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
        )
    try:
        assert process.stdout is not None
        said = await asyncio.wait_for(process.stdout.readline(), 60)
        assert b"ready: Socket Mode" in said, (home / "log").read_text()
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
