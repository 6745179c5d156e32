"""D10: one workspace takes nothing more for a while; it is left alone, and the others do not wait for it."""

import asyncio
from collections.abc import Iterable, Sequence
from itertools import combinations
from statistics import quantiles
from time import monotonic
from typing import Any

import pytest

from bot.delivery.post_office import SENDERS
from storage.models import DeliveryRow
from storage.repositories.delivery_records import ON_ITS_WAY
from tests.chaos import weather
from tests.chaos.scene import Scene, Stage
from tests.chaos.storm import WORKERS
from tests.chaos.teams import Team

BEFORE, MESSAGES = 100, 500  # with nobody refusing, and in the storm
CHANNELS = 20
STORM = 20.0  # seconds, at least, during which the first team refuses everything: until all others have theirs
RETRY_AFTER = 4  # seconds that it asks to be left alone
IN_FLIGHT = WORKERS * SENDERS - 1  # posts that others may have under way when one of them is refused
SLOWEST = 10.0  # seconds, for 95 of 100 messages of the other teams; more where the machine needs more for so many
JITTER = 0.05  # seconds between two clocks that each read their own time

REFUSING = ({"method": "chat.postMessage", "fault": "rate_limited", "retry_after": RETRY_AFTER},)

ON_THEIR_WAY = DeliveryRow.state.in_(ON_ITS_WAY)

Calls = Sequence[dict[str, Any]]


def before_their_time(calls: Calls) -> int:
    """How many posts came, at most, between a refusal and the time that it named."""
    refusals = [call["at"] for call in calls if call["fault"] == "rate_limited"]
    return max(sum(told < call["at"] < told + RETRY_AFTER for call in calls) for told in refusals)


def too_close(calls: Calls) -> int:
    """How many accepted posts followed others of the same channel faster than one a second."""
    by_channel: dict[str, list[float]] = {}
    for call in calls:
        if call["accepted"]:
            by_channel.setdefault(call["arguments"]["channel"], []).append(call["at"])
    return sum(
        times[last] - times[first] < last - first - JITTER
        for times in by_channel.values()
        for first, last in combinations(range(len(times)), 2)
    )


async def posts(team: Team) -> Calls:
    return await team.calls("chat.postMessage")


def delays(calls: Iterable[dict[str, Any]], since: float) -> list[float]:
    """Seconds from the queueing until each post accepted since."""
    return [call["at"] - since for call in calls if call["accepted"] and call["at"] > since]


async def seconds_for(scene: Scene, messages: int) -> float:
    """How long this machine takes for so many while nobody refuses any."""
    began = monotonic()
    scene.queue(messages)
    await scene.until_all_ended(60)
    return monotonic() - began


@pytest.mark.chaos
async def test_d10_a_refusing_workspace_is_left_alone_and_delays_no_other(stage: Stage) -> None:
    async with stage.scene(teams=5, channels=CHANNELS, timing="paced") as scene:
        await weather.let_it_be(scene.teams, (), stage.seed)
        refusing, *others = scene.teams
        for team in scene.teams:
            await team.control.settings(rate_limits="count")
        scene.fleet.start(WORKERS)
        needed = await seconds_for(scene, BEFORE) * MESSAGES / BEFORE
        await refusing.control.faults(*REFUSING)
        since = scene.now().timestamp()
        scene.queue(MESSAGES)
        await asyncio.sleep(STORM)
        await scene.until(lambda: scene.count(ON_THEIR_WAY, DeliveryRow.team_id != refusing.id) == 0, 120)
        await refusing.control.faults()
        await scene.until_all_ended(120)
        outcome = await scene.outcome()
        storm, rest = await posts(refusing), [await posts(team) for team in others]
        slow = quantiles([delay for calls in rest for delay in delays(calls, since)], n=20)[-1]
        stage.tell(
            scene.line("D10", MESSAGES, outcome, f"others' p95 {slow:.1f} s, {len(storm)} posts of the refusing one")
        )
    assert before_their_time(storm) <= IN_FLIGHT
    assert sum(too_close(calls) for calls in (storm, *rest)) == 0
    assert slow < max(SLOWEST, needed)
    assert (outcome.exactly_once, outcome.posted_twice) == (BEFORE + MESSAGES, 0)


def test_d10_the_auditor_sees_a_post_before_its_time_and_a_channel_in_a_hurry() -> None:
    def call(at: float, fault: str | None = None) -> dict[str, Any]:
        return {"at": at, "fault": fault, "accepted": fault is None, "arguments": {"channel": "C1"}}

    refused = [call(0.0, "rate_limited"), call(2.0), call(4.0)]
    assert before_their_time(refused) == 1
    assert too_close(refused) == 0
    assert too_close([call(0.0), call(0.3), call(1.0)]) == 3
    assert too_close([call(0.0), call(1.0), call(2.0)]) == 0
