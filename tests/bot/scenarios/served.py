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


@asynccontextmanager
async def kpi_serve(home: Path, **more: str) -> AsyncIterator[Served]:
    """The assistant in a workspace at the sample's noon, as soon as it says that it is ready; ended by its own pid."""
    async with a_workspace() as slack:
        settings = {
            "KPI_HOME": str(home),
            "FACTS_URL": str(alto().facts),
            "KPI_LOG_LEVEL": "DEBUG",
            "KPI_CLOCK_URL": f"{slack.url}/_control/clock",
            "SLACK_API_URL": slack.api_url,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
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
            yield Served(process, home, slack)
        finally:
            if process.returncode is None:
                process.terminate()
                await process.wait()
