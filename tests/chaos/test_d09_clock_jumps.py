"""D09: the machine's clock jumps while messages are under way. On SQLite it is the clock of the records, too."""

import asyncio
import os
from collections.abc import Sequence
from datetime import timedelta
from random import Random

import pytest

from tests.chaos import weather
from tests.chaos.faketime import REQUIRED, Dreamer, dreaming, library
from tests.chaos.scene import Scene, Stage

HOUR, DAY = 3600, 86_400
BACK_AND_FORTH = ((-HOUR, 0), (-DAY, 0))
AHEAD = (10 * 365 * DAY,)  # and all that is not out by then is too late
MESSAGES = 60
ASIDE = 5.0  # seconds that the clock stays off
CATCH_UP = 45.0  # seconds until all is sent once the clock is right again: settle and backoff, on a loaded machine
MOST_GROWTH = 50 * 2**20  # bytes
IDLE, LOOKS = 0.5, 3  # share of a processor: it looks for work twenty times as often as in production

TOO_LATE = {"missed", "unconfirmed"}
"""How a message ends whose time has passed: it is not out; or it may be, and history could not be read any more."""


async def jump_about(scene: Scene, worker: Dreamer, jumps: Sequence[int], chance: Random) -> None:
    """Move the clock while messages go out, and perhaps back some time later."""
    before = scene.finished()
    scene.queue(MESSAGES, picture_every=10, lasts=timedelta(days=30))
    share = chance.uniform(0.1, 0.9)
    await scene.until(lambda: scene.finished() >= before + share * MESSAGES, 60)
    for seconds in jumps:
        worker.jump(seconds)
        await asyncio.sleep(ASIDE)
    await scene.until_all_ended(CATCH_UP)


async def idleness(worker: Dreamer) -> float:
    """Share of a processor that it takes with nothing to do, as soon as it is idle again: within ten seconds."""
    for _ in range(LOOKS):
        before = worker.worked()
        await asyncio.sleep(3)
        share = (worker.worked() - before) / 3
        if share < IDLE:
            break
    return share


@pytest.mark.chaos
@pytest.mark.skipif(library() is None and REQUIRED not in os.environ, reason="needs libfaketime (apt install faketime)")
async def test_d09_a_jumping_clock_repeats_nothing(sqlite_stage: Stage) -> None:
    stage, chance = sqlite_stage, sqlite_stage.chance
    async with stage.scene() as scene:
        await weather.let_it_be(scene.teams, weather.STORM, stage.seed)
        with dreaming(scene.fleet.orders, stage.folder) as worker:
            await jump_about(scene, worker, (0,), chance)
            small = worker.memory()
            for jumps in BACK_AND_FORTH:
                await jump_about(scene, worker, jumps, chance)
            in_time = scene.states()
            await jump_about(scene, worker, AHEAD, chance)
            await scene.until_swept(30)
            grown, busy = worker.memory() - small, await idleness(worker)
        outcome = await scene.outcome()
        remarks = f"5 jumps, memory +{grown / 2**20:.0f} MB, idle at {busy:.0%}, {dict(outcome.states)}"
        told_as_sent = outcome.states["sent"]
        lost = max(0, told_as_sent - outcome.exactly_once)
        stage.tell(scene.plain_line("D09", len(outcome.recorded), outcome.posted_twice, lost, remarks))
    assert in_time == {"sent": scene.queued - MESSAGES}
    assert (outcome.duplicates, outcome.overwritten) == (0, 0)
    assert told_as_sent <= outcome.exactly_once
    assert set(outcome.states) <= {"sent", *TOO_LATE}
    assert grown < MOST_GROWTH
    assert busy < IDLE
