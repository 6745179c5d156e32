"""D01: messages reach their channels exactly once while their senders are killed and Slack answers badly.

D02 is the control: without reconciliation, or with a client that repeats by itself, the same storm shows duplicates.
"""

import os
from dataclasses import replace

import pytest

from tests.chaos import weather
from tests.chaos.orders import Client
from tests.chaos.scene import Outcome, Stage
from tests.chaos.storm import kill_storm

SEEDS = range(int(os.environ.get("CHAOS_SEEDS", "5")))
SMALL, FULL = (300, 15), (1000, 50)  # messages, kills
FEWEST_DUPLICATES = 50  # of a full storm without protection


async def storm(name: str, stage: Stage, load: tuple[int, int], client: Client = Client.ONCE_ONLY) -> Outcome:
    """Run one storm and write its line."""
    messages, kills = load
    async with stage.scene(teams=2, client=client) as scene:
        faults = weather.LOSSY if client is Client.SDK_DEFAULT else weather.STORM
        await weather.let_it_be(scene.teams, faults, stage.seed)
        scene.queue(messages, picture_every=10)
        await kill_storm(scene, messages, kills, stage.chance)
        await scene.until_swept(30)
        outcome = await scene.outcome()
        stage.tell(scene.line(name, messages, outcome, f"{kills} kills, seed {stage.seed}"))
    return outcome


def assert_exactly_once(outcome: Outcome, messages: int) -> None:
    assert outcome.states == {"sent": messages}
    assert (outcome.exactly_once, outcome.missing, outcome.duplicates) == (messages, 0, 0)
    assert (outcome.posted_twice, outcome.overwritten) == (0, 0)


async def test_d01_a_small_kill_storm_loses_and_repeats_nothing(stage: Stage) -> None:
    assert_exactly_once(await storm("D01 small", stage, SMALL), SMALL[0])


@pytest.mark.chaos
@pytest.mark.parametrize("turn", SEEDS)
async def test_d01_a_kill_storm_loses_and_repeats_nothing(stage: Stage, turn: int) -> None:
    assert_exactly_once(await storm("D01", replace(stage, seed=stage.seed + turn), FULL), FULL[0])


@pytest.mark.chaos
@pytest.mark.parametrize("client", [Client.BLIND, Client.SDK_DEFAULT])
async def test_d02_without_its_protection_the_storm_leaves_duplicates(stage: Stage, client: Client) -> None:
    outcome = await storm(f"D02 {client}", stage, FULL, client)
    assert outcome.posted_twice >= FEWEST_DUPLICATES
