"""Slack workspaces for the scenarios: playgrounds in processes of their own, which are also the auditors.

What they count is counted outside the system under test: every message that was ever accepted, and those that stand.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.manifest import manifest
from tests.playground.running import Control

Json = dict[str, Any]

READER = "auditor"
TOKEN = "xoxb-playground"
_EVERYTHING = 1_000_000


@dataclass(frozen=True, slots=True)
class Team:
    """A workspace that is being served: where, and its channels by id."""

    id: str
    url: str
    pid: int
    channels: tuple[str, ...]

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def control(self) -> Control:
        return Control(self.url)

    async def accepted(self) -> Counter[str]:
        """How often a message with this key was ever stored, whatever the client was told."""
        counts = (await self.control.get("journal", since=_EVERYTHING))["accepted"]
        return Counter({json.loads(payload)["k"]: times for payload, times in counts.items()})

    async def calls(self, method: str) -> list[Json]:
        """The calls of one method in order: `at`, `arguments`, `accepted`, `status`, `fault`."""
        return list((await self.control.journal(method))["entries"])

    async def standing(self) -> dict[str, list[str]]:
        """The `ts` of the messages with each key that a person can read now."""
        found: dict[str, list[str]] = {}
        for channel in self.channels:
            for message in await self._read(channel):
                found.setdefault(message["metadata"]["event_payload"]["k"], []).append(message["ts"])
        return found

    async def _read(self, channel: str) -> list[Json]:
        query = {"as": READER, "channel": channel, "limit": _EVERYTHING}
        found = (await self.control.get("messages", **query))["messages"]
        return [message for message in found if "metadata" in message]


@asynccontextmanager
async def serve_teams(many: int, channels: int, folder: Path) -> AsyncIterator[tuple[Team, ...]]:
    """Serve so many workspaces with so many channels each, for as long as the block lasts."""
    with ExitStack() as stack:
        starting = [_start(number, channels, folder, stack) for number in range(1, many + 1)]
        yield tuple(await asyncio.gather(*(asyncio.to_thread(_ready, *started) for started in starting)))


def _start(number: int, channels: int, folder: Path, stack: ExitStack) -> tuple[Json, "subprocess.Popen[str]"]:
    described = _described(number, channels)
    workspace, app = folder / f"team-{number}.json", folder / "manifest.json"
    workspace.write_text(json.dumps(described))
    app.write_text(json.dumps(_quiet_manifest()))
    command = [sys.executable, "-m", "playground", "--port", "0", "--workspace", workspace, "--manifest", app]
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True)
    stack.callback(process.wait, 10)
    stack.callback(process.terminate)
    return described, process


def _ready(described: Json, process: "subprocess.Popen[str]") -> Team:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("playground ready on "), line
    channels = tuple(channel["id"] for channel in described["channels"])
    return Team(described["team"]["id"], line.split()[-1], process.pid, channels)


def _described(number: int, channels: int) -> Json:
    return {
        "team": {"id": f"T{number:03}", "name": f"Team {number}", "domain": f"team-{number}"},
        "app": {"bot_token": TOKEN},
        "users": [{"name": READER, "real_name": "Auditor"}],
        "channels": [
            {"id": f"C{number:03}{index:04}", "name": f"sales-{index}", "members": [READER], "bot": True}
            for index in range(channels)
        ],
    }


def _quiet_manifest() -> Json:
    """The assistant's own manifest, without events: nobody listens, and the echo would only be noise."""
    asked = manifest()
    asked["settings"].pop("event_subscriptions")
    scopes = asked["oauth_config"]["scopes"]
    scopes["bot"] = sorted({*scopes["bot"], "channels:history"})  # to look for what may have been posted
    return asked
