"""D11: Slack is down for half an hour (here: half a minute, with all times shortened alike)."""

import asyncio
from time import monotonic

import pytest
from sqlalchemy import func, select

from storage.models import DeliveryRow
from storage.repositories.delivery_records import ON_ITS_WAY
from tests.chaos import weather
from tests.chaos.scene import Stage
from tests.chaos.storm import WORKERS
from tests.chaos.timings import FAST

MESSAGES = 200
OUTAGE = 30.0  # seconds
LONGEST_PAUSE = 1.2 * FAST.longest_backoff  # of a message that has to wait when Slack is back
AFTERWARDS = 60.0  # seconds until the queue is empty, on a machine that does much else
MOST_ATTEMPTS = 12
ON_THEIR_WAY = DeliveryRow.state.in_(ON_ITS_WAY)


@pytest.mark.chaos
async def test_d11_an_outage_loses_and_repeats_nothing(stage: Stage) -> None:
    async with stage.scene() as scene:
        await weather.let_it_be(scene.teams, weather.OUTAGE, stage.seed)
        scene.queue(MESSAGES, picture_every=10)
        scene.fleet.start(WORKERS)
        await asyncio.sleep(OUTAGE)
        await weather.clear(scene.teams)
        back = monotonic()
        put_off = scene.ask(select(func.max(DeliveryRow.not_before)).where(ON_THEIR_WAY))[0][0] - scene.now()
        await scene.until_all_ended(AFTERWARDS)
        took = monotonic() - back
        await scene.until_swept(30)
        outcome = await scene.outcome()
        most = scene.ask(select(func.max(DeliveryRow.attempts)))[0][0]
        stage.tell(scene.line("D11", MESSAGES, outcome, f"empty {took:.0f} s after, at most {most} attempts"))
    assert outcome.states == {"sent": MESSAGES}
    assert (outcome.exactly_once, outcome.posted_twice) == (MESSAGES, 0)
    assert most <= MOST_ATTEMPTS
    assert put_off <= LONGEST_PAUSE
