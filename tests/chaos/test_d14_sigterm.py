"""D14: a worker that is asked to end does so in time, and leaves nothing behind that others cannot see."""

from random import Random

import pytest

from storage.models import DeliveryRow
from storage.repositories.delivery_records import DeliveryState
from tests.chaos import weather
from tests.chaos.scene import Scene, Stage
from tests.chaos.storm import WITHIN, WORKERS

LONGEST = 10.0  # seconds to end in
HELD = (DeliveryRow.state == DeliveryState.SENDING, DeliveryRow.lease_until.is_(None))


async def ask_to_end(scene: Scene, messages: int, times: int, chance: Random) -> list[float]:
    """Ask workers to end, one after the other over the whole work, each replaced at once; gives the seconds taken."""
    scene.fleet.start(WORKERS)
    seconds: list[float] = []
    for number in range(times):
        share = (number + chance.random()) / (times + 1)
        await scene.until(lambda: scene.finished() >= share * messages, WITHIN)  # noqa: B023 -- awaited here
        leaving = chance.choice(scene.fleet.alive)
        await scene.fleet.ready(leaving)
        scene.fleet.start()
        seconds.append(await scene.fleet.ended(leaving, within=2 * LONGEST))
        assert leaving.exitcode == 0
        assert scene.count(*HELD) == 0
    await scene.until_all_ended(WITHIN)
    return seconds


async def sigterms(name: str, stage: Stage, messages: int, times: int) -> None:
    """Ask workers to end so often during so many messages."""
    async with stage.scene() as scene:
        await weather.let_it_be(scene.teams, weather.BUSY, stage.seed)
        scene.queue(messages, picture_every=10)
        seconds = await ask_to_end(scene, messages, times, stage.chance)
        await scene.until_swept(30)
        outcome = await scene.outcome()
        stage.tell(scene.line(name, messages, outcome, f"{times} SIGTERMs, longest exit {max(seconds):.1f} s"))
    assert max(seconds) <= LONGEST
    assert outcome.states == {"sent": messages}
    assert (outcome.exactly_once, outcome.posted_twice, outcome.missing) == (messages, 0, 0)


async def test_d14_a_worker_asked_to_end_loses_and_repeats_nothing(stage: Stage) -> None:
    await sigterms("D14 small", stage, 100, 5)


@pytest.mark.chaos
async def test_d14_a_hundred_workers_asked_to_end_lose_and_repeat_nothing(stage: Stage) -> None:
    await sigterms("D14", stage, 1000, 100)
