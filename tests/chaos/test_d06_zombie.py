"""D06: a sender frozen between its check and its post wakes up when another has long done its work.

Half of the frozen wake up after twice the lease, while others may be at work on their messages; half when everything is
out. The latter post for a second time on any machine, unless a protection stops them.
"""

import asyncio
import signal
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from random import Random
from typing import Any

import pytest

from bot.delivery.failpoints import Failpoint
from tests.chaos import weather
from tests.chaos.fleet import is_frozen, send
from tests.chaos.orders import Harm
from tests.chaos.scene import Outcome, Scene, Stage
from tests.chaos.timings import FAST

FROZEN_AT_ONCE = 10
LATE = FROZEN_AT_ONCE // 2  # of them wake up when everything is out
MOST_VISITS = 3  # messages that one takes at most until it freezes
AWAKE = 2


async def freeze_and_thaw(scene: Scene, point: Failpoint, chance: Random) -> None:
    """Let some senders freeze at this point, each with a message, and others send it before they wake up."""
    scene.queue(2 * FROZEN_AT_ONCE * MOST_VISITS)
    zombies = [_started(scene, point, chance.randint(1, MOST_VISITS)) for _ in range(FROZEN_AT_ONCE)]
    await scene.until(lambda: all(is_frozen(zombie) for zombie in zombies), 60)
    awake = scene.fleet.start(AWAKE)
    await asyncio.sleep(2 * FAST.lease.total_seconds())
    _thaw(zombies[LATE:])
    await scene.until_all_ended(120)
    _thaw(zombies[:LATE])
    for zombie in zombies:
        await scene.fleet.ended(zombie, 20)
    if scene.fleet.orders.timing != "unswept":
        await scene.until_swept(60)
    for process in awake:
        await scene.fleet.ended(process, 20)


def _started(scene: Scene, point: Failpoint, visit: int) -> BaseProcess:
    (zombie,) = scene.fleet.start(fails_at=(point, visit), harm=Harm.FREEZE, only_sends=True)
    return zombie


def _thaw(zombies: Sequence[BaseProcess]) -> None:
    for zombie in zombies:
        send(zombie, signal.SIGCONT)


async def zombies(
    name: str, stage: Stage, point: Failpoint, freezes: int, *, timing: str = "calm", faults: Sequence[Any] = ()
) -> Outcome:
    """Freeze so many senders and write the line."""
    chance = stage.chance
    async with stage.scene(timing=timing) as scene:
        await weather.let_it_be(scene.teams, faults, stage.seed)
        for _ in range(freezes // FROZEN_AT_ONCE):
            await freeze_and_thaw(scene, point, chance)
        outcome = await scene.outcome()
        stage.tell(scene.line(name, freezes, outcome, f"{outcome.duplicates} left standing twice"))
    assert set(outcome.states) == {"sent"}
    assert (outcome.missing, outcome.overwritten) == (0, 0)
    return outcome


@pytest.mark.chaos
async def test_d06_a_frozen_sender_leaves_one_message(stage: Stage) -> None:
    outcome = await zombies("D06", stage, Failpoint.BEFORE_POST, 50)
    assert (outcome.exactly_once, outcome.duplicates) == (len(outcome.recorded), 0)


@pytest.mark.chaos
async def test_d06_a_sender_frozen_before_its_check_posts_nothing(stage: Stage) -> None:
    outcome = await zombies("D06 before the check", stage, Failpoint.AFTER_CLAIM, FROZEN_AT_ONCE)
    assert outcome.posted_twice == 0


@pytest.mark.chaos
async def test_d06_without_the_check_it_posts_again(stage: Stage) -> None:
    outcome = await zombies("D06 unchecked", stage, Failpoint.AFTER_CLAIM, FROZEN_AT_ONCE, timing="unchecked")
    assert outcome.posted_twice >= LATE


@pytest.mark.chaos
async def test_d06_without_the_broom_duplicates_stay(stage: Stage) -> None:
    without = {"timing": "unswept", "faults": weather.NOTHING_GOES_AWAY}
    outcome = await zombies("D06 unswept", stage, Failpoint.BEFORE_POST, FROZEN_AT_ONCE, **without)
    assert outcome.duplicates >= LATE
