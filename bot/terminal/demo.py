"""`kpi demo`: a sample company, a local workspace and the assistant in one process group, and one address to open."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date, datetime

import aiohttp
from rich.console import Console

from bot.clock import FollowedClock
from bot.errors import TerminalError
from bot.logs import configure
from bot.serving import serve, serving
from bot.settings import Settings
from bot.terminal.demo_alerts import watch_leads
from bot.terminal.demo_digests import subscribe_teams
from bot.terminal.demo_lock import alone
from bot.terminal.demo_nights import nightly
from bot.terminal.demo_poll import ask_for_a_vote
from bot.terminal.demo_voice import hear_reps
from bot.terminal.stage import TEAM_ID, Stage, playground, prepare, settings_for

console = Console()

SCENES: tuple[Callable[[Settings, str], Awaitable[None]], ...] = (
    subscribe_teams,
    watch_leads,
    hear_reps,
    ask_for_a_vote,
)
"""What has been set up in the workspace before anybody sits down; each leaves what is there already."""

_LOOK_EVERY, _LOOKS = 0.1, 100  # seconds between two looks at the channel, and how many


def run_demo(*, once: str | None, port: int) -> None:
    """Prepare the company, start everything; with `once`, type one command, print what is seen, and leave."""
    settings = Settings()
    configure("WARNING")
    today = date.today()  # noqa: DTZ011 - the day on the person's own wall
    with alone(settings.home) as note:
        stage = prepare(settings.home / "demo", today, settings.language)
        asyncio.run(_type_once(stage, once, note) if once else _stay(stage, port, note))


async def _stay(stage: Stage, port: int, note: Callable[[str], None]) -> None:
    async with playground(stage, port) as address:
        note(address)
        taken = port if port and not address.endswith(f":{port}") else None
        async with staged(stage, address) as settings:
            await serve(settings, "socket", ready=lambda _where: _welcome(address, taken))


@contextlib.asynccontextmanager
async def staged(stage: Stage, address: str) -> AsyncIterator[Settings]:
    """The scenes set up; as the workspace's clock moves on, the nights bring their data."""
    settings = settings_for(stage, address)
    for scene in SCENES:
        await scene(settings, TEAM_ID)
    clock = FollowedClock(f"{address}/_control/clock")
    async with clock.followed(), nightly(stage.nights, clock, settings.tzinfo):
        yield settings


def _welcome(address: str, taken: int | None) -> None:
    if taken:
        console.print(f"\n  Port {taken} is taken, so the workspace listens elsewhere.", highlight=False)
    console.print(f"\n  Open [bold]{address}[/bold] and type [bold]/kpi conversion[/bold] in a channel.")
    console.print("  Move its clock, top right, to next Monday: six teams get their weekly digests.")
    console.print("  Ctrl-C ends it.\n")


async def _type_once(stage: Stage, command: str, note: Callable[[str], None]) -> None:
    async with playground(stage, 0) as address:
        note(address)
        async with serving(settings_for(stage, address), "socket"):
            console.print(await _see(stage, address, command), markup=False, highlight=False, soft_wrap=True)


async def _see(stage: Stage, address: str, command: str) -> str:
    """Type the command as the rep, in her team's channel, and wait for what she sees."""
    async with aiohttp.ClientSession(address) as session:
        place = {"as": stage.rep, "channel": stage.channel}
        since = await _now(session)
        await _type(session, place | {"text": command})
        for _ in range(_LOOKS):
            async with session.get("/_control/seen", params=place | {"since": since}) as response:
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
