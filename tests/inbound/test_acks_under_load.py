"""Everybody is acknowledged at once and answered soon while digests are drawn and a large file is imported: I01."""

import asyncio
import json
import os
import shutil
import sys
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import quantiles

import pytest

from bot.charts.painter import Painter
from bot.charts.panel import panel_picture
from bot.manifest import manifest
from bot.terminal.demo_nights import Nights
from bot.terminal.stage import Stage, playground
from bot.text import Text
from bot.views.digests.examples import contents
from bot.views.examples import CALENDAR, an_answer
from storage import sample_crm
from tests.bot.scenarios.alto import NOON, TODAY, alto, workspace
from tests.bot.scenarios.served import Tokens, assistant_process
from tests.bot.scenarios.test_many_at_once import COMMANDS, REPS
from tests.playground.running import Control

SECONDS, A_SECOND, BURST = 180, 20, 200
ACKED, SLOWEST_ACK, ANSWERED = 1.0, 3.0, 5.0
"""Seconds: 99 of 100 acknowledgements of the steady stream, the slowest of all, 95 of 100 answers."""

ROWS = 200_000
PROBE = "anais", "team-bruxelles"


@dataclass
class Load:
    """What happened to the commands: how long each took to be acknowledged, and how Slack saw it end."""

    control: Control
    acks: list[float] = field(default_factory=list)
    statuses: list[str] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)

    async def types(self, who: str, channel: str, command: str) -> None:
        began = time.monotonic()
        typed = await self.control.type(who, channel, f"/kpi {command}")
        self.acks.append(time.monotonic() - began)
        self.statuses.append(str(typed["status"]))

    async def steadily(self) -> None:
        """So many commands a second, for so long."""
        people, typing, began = cycle(sorted(REPS.items())), [], time.monotonic()
        for number in range(SECONDS * A_SECOND):
            who, channel = next(people)
            typing.append(asyncio.create_task(self.types(who, channel, COMMANDS[number % len(COMMANDS)])))
            await asyncio.sleep(max(0.0, began + (number + 1) / A_SECOND - time.monotonic()))
        await asyncio.gather(*typing)

    async def at_once(self) -> None:
        """A burst."""
        people = cycle(sorted(REPS.items()))
        asked = [(*next(people), COMMANDS[number % len(COMMANDS)]) for number in range(BURST)]
        await asyncio.gather(*(self.types(*each) for each in asked))

    async def probes(self) -> None:
        """One person asks, waits for her answer, asks again: how long she waited."""
        while True:
            known = await self._newest()
            began = time.monotonic()
            await self.types(*PROBE, "leads this month")
            while await self._newest() == known:
                await asyncio.sleep(0.1)
            self.answers.append(time.monotonic() - began)
            await asyncio.sleep(1)

    async def _newest(self) -> str:
        who, channel = PROBE
        query = {"as": who, "channel": channel, "ephemeral": "true", "limit": 1}
        return json.dumps((await self.control.get("messages", **query))["messages"])


@asynccontextmanager
async def a_company_at_work(home: Path, database_url: str) -> AsyncIterator[Control]:
    """Slack, the assistant and the test, each a process of its own; the facts are this test's to publish into."""
    (home / "workspace.json").write_text(json.dumps(workspace()))
    (home / "manifest.json").write_text(json.dumps(manifest()))
    shutil.copytree(alto().facts, home / "facts")
    stage = Stage(home, home / "workspace.json", home / "manifest.json", "", "", Nights(home, TODAY))
    async with playground(stage, 0) as address:
        control = Control(address)
        await control.post("clock", to=NOON)
        await control.settings(rate_limits=False, file_delay=0)
        app = json.loads(stage.workspace.read_text())["app"]
        tokens = Tokens(app["bot_token"], app["app_token"], app["signing_secret"])
        given = {"DATABASE_URL": database_url, "FACTS_URL": str(home / "facts")}
        async with assistant_process(home, address, tokens, given):
            yield control


async def _import_again_and_again(home: Path) -> None:
    """A large file, by the terminal, as somebody does it while people work."""
    while True:
        profile = sample_crm.PROFILES[0]
        settings = {"KPI_HOME": str(home), "FACTS_URL": str(home / "facts"), "DATABASE_URL": ""}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "import", str(profile), "--folder", str(home / "crm")),
            env=os.environ | settings,
            cwd=home,
            stdout=asyncio.subprocess.DEVNULL,
        )
        try:
            assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.terminate()


async def _draw_again_and_again(painter: Painter) -> None:
    """What a Monday morning asks of the worker that draws."""
    picture = panel_picture(contents(an_answer)["an eventful week"], Text("fr", CALENDAR))
    assert picture is not None
    while True:
        await painter.draw(picture.paint, *picture.of)


@pytest.mark.chaos
@pytest.mark.timeout(600)
async def test_i01_acks_and_answers_under_load(database_url: str, tmp_path: Path) -> None:
    sample_crm.write(tmp_path / "crm", today=TODAY, leads=ROWS)
    painter = Painter()
    async with a_company_at_work(tmp_path, database_url) as control:
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2 * BURST))  # each who types, at once
        load = Load(control)
        others = (_import_again_and_again(tmp_path), _draw_again_and_again(painter), load.probes())
        beside = [asyncio.create_task(each) for each in others]
        await load.steadily()
        steady = list(load.acks)
        await load.at_once()
        for each in beside:
            each.cancel()
        outcomes = await asyncio.gather(*beside, return_exceptions=True)
    painter.close()
    print(_told(steady, load.acks[len(steady) :], load.answers))  # noqa: T201 -- quoted in the results
    assert all(isinstance(each, asyncio.CancelledError) for each in outcomes), outcomes
    assert set(load.statuses) == {"acked"}
    assert _percentile(steady, 99) < ACKED
    assert max(load.acks) < SLOWEST_ACK
    assert _percentile(load.answers, 95) < ANSWERED


def _told(steady: Sequence[float], burst: Sequence[float], answers: Sequence[float]) -> str:
    return (
        f"acks of {len(steady)}: p99 {_percentile(steady, 99):.3f} s, slowest {max(steady):.3f} s; "
        f"of a burst of {len(burst)}: slowest {max(burst):.3f} s; "
        f"answers to {len(answers)} probes: p95 {_percentile(answers, 95):.3f} s, slowest {max(answers):.3f} s"
    )


def _percentile(seconds: Sequence[float], percent: int) -> float:
    return quantiles(seconds, n=100)[percent - 1]
