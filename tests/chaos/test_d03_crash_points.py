"""D03: a worker that ends without a word, at each of the named points: every message goes out once all the same."""

import asyncio
from random import Random
from time import monotonic

import pytest

from bot.delivery.failpoints import Failpoint
from storage.models import DeliveryRow
from storage.repositories.delivery_records import DeliveryState
from tests.chaos import weather
from tests.chaos.orders import KILLED_ITSELF, Client
from tests.chaos.queueing import Load, decide
from tests.chaos.scene import LOOK_EVERY, Scene, Stage
from tests.chaos.timings import FAST
from tests.processes import PROCESSES

DECIDING = (Failpoint.BEFORE_DECIDE_COMMIT, Failpoint.AFTER_DECIDE)
DELIVERING = (
    Failpoint.AFTER_CLAIM,
    Failpoint.AFTER_UPLOAD,
    Failpoint.BEFORE_POST,
    Failpoint.AFTER_POST,
    Failpoint.BEFORE_RECORD,
    Failpoint.AFTER_RECORD,
    Failpoint.BEFORE_RECONCILE,  # last: it takes messages that the others left
)
AT_ONCE = 3
WAITING = 20  # messages kept in the queue, so that there is something to die of
SOON = 20.0  # seconds beyond lease and settle in which all is sent


async def crash_at(scene: Scene, point: Failpoint, times: int, chance: Random) -> None:
    """Let so many workers die at this point."""
    died = 0
    began = monotonic()
    while died < times:
        assert monotonic() - began < 60 + 3 * times, f"{died} of {times} died at {point}: {scene.states()}"
        _refill(scene, point)
        while len(scene.fleet.alive) < AT_ONCE:
            scene.fleet.start(fails_at=(point, chance.randint(1, 2)))
        await asyncio.sleep(LOOK_EVERY / 2)
        codes = [process.exitcode for process in scene.fleet.bury()]
        assert set(codes) <= {KILLED_ITSELF}
        died += len(codes)
    for process in tuple(scene.fleet.alive):
        await scene.fleet.kill(process)


def _refill(scene: Scene, point: Failpoint) -> None:
    waiting = scene.count(DeliveryRow.state.in_((DeliveryState.PENDING, DeliveryState.PREPARING)))
    if waiting < WAITING and point is not Failpoint.BEFORE_RECONCILE:
        scene.queue(WAITING, picture_every=1 if point is Failpoint.AFTER_UPLOAD else 5)


async def decide_in_vain(scene: Scene, point: Failpoint, times: int) -> None:
    """Let so many processes die while they decide on the same messages; the last one lives."""
    told = (scene.fleet.orders.records_url, scene.teams, Load(WAITING), point)
    for _ in range(times):
        process = PROCESSES.Process(target=decide, args=told, daemon=True)
        process.start()
        await asyncio.to_thread(process.join, 30)
        assert process.exitcode == KILLED_ITSELF
        scene.queued = scene.count()
        assert scene.queued == (0 if point is Failpoint.BEFORE_DECIDE_COMMIT else WAITING)


async def crash_everywhere(name: str, stage: Stage, times: int) -> None:
    chance, points = stage.chance, (*DECIDING, *DELIVERING)
    async with stage.scene() as scene:
        await weather.let_it_be(scene.teams, (), stage.seed)
        for point in DECIDING:
            await decide_in_vain(scene, point, times)
        for point in DELIVERING:
            await crash_at(scene, point, times, chance)
        scene.fleet.start(2)
        await scene.until_all_ended((FAST.lease + FAST.settle).total_seconds() + SOON)
        await scene.until_swept(30)
        outcome = await scene.outcome()
        stage.tell(scene.line(name, times * len(points), outcome, f"{scene.queued} messages"))
    assert outcome.states == {"sent": scene.queued}
    assert (outcome.exactly_once, outcome.missing, outcome.duplicates) == (scene.queued, 0, 0)
    assert (outcome.posted_twice, outcome.overwritten) == (0, 0)


async def test_d03_a_crash_at_any_point_loses_and_repeats_nothing(stage: Stage) -> None:
    await crash_everywhere("D03 small", stage, 3)


@pytest.mark.chaos
async def test_d03_twenty_crashes_at_each_point_lose_and_repeat_nothing(stage: Stage) -> None:
    await crash_everywhere("D03", stage, 20)


@pytest.mark.chaos
async def test_d03_without_reconciliation_a_crash_behind_the_post_repeats_it(stage: Stage) -> None:
    async with stage.scene(client=Client.BLIND) as scene:
        await weather.let_it_be(scene.teams, (), stage.seed)
        await crash_at(scene, Failpoint.AFTER_POST, 5, stage.chance)
        scene.fleet.start(2)
        await scene.until_all_ended(60)
        outcome = await scene.outcome()
        stage.tell(scene.line("D03 blind", 5, outcome))
    assert outcome.posted_twice >= 5
