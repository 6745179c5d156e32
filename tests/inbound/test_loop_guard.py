"""Nothing heavy runs on the event loop, however many ask: I02."""

import asyncio
import gc
import time
from itertools import cycle
from pathlib import Path

import pytest

from bot.serving import forgo_looking_through_what_stays
from tests.bot.scenarios.house import House, a_house
from tests.bot.scenarios.test_many_at_once import COMMANDS, REPS
from tests.inbound.loop_watch import HEAVY, compute, heavy, stretches

LASTS, A_SECOND = 20, 20
"""Seconds of load, and commands in each of them."""

CONTROL = 3  # seconds of the same load computed on the loop: enough to see that it would be seen


@pytest.mark.timeout(180)
async def test_i02_twenty_seconds_of_twenty_commands_a_second_never_hold_the_loop(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        forgo_looking_through_what_stays()
        async with stretches() as seen:
            statuses = await _load(house)
        gc.unfreeze()
    assert statuses == ["acked"] * (LASTS * A_SECOND)
    assert heavy(seen) == []


async def test_i02_control_the_same_load_computed_on_the_loop_is_seen_each_time() -> None:
    async with stretches() as seen:
        for _ in range(CONTROL * A_SECOND // 4):
            compute(1.2 * HEAVY)
            await asyncio.sleep(0.02)
    assert len(heavy(seen)) >= CONTROL * A_SECOND // 5


async def _load(house: House) -> list[str]:
    """Type at an even pace, whatever becomes of it; gives how Slack saw each command end."""
    people, typing = cycle(REPS.items()), []
    began = time.monotonic()
    for number in range(LASTS * A_SECOND):
        name, channel = next(people)
        command = f"/kpi {COMMANDS[number % len(COMMANDS)]}"
        typing.append(asyncio.create_task(house.slack.control.type(name, channel, command)))
        await asyncio.sleep(max(0.0, began + (number + 1) / A_SECOND - time.monotonic()))
    return [str(typed["status"]) for typed in await asyncio.gather(*typing)]
