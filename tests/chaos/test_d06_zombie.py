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
UNSWEPT = "trusting"  # the timing of the control


async def freeze_and_thaw(scene: Scene, chance: Random) -> int:
    """Let some senders freeze before a post while others work on, and thaw each in time; gives how many froze."""
    scene.queue(FROZEN_AT_ONCE * PER_FROZEN)
    visits = (chance.randint(1, 3) for _ in range(FROZEN_AT_ONCE))
    zombies = [
        scene.fleet.start(fails_at=(Failpoint.BEFORE_POST, visit), harm=Harm.FREEZE, senders=1)[0] for visit in visits
    ]
    awake = scene.fleet.start(SENDERS)
    thawing = [asyncio.create_task(thawed(zombie)) for zombie in zombies]
    await scene.until_all_ended(120)
    froze = sum([await _thawed_in_time(zombie, task) for zombie, task in zip(zombies, thawing, strict=True)])
    if scene.fleet.orders.timing != UNSWEPT:
        await scene.until_swept(60)
    for process in (*zombies, *awake):
        await scene.fleet.ended(process, 20)
    return froze


async def thawed(zombie: BaseProcess) -> None:
    """Wait until it freezes, leave it so for twice the lease, and thaw it."""
    while not is_frozen(zombie):
        await asyncio.sleep(LOOK_EVERY)
    await asyncio.sleep(2 * FAST.lease.total_seconds())
    send(zombie, signal.SIGCONT)


async def _thawed_in_time(zombie: BaseProcess, thawing: asyncio.Task[None]) -> bool:
    """Whether it froze at all: the queue may have been empty too soon."""
    if not thawing.done() and not is_frozen(zombie):
        thawing.cancel()
        return False
    await thawing
    return True


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
    outcome = await zombies("D06 unprotected", stage, 20, timing=UNSWEPT)
    assert outcome.duplicates >= 5
