"""Work under way is known, waited for, and cut off only after its time."""

import asyncio

import pytest

from bot.tasks import Tasks


async def test_draining_nothing_takes_no_time() -> None:
    assert await Tasks().drain(0) == 0


async def test_work_is_waited_for() -> None:
    tasks, done = Tasks(), []

    async def work() -> None:
        await asyncio.sleep(0.05)
        done.append(1)

    waiting = asyncio.create_task(tasks.run(work()))
    await asyncio.sleep(0)
    assert await tasks.drain(5) == 0
    assert done == [1]
    await waiting


async def test_work_that_takes_too_long_is_cut_off_and_counted() -> None:
    tasks, ended = Tasks(), []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(1)

    waiting = [asyncio.create_task(tasks.run(work())) for _ in range(3)]
    await asyncio.sleep(0)
    assert await tasks.drain(0.01) == 3
    assert ended == [1, 1, 1]
    for each in waiting:
        with pytest.raises(asyncio.CancelledError):
            await each


async def test_work_outlives_who_asked_for_it() -> None:
    tasks, done = Tasks(), []

    async def work() -> None:
        await asyncio.sleep(0.02)
        done.append(1)

    asking = asyncio.create_task(tasks.run(work()))
    await asyncio.sleep(0)
    asking.cancel()
    await tasks.drain(5)
    assert done == [1]
