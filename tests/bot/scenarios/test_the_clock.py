"""`kpi clock` sends and hears nobody; `kpi serve --no-clock` hears and sends nothing by itself; a second host is refused."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp

from bot.serving import Duty, serving
from bot.stopping import Stopping
from bot.transports import http, http_app
from storage.repositories.delivery_records import DeliveryKind, DeliveryState, NewDelivery
from storage.repositories.hosts import Host, SecondHost
from tests.bot.scenarios.house import House, a_workspace, own_office, settings_for, until


def queue(house: House) -> int:
    """Decide on a message for a channel, as another process would."""
    now = datetime.now(UTC)
    with house.office.records.writing() as work:
        queued = work.deliveries.queue(
            NewDelivery(
                dedup_key="digest:a:b:c:2026-W47",
                kind=DeliveryKind.DIGEST,
                team_id=house.team_id,
                channel_id=house.slack.channel("general"),
                payload_text={"text": "Good week"},
                due_at=now - timedelta(days=3000),
                expires_at=now + timedelta(days=3000),
            )
        )
    assert queued is not None
    return queued


async def test_the_clock_sends_what_another_process_queued_and_hears_nobody(tmp_path: Path) -> None:
    async with a_workspace() as slack:
        settings = settings_for(slack, tmp_path)
        async with serving(settings, None, Duty.CLOCK) as where:
            assert where == "the clock"
            assert (await slack.control.settings())["sockets"] == 0
            house = House(slack, settings, own_office(settings))
            queue(house)
            antoine = house.person("antoine", "general")
            await until(antoine.shown, lambda shown: [each for each in shown if each.text == "Good week"])


async def test_without_its_clock_a_process_sends_nothing_by_itself(tmp_path: Path) -> None:
    async with a_workspace() as slack:
        settings = settings_for(slack, tmp_path)
        async with serving(settings, "socket", Duty.INTAKE):
            house = House(slack, settings, own_office(settings))
            queued = queue(house)
            assert (await house.person("antoine", "team-nord").types("/kpi help")).is_private
            with house.office.records.reading() as work:
                kept = work.deliveries.get(queued)
            assert kept is not None
            assert (kept.state, kept.attempts) == (DeliveryState.PENDING, 0)


async def test_a_second_machine_on_a_sqlite_file_is_refused(tmp_path: Path) -> None:
    async with a_workspace() as slack:
        settings = settings_for(slack, tmp_path)
        office = own_office(settings)
        with office.records.writing() as work:
            work.hosts.occupy(Host("the-other-one", "boot-2"), work.now())
        with pytest.raises(SecondHost, match="the-other-one"):
            async with serving(settings, None, Duty.CLOCK):
                pass


async def test_it_is_not_ready_from_the_moment_it_stops() -> None:
    stopping = Stopping()
    app = AsyncApp(token="xoxb-1", signing_secret="secret")
    web = http_app(app, "secret", lambda: not stopping.begun)
    async with http(web, "127.0.0.1", 0) as port, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        answers = []
        for begin in (False, True):
            if begin:
                stopping.begin()
            for path in ("/readyz", "/healthz"):
                async with session.get(path) as answer:
                    answers.append(answer.status)
    assert answers == [200, 200, 503, 200]
    await asyncio.wait_for(stopping.event.wait(), 1)
    assert 7 < stopping.seconds_left <= 8
