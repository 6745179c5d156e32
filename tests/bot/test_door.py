"""When an arrival is acknowledged: at once, or once what it changes is kept."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.listeners import submissions
from bot.listeners.door import Door, Visit
from bot.tasks import Tasks
from bot.text import Text
from storage.repositories.records import Member, Role

Listener = Callable[[Callable[[], Awaitable[None]], dict[str, Any]], Awaitable[None]]

MANAGER = Member("T1", "U1", None, "Ada", datetime(2026, 11, 20, tzinfo=UTC), role=Role.MANAGER)
PRESS = {
    "team": {"id": "T1"},
    "user": {"id": "U1"},
    "channel": {"id": "C1"},
    "actions": [{"action_id": "digest.pause", "value": "D1"}],
}


class House:
    """Stands for Bolt's app, the seats and the messenger; writes down what happens, in order."""

    def __init__(self) -> None:
        self.happened: list[str] = []
        self.listener: Listener | None = None

    def action(self, _action_id: str) -> Callable[[Listener], None]:
        def keep(listener: Listener) -> None:
            self.listener = listener

        return keep

    async def seat(self, _team_id: str, _user_id: str) -> tuple[Member, Text]:
        return MANAGER, Text("en")

    def last_text(self, _user_id: str) -> Text:
        return Text("en")

    async def first_time(self, _delivery: str) -> bool:
        return True

    async def ack(self) -> None:
        self.happened.append("acknowledged")

    def keeps(self, seconds: float) -> Callable[[Visit], Awaitable[None]]:
        async def handler(_visit: Visit) -> None:
            await asyncio.sleep(seconds)
            self.happened.append("kept")

        return handler

    async def press(self) -> list[str]:
        assert self.listener is not None
        await self.listener(self.ack, PRESS)
        return self.happened


def a_door(house: House) -> Door:
    return Door(house, house, house, Tasks())  # type: ignore[arg-type]


async def test_a_button_that_only_shows_is_acknowledged_at_once() -> None:
    house = House()
    a_door(house).action("digest.pause", house.keeps(0.05))
    assert await house.press() == ["acknowledged", "kept"]


async def test_a_button_that_changes_something_is_acknowledged_once_that_is_kept() -> None:
    house = House()
    a_door(house).change("digest.pause", house.keeps(0.05))
    assert await house.press() == ["kept", "acknowledged"]


@pytest.mark.parametrize("longer", [0.3])
async def test_slack_is_not_kept_waiting_longer_than_it_waits(longer: float) -> None:
    house = House()
    a_door(house).change("digest.pause", house.keeps(submissions.ACK_WITHIN + longer))
    assert await house.press() == ["acknowledged", "kept"]
