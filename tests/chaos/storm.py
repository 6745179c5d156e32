"""A storm of kills: at any moment some worker may be gone, and another has to go on."""

import asyncio
from random import Random

from tests.chaos.fleet import Fleet
from tests.chaos.scene import Scene

WORKERS = 3
WITHIN = 180.0


async def kill_storm(scene: Scene, messages: int, kills: int, chance: Random) -> int:
    """Send all that is queued by three workers under so many kills, spread over the whole work; gives the kills."""
    scene.fleet.start(WORKERS)
    done = 0
    for number in range(kills):
        share = (number + chance.random()) / (kills + 1)
        await scene.until(lambda: scene.finished() >= share * messages, WITHIN)  # noqa: B023 -- awaited here
        await asyncio.sleep(chance.uniform(0, 0.2))
        await _replace_one(scene.fleet, chance)
        done += 1
    await scene.until_all_ended(WITHIN)
    return done


async def _replace_one(fleet: Fleet, chance: Random) -> None:
    await fleet.kill(chance.choice(fleet.alive))
    fleet.start()
