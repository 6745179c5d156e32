"""I03: what Slack delivers again, to this replica or the other one, at once or minutes later, has its effect once."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.listeners import register
from bot.office import Office
from bot.seating import Seating
from bot.settings import Settings
from bot.use_cases.tidy_records import tidy_records
from bot.wiring import open_office
from storage.repositories.records import Workspace
from tests.bot.desks import NOON
from tests.bot.digests.bureau import StillClock
from tests.bot.security.test_x01_authorisation import ADMIN, Hall, arriving

SOON, LATER = timedelta(minutes=1), timedelta(minutes=5)
SKEWED = timedelta(seconds=90)  # how far the clocks of two machines may be apart


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


@dataclass(frozen=True)
class Pair:
    """Two replicas, whose clocks are apart, and what both have heard."""

    replicas: tuple[Replica, Replica]
    offices: tuple[Office, Office]
    clocks: tuple[StillClock, StillClock]

    @property
    def effects(self) -> int:
        return sum(len(each.entered) for each in self.replicas)

    @property
    def handlers(self) -> list[str]:
        """Those whose deliveries have names; a form that is sent again is the same view, and has keys of its own."""
        return [each for each in self.replicas[0].listeners if not each.startswith(("view:", "options:"))]

    def pass_by(self, span: timedelta) -> None:
        """On both machines; then both forget what is past its time, as they do once an hour."""
        for clock, office in zip(self.clocks, self.offices, strict=True):
            clock.at += span
            tidy_records(office)


@pytest.fixture
def pair(tmp_path: Path, database_url: str) -> Iterator[Pair]:
    settings = Settings(_env_file=None, KPI_HOME=tmp_path, DATABASE_URL=database_url, FACTS_URL=None)
    clocks = StillClock(NOON), StillClock(NOON - SKEWED)
    one, other = (open_office(settings, clock) for clock in clocks)
    with one.records.writing() as work:
        work.workspaces.put(Workspace("T1", "Alto", "UBOT"))
    yield Pair((Replica(one), Replica(other)), (one, other), clocks)
    for each in (one, other):
        each.records.close()


def a_delivery(handler: str) -> dict[str, Any]:
    """One arrival under its own name, which Slack repeats with it."""
    return arriving(handler, ADMIN) | {"event_id": handler, "trigger_id": handler}


async def test_i03_each_arrival_four_times_over_two_replicas_has_one_effect(pair: Pair) -> None:
    first, second = pair.replicas
    for handler in pair.handlers:  # at once, and at once again
        await asyncio.gather(*(each.hears(handler, a_delivery(handler)) for each in pair.replicas))
    assert pair.effects == len(pair.handlers) > 80
    for span, replica in ((SOON, second), (LATER - SOON, first)):
        pair.pass_by(span)
        for handler in pair.handlers:
            await replica.hears(handler, a_delivery(handler))
        assert pair.effects == len(pair.handlers)


async def test_i03_where_the_first_three_are_lost_the_last_has_the_effect(pair: Pair) -> None:
    pair.pass_by(LATER)
    for number, handler in enumerate(pair.handlers):
        await pair.replicas[number % 2].hears(handler, a_delivery(handler))
    assert pair.effects == len(pair.handlers)


async def test_i03_control_replicas_that_forget_within_five_minutes_do_it_twice(pair: Pair) -> None:
    first, second = pair.replicas
    await first.hears("event:app_mention", a_delivery("event:app_mention"))
    pair.pass_by(LATER)
    with pair.offices[1].records.writing() as work:
        work.inbound.forget_before(pair.offices[1].clock.now())
    await second.hears("event:app_mention", a_delivery("event:app_mention"))
    assert pair.effects == 2
