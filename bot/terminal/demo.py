"""`kpi demo`: a sample company, a local workspace and the assistant in one process group, and one address to open."""

import asyncio
import contextlib
import json
import shutil
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import aiohttp
from rich.console import Console

from bot.errors import TerminalError
from bot.manifest import manifest
from bot.serving import serve, serving
from bot.settings import Settings
from storage import sample_crm
from storage.facts.store import open_facts
from storage.imports import import_profile

console = Console()

_READY = "playground ready on "
_PATIENCE = 20.0  # seconds for the local workspace to start
_REP = "Sales rep"  # how the sample's workspace titles its reps
_LOOK_EVERY, _LOOKS = 0.1, 100  # seconds between two looks at the channel, and how many


@dataclass(frozen=True, slots=True)
class Stage:
    """What the demo stands on: a prepared home and the two files that describe the workspace."""

    home: Path
    workspace: Path
    manifest: Path


def run_demo(*, once: str | None, port: int) -> None:
    """Prepare the company, start everything; with `once`, type one command, print what is seen, and leave."""
    stage = prepare(Settings().home / "demo", date.today())  # noqa: DTZ011 - the day on the person's own wall
    asyncio.run(_type_once(stage, once) if once else _stay(stage, port))


def prepare(home: Path, today: date) -> Stage:
    """Make the sample company as of today, import it, describe its workspace; a second start today finds it made."""
    stage = Stage(home, home / "workspace.json", home / "manifest.json")
    made = home / "made-for"
    if not made.exists() or made.read_text() != today.isoformat():
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        _make_company(home, today)
        made.write_text(today.isoformat())
    stage.workspace.write_text(json.dumps(sample_crm.workspace_json(today=today), ensure_ascii=False, indent=1))
    stage.manifest.write_text(json.dumps(manifest(), indent=1))
    return stage


def _make_company(home: Path, today: date) -> None:
    with console.status("Making a company: 40 reps, three years of leads and sales …"):
        sample_crm.write(home / "crm", today=today)
    with console.status("Importing its CRM exports, as anybody's …"):
        for profile in sample_crm.PROFILES:
            import_profile(profile, home / "crm", open_facts(str(home / "facts")), today=today)


async def _stay(stage: Stage, port: int) -> None:
    async with _playground(stage, port) as address:
        await serve(_settings(stage, address), "socket", ready=lambda _where: _welcome(address))


def _welcome(address: str) -> None:
    console.print(f"\n  Open [bold]{address}[/bold] and type [bold]/kpi conversion[/bold] in a channel.")
    console.print("  Ctrl-C ends it.\n")


async def _type_once(stage: Stage, command: str) -> None:
    who, channel = _rep_and_channel(json.loads(stage.workspace.read_text()), Settings().language)
    async with _playground(stage, 0) as address, serving(_settings(stage, address), "socket"):
        console.print(await _see(address, who, channel, command), markup=False, highlight=False)


def _rep_and_channel(workspace: dict[str, Any], language: str) -> tuple[str, str]:
    """A rep who speaks the house's language, and her team's channel."""
    reps = [user for user in workspace["users"] if user["title"].startswith(_REP) and not user["deleted"]]
    rep = next((user for user in reps if user["locale"].startswith(language)), reps[0])["name"]
    channel = next(
        each for each in workspace["channels"] if each["name"].startswith("team-") and rep in each["members"]
    )
    return rep, channel["name"]


async def _see(address: str, who: str, channel: str, command: str) -> str:
    """Type the command and wait for what she sees."""
    async with aiohttp.ClientSession(address) as session:
        query = {"as": who, "channel": channel, "since": await _now(session)}
        await _type(session, {"as": who, "channel": channel, "text": command})
        for _ in range(_LOOKS):
            async with session.get("/_control/seen", params=query) as response:
                text = str((await response.json())["text"])
            if text.strip():
                return text
            await asyncio.sleep(_LOOK_EVERY)
    raise TerminalError("Nothing was answered within ten seconds.")


async def _now(session: aiohttp.ClientSession) -> str:
    async with session.get("/_control/clock") as response:
        now = datetime.fromisoformat((await response.json())["now"])
    return f"{now.timestamp():.6f}"


async def _type(session: aiohttp.ClientSession, line: dict[str, str]) -> None:
    async with session.post("/_control/type", json=line) as response:
        answer = await response.json()
    if not answer.get("ok"):
        raise TerminalError(answer.get("message", "The local workspace refused."))


def _settings(stage: Stage, address: str) -> Settings:
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
async def _playground(stage: Stage, port: int) -> AsyncIterator[str]:
    """The local workspace as a process of its own; gives its address, ends it by its pid."""
    command = (
        "-m",
        "playground",
        "--port",
        str(port),
        "--workspace",
        stage.workspace,
        "--manifest",
        stage.manifest,
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, stdout=asyncio.subprocess.PIPE, stderr=None, start_new_session=True
    )
    try:
        yield await asyncio.wait_for(_address(process), _PATIENCE)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _address(process: asyncio.subprocess.Process) -> str:
    assert process.stdout
    async for line in process.stdout:
        if line.decode().startswith(_READY):
            return line.decode().removeprefix(_READY).strip()
    raise TerminalError("The local workspace did not start; is its port taken? Name another with --port.")
