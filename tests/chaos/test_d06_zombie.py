"""D06: a sender frozen between its check and its post wakes up when another has long done its work."""

import asyncio
import signal
from multiprocessing.process import BaseProcess
from random import Random

import pytest

from bot.delivery.failpoints import Failpoint
from tests.chaos import weather
from tests.chaos.fleet import is_frozen, send
from tests.chaos.orders import Harm
from tests.chaos.scene import LOOK_EVERY, Outcome, Scene, Stage
from tests.chaos.timings import FAST

FROZEN_AT_ONCE = 10
PER_FROZEN = 6  # messages queued for each, so that it has one to freeze with
SENDERS = 2  # that stay awake


async def freeze_and_thaw(scene: Scene, chance: Random) -> int:
    """Freeze some senders before a post, let the others work for twice the lease, thaw; gives how many froze."""
    scene.queue(FROZEN_AT_ONCE * PER_FROZEN)
    point = Failpoint.BEFORE_POST
    zombies = [
        scene.fleet.start(fails_at=(point, chance.randint(1, 3)), harm=Harm.FREEZE)[0] for _ in range(FROZEN_AT_ONCE)
    ]
    frozen = await _frozen(scene, zombies)
    awake = scene.fleet.start(SENDERS)
    await asyncio.sleep(2 * FAST.lease.total_seconds())
    for zombie in frozen:
        send(zombie, signal.SIGCONT)
    await scene.until_all_ended(60)
    await scene.until_swept(60)
    for process in (*zombies, *awake):
        await scene.fleet.ended(process, 20)
    return len(frozen)


async def _frozen(scene: Scene, zombies: list[BaseProcess]) -> list[BaseProcess]:
    """Wait until every zombie froze, or the queue is empty and nobody moves any more."""
    waited = 0.0
    while waited < 2 * FAST.lease.total_seconds() and not all(map(is_frozen, zombies)):
        await asyncio.sleep(LOOK_EVERY)
        waited += LOOK_EVERY
    return [zombie for zombie in zombies if is_frozen(zombie)]


async def zombies(name: str, stage: Stage, freezes: int, timing: str = "calm") -> Outcome:
    """Freeze so many senders and write the line."""
    chance, frozen = stage.chance, 0
    async with stage.scene(timing=timing) as scene:
        await weather.let_it_be(scene.teams, (), stage.seed)
        while frozen < freezes:
            frozen += await freeze_and_thaw(scene, chance)
        outcome = await scene.outcome()
        stage.tell(scene.line(name, frozen, outcome, f"{outcome.duplicates} left standing twice"))
    return outcome


@pytest.mark.chaos
async def test_d06_a_frozen_sender_leaves_one_message(stage: Stage) -> None:
    outcome = await zombies("D06", stage, 50)
    assert set(outcome.states) == {"sent"}
    assert (outcome.exactly_once, outcome.duplicates, outcome.missing) == (len(outcome.recorded), 0, 0)
    assert outcome.overwritten == 0


@pytest.mark.chaos
async def test_d06_without_self_check_and_sweep_duplicates_stay(stage: Stage) -> None:
    outcome = await zombies("D06 unprotected", stage, 20, timing="trusting")
    assert outcome.duplicates >= 5
