"""The office at work by itself: it wakes when something is queued, and stops within its seconds."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from time import monotonic

from storage.repositories.delivery_records import DeliveryState
from storage.unit_of_work import Records
from tests.bot.delivery.bench import TIMING, Bench, a_bench, bench_on

RESTFUL = replace(TIMING, tick=timedelta(minutes=10))
PATIENCE = 20.0  # seconds; who is not woken rests for longer


@asynccontextmanager
async def running(bench: Bench) -> AsyncIterator[asyncio.Event]:
    stop = asyncio.Event()
    work = asyncio.create_task(bench.office.run(stop))
    await asyncio.sleep(0.3)  # it has looked, found nothing, and rests
    yield stop
    stop.set()
    await work


async def until_sent(bench: Bench, queued: int) -> None:
    async with asyncio.timeout(PATIENCE):
        while bench.state(queued) is not DeliveryState.SENT:
            await asyncio.sleep(0.02)


async def test_it_wakes_at_once_when_something_is_queued_here(records: Records) -> None:
    with a_bench(records, timing=RESTFUL) as bench:
        async with running(bench):
            await until_sent(bench, bench.queue())
            await until_sent(bench, bench.queue("again"))
        assert len(bench.standing()) == 2


async def test_what_is_being_posted_when_it_stops_gets_its_time(quick_records: Records) -> None:
    with a_bench(quick_records, timing=replace(TIMING, timeout=timedelta(seconds=5))) as bench:
        await bench.fault("chat.postMessage", "slow", seconds=1)
        async with running(bench) as stop:
            queued = bench.queue()
            while not bench.row(queued).attempts:
                await asyncio.sleep(0.02)
            began = monotonic()
            stop.set()
        assert monotonic() - began < 5
        assert bench.state(queued) is DeliveryState.SENT


async def test_what_takes_longer_is_cut_off_and_settled_by_the_next_process(quick_records: Records) -> None:
    hasty = replace(TIMING, timeout=timedelta(seconds=10), drain=timedelta(seconds=0.3))
    with a_bench(quick_records, timing=hasty) as bench:
        await bench.fault("chat.postMessage", "late", seconds=9)
        async with running(bench) as stop:
            queued = bench.queue()
            while not await bench.accepted(queued):
                await asyncio.sleep(0.02)
            began = monotonic()
            stop.set()
        assert monotonic() - began < 5
        row = bench.row(queued)
        assert row.state is DeliveryState.SENDING
        assert row.lease_until is not None
        another = bench_on(bench.slack, quick_records)
        await another.later(61)
        assert another.state(queued) is DeliveryState.SENT
        assert await another.accepted(queued) == 1
        another.office.close()


async def test_what_was_only_claimed_is_given_back(quick_records: Records) -> None:
    offices: list[Bench] = []

    def stops(_where: str) -> None:
        offices[0].office._gear.stopping.set()

    with a_bench(quick_records, failpoint=stops) as bench:
        offices.append(bench)
        queued = bench.queue()
        await bench.office.send_next()
        row = bench.row(queued)
        assert (row.state, row.attempts, row.maybe_posted) == (DeliveryState.PENDING, 0, False)
        assert await bench.calls("chat.postMessage") == []


async def test_a_lease_too_short_for_a_post_is_left_to_end(quick_records: Records) -> None:
    with a_bench(quick_records, timing=replace(TIMING, lease=timedelta(seconds=3.9))) as bench:
        queued = bench.queue()
        await bench.office.send_next()
        assert bench.state(queued) is DeliveryState.SENDING
        assert await bench.calls("chat.postMessage") == []


async def test_a_database_that_is_away_for_a_moment_stops_nobody(quick_bench: Bench) -> None:
    async with running(quick_bench):
        quick_bench.records.shaped = False
        quick_bench.office.wake()
        await asyncio.sleep(0.2)
        quick_bench.records.shaped = True
        queued = quick_bench.queue()
        await until_sent(quick_bench, queued)
