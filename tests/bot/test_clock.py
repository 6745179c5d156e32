"""Time is passed in; a clock that can be moved is followed from the first moment on."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.clock import FollowedClock, SystemClock


class Workspace:
    """Tells how far its clock was moved."""

    def __init__(self) -> None:
        self.url = ""
        self.offset: object = 0.0

    async def tell(self, _request: web.Request) -> web.Response:
        return web.json_response({"offset": self.offset})


@pytest.fixture
async def workspace() -> AsyncIterator[Workspace]:
    there, served = Workspace(), web.Application()
    served.router.add_get("/clock", there.tell)
    async with TestServer(served) as server:
        there.url = str(server.make_url("/clock"))
        yield there


def ahead(clock: FollowedClock) -> float:
    """Days, rounded."""
    return round((clock.now() - datetime.now(UTC)) / timedelta(days=1), 2)


def test_the_system_clock_is_aware_and_in_utc() -> None:
    assert SystemClock().now().tzinfo is UTC


async def test_a_followed_clock_is_right_from_the_start_and_follows(workspace: Workspace) -> None:
    workspace.offset = 7 * 86400.0
    clock = FollowedClock(workspace.url, every=0.01)
    async with clock.followed():
        assert ahead(clock) == 7
        workspace.offset = -2 * 86400.0
        async with asyncio.timeout(5):
            while ahead(clock) != -2:
                await asyncio.sleep(0.01)


async def test_a_workspace_that_does_not_answer_leaves_the_clock_as_it_was(workspace: Workspace) -> None:
    clock = FollowedClock("http://127.0.0.1:9/clock", every=0.01)
    async with clock.followed():
        await asyncio.sleep(0.05)
        assert ahead(clock) == 0
