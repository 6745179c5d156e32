"""What the demo stands on: the sample company, imported; a local workspace; the assistant, connected to it."""

import asyncio
import contextlib
import json
import shutil
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.errors import TerminalError
from bot.manifest import manifest
from bot.settings import Settings
from bot.terminal.demo_nights import Nights
from bot.terminal.demo_targets import set_targets
from storage import sample_crm

console = Console()

_READY = "playground ready on "
_PATIENCE = 20.0  # seconds for the local workspace to start
TEAM_ID = "T0ALTODEMO"
_REP = "Sales rep"  # how the sample's workspace titles its reps


@dataclass(frozen=True, slots=True)
class Stage:
    """A prepared home, the files that describe the workspace, and the rep as whom a newcomer sits down."""

    home: Path
    workspace: Path
    manifest: Path
    rep: str
    channel: str
    nights: Nights


def prepare(home: Path, today: date, language: str) -> Stage:
    """Make the sample company as of today and import it; a second start on the same day finds it made."""
    nights = Nights(home, today)
    if not nights.stands:
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _make_company(nights)
    described = _seated(sample_crm.workspace_json(today=today), language)
    described["team"]["id"] = TEAM_ID
    rep = described["users"][0]["name"]
    hers = [each["name"] for each in described["channels"] if rep in each["members"]]
    channel = next(name for name in hers if name.startswith("team-"))
    stage = Stage(home, home / "workspace.json", home / "manifest.json", rep, channel, nights)
    stage.workspace.write_text(json.dumps(described, ensure_ascii=False, indent=1))
    stage.manifest.write_text(json.dumps(manifest(), indent=1))
    set_targets(settings_for(stage, "http://127.0.0.1"), TEAM_ID)
    return stage


def _make_company(nights: Nights) -> None:
    with console.status("Making a company: 40 reps, three years of leads and sales; importing it as anybody's …"):
        nights.begin()


def _seated(workspace: dict[str, Any], language: str) -> dict[str, Any]:
    """The workspace with a rep who speaks the house's language first: the page opens as the first person."""
    users = workspace["users"]
    reps = [user for user in users if user["title"].startswith(_REP) and not user["deleted"]]
    first = next((user for user in reps if user["locale"].startswith(language)), reps[0])
    return workspace | {"users": [first, *(user for user in users if user is not first)]}


def settings_for(stage: Stage, address: str) -> Settings:
    """The same production settings; only SLACK_API_URL points elsewhere, and the clock may be moved."""
    app = json.loads(stage.workspace.read_text())["app"]
    return Settings(
        KPI_HOME=stage.home,
        DATABASE_URL=None,
        FACTS_URL=None,
        SLACK_API_URL=f"{address}/api/",
        SLACK_BOT_TOKEN=app["bot_token"],
        SLACK_APP_TOKEN=app["app_token"],
        SLACK_SIGNING_SECRET=app["signing_secret"],
        KPI_CLOCK_URL=f"{address}/_control/clock",
    )


@contextlib.asynccontextmanager
async def playground(stage: Stage, port: int) -> AsyncIterator[str]:
    """The local workspace as a process of its own; gives its address, ends it. Where we are killed, so is its input."""
    files = ("--workspace", str(stage.workspace), "--manifest", str(stage.manifest))
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "playground", "--port", str(_free(port)), "--until-input-ends", *files),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield await asyncio.wait_for(_address(process), _PATIENCE)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


def _free(port: int) -> int:
    """The port, or 0 for any other where it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


async def _address(process: asyncio.subprocess.Process) -> str:
    if process.stdout:
        async for line in process.stdout:
            if line.decode().startswith(_READY):
                return line.decode().removeprefix(_READY).strip()
    raise TerminalError("The local workspace did not start.")
