"""I03: what Slack delivers again, to this replica or the other one, at once or minutes later, has its effect once."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.clock import SystemClock
from bot.listeners import register
from bot.office import Office
from bot.seating import Seating
from bot.settings import Settings
from bot.wiring import open_office
from storage.repositories.records import Workspace
from tests.bot.security.test_x01_authorisation import ADMIN, Hall, arriving

EVENTS = 40
ONCE_EACH = ("event:app_mention", "event:message.im", "command:/kpi", "action:target.remove", "shortcut:feedback.say")


class Replica(Hall):
    """A process of its own, that remembers in the records what it has seen."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.member = ADMIN
        self._seating = Seating(office, None)  # type: ignore[arg-type]
        register(self.door, None)  # type: ignore[arg-type]

    async def first_time(self, delivery: str) -> bool:
        return await self._seating.first_time(delivery)

    async def hears(self, handler: str, body: dict[str, Any]) -> None:
        await self.listeners[handler](self.ack, body)


@pytest.fixture
def replicas(tmp_path: Path, database_url: str) -> Iterator[tuple[Replica, Replica]]:
    settings = Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=database_url, FACTS_URL=None)
    offices = [open_office(settings, SystemClock()) for _ in range(2)]
    with offices[0].records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
    yield Replica(offices[0]), Replica(offices[1])
    for each in offices:
        each.records.close()


def a_delivery(handler: str, number: int) -> dict[str, Any]:
    """One arrival under its own name, which Slack repeats with it."""
    named = f"{handler}-{number}"
    return arriving(handler, ADMIN) | {"event_id": named, "trigger_id": named}


async def test_i03_each_arrival_four_times_over_two_replicas_has_one_effect(replicas: tuple[Replica, Replica]) -> None:
    first, second = replicas
    for number in range(EVENTS):
        handler = ONCE_EACH[number % len(ONCE_EACH)]
        body = a_delivery(handler, number)
        await asyncio.gather(first.hears(handler, body), second.hears(handler, body))  # at once, and at once again
        await second.hears(handler, body)  # a minute later
        await first.hears(handler, body)  # five minutes later
        assert len(first.entered) + len(second.entered) == number + 1, handler


async def test_i03_where_the_first_three_are_lost_the_last_has_the_effect(replicas: tuple[Replica, Replica]) -> None:
    for number in range(EVENTS):
        handler = ONCE_EACH[number % len(ONCE_EACH)]
        await replicas[number % 2].hears(handler, a_delivery(handler, number))
    assert len(replicas[0].entered) + len(replicas[1].entered) == EVENTS


async def test_i03_control_replicas_that_remember_apart_do_it_twice(tmp_path: Path) -> None:
    apart = []
    for name in ("one", "other"):
        settings = Settings(_env_file=None, KPI_HOME=tmp_path / name, DATABASE_URL=None, FACTS_URL=None)
        settings.home.mkdir()
        apart.append(open_office(settings, SystemClock()))
    heard = [Replica(each) for each in apart]
    for each in heard:
        await each.hears("event:app_mention", a_delivery("event:app_mention", 1))
    assert [len(each.entered) for each in heard] == [1, 1]
    for office in apart:
        office.records.close()
