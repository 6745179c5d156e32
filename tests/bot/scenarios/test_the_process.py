"""`kpi serve` as a process of its own: what it writes into its log, and how it stops."""

import asyncio
import re
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bot.scenarios.house import Person, until
from tests.bot.scenarios.served import Served, kpi_serve

UPLOAD = "files.getUploadURLExternal"


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with kpi_serve(tmp_path) as running:
        yield running


async def shares(person: Person, typed: str) -> list[bool]:
    """Ask and share; whether the messages for all have pictures."""
    card = await person.types(typed)
    before = await person.shown()
    await person.only_presses(card, "ask.share")
    return [bool(each.of_kind("image")) for each in await person.news(before, many=2) if not each.is_private]


async def test_the_log_holds_no_secret_and_nobodys_name(served: Served) -> None:
    """Whatever is asked, shared, refused or broken, at the most talkative level."""
    antoine = served.person("antoine", "team-nord")
    await antoine.types('/kpi leads 2025 commercial:"Camille Roy"')
    await antoine.types("/kpi zebracanary quaggacanary")
    assert await shares(antoine, "/kpi leads 2025") == [True]
    with sqlite3.connect(served.home / "records.db") as records:
        records.execute("CREATE TRIGGER no_more BEFORE INSERT ON members BEGIN SELECT RAISE(ABORT, 'full'); END")
    told = await served.person("oliver", "team-london").types("/kpi leads")
    (reference,) = re.findall(r"\b[0-9A-F]{6}\b", told.text)
    assert reference in served.log
    assert "IntegrityError" in served.log
    slack = served.slack
    people = [person for person in slack.server.playground.workspace.people if not person.is_bot]
    canaries = {person.real_name for person in people} | {person.email for person in people}
    canaries |= {slack.bot_token, slack.app_token, slack.signing_secret, "zebracanary", "quaggacanary"}
    assert [canary for canary in sorted(canaries) if canary in served.log] == []
    assert not re.search(r"xox[a-z]-|xapp-|v0=[0-9a-f]{64}", served.log)


async def test_it_stops_within_ten_seconds_after_finishing_what_is_under_way(served: Served) -> None:
    camille = served.person("camille", "team-nord")
    card = await camille.types("/kpi transformation 2025")
    await served.slack.control.settings(file_delay=2)
    before = await camille.shown()
    await camille.only_presses(card, "ask.share")
    await until(lambda: served.slack.control.journal(UPLOAD), lambda journal: journal["entries"])
    began = time.monotonic()
    served.process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(served.process.wait(), 10) == 0
    assert time.monotonic() - began < 10
    news = await camille.news(before, many=2)
    assert [bool(each.of_kind("image")) for each in news if not each.is_private] == [True]
    assert "Traceback" not in served.log
