"""Something breaks: Slack is acknowledged all the same, and the person is told what she can do."""

import asyncio
import multiprocessing
import re
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.text import Text
from bot.views import notices
from tests.bot.scenarios.alto import alto
from tests.bot.scenarios.house import House, Person, Shown, a_house, spaced, until

FRENCH = Text("fr")
SOMETHING_BROKE, _, AFTER = spaced(notices.something_broke(FRENCH, "@").text).partition("@")


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A house of its own for each test, with its own copy of the facts."""
    shutil.copytree(alto().facts, tmp_path / "facts")
    async with a_house(tmp_path, FACTS_URL=str(tmp_path / "facts")) as opened:
        yield opened


@pytest.fixture
async def camille(house: House) -> Person:
    """A rep who has already asked something."""
    person = house.person("camille", "team-nord")
    assert (await person.types("/kpi leads")).of_kind("header")
    return person


def tell_a_reference(told: Shown) -> bool:
    return re.fullmatch(rf"{re.escape(SOMETHING_BROKE)}[0-9A-F]{{6}}{re.escape(AFTER)}", told.text) is not None


def execute(house: House, statement: str) -> None:
    with sqlite3.connect(house.settings.home / "records.db", timeout=5) as connection:
        connection.execute(statement)


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Somebody else writes to the records and does not stop."""
    connection = sqlite3.connect(house.settings.home / "records.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


async def test_before_the_first_import_everybody_is_told_that_there_is_no_data(tmp_path: Path) -> None:
    async with a_house(tmp_path, FACTS_URL=str(tmp_path / "none")) as house:
        for name in ("camille", "solene", "helene"):
            told = await house.person(name, "general").types("/kpi conversion")
            assert told.text == spaced(notices.no_facts(FRENCH).text), name
        assert (await house.person("camille", "general").types("/kpi")).runs


async def test_facts_that_cannot_be_opened_are_told_with_a_reference_and_the_card_stays(
    house: House, camille: Person
) -> None:
    card = await camille.types("/kpi leads 2025")
    current = Path(house.settings.facts_place) / "CURRENT"
    good = current.read_text()
    current.write_text("facts-99.duckdb\n")
    assert tell_a_reference(await camille.types("/kpi conversion"))
    assert tell_a_reference(await camille.presses(card, "ask.period", "last_quarter"))
    assert card.json in [each.json for each in await camille.shown()]
    current.write_text(good)
    assert (await camille.types("/kpi conversion")).of_kind("header")


async def test_facts_that_are_gone_are_no_data(house: House, camille: Person) -> None:
    shutil.rmtree(house.settings.facts_place)
    assert (await camille.types("/kpi conversion")).text == spaced(notices.no_facts(FRENCH).text)


async def test_while_the_records_are_locked_she_is_asked_to_come_back_and_afterwards_served(
    house: House, camille: Person
) -> None:
    card = await camille.types("/kpi leads 2025")
    with locked(house):
        assert (await camille.types("/kpi conversion")).text == spaced(notices.busy(FRENCH).text)
        told = await camille.presses(card, "ask.period", "last_quarter")
        assert told.text == spaced(notices.busy(FRENCH).text)
        assert card.json in [each.json for each in await camille.shown()]
    assert (await camille.types("/kpi conversion")).of_kind("header")


async def test_two_hundred_commands_that_fail_are_all_acknowledged_and_answered(house: House, camille: Person) -> None:
    execute(house, "DROP TABLE asked_questions")
    before = await camille.shown()

    async def asks(_: int) -> str:
        return str((await house.slack.control.type("camille", "team-nord", "/kpi leads"))["status"])

    statuses = [status for start in range(0, 200, 20) for status in await asyncio.gather(*map(asks, range(20)))]
    assert statuses == ["acked"] * 200
    told = await camille.news(before, many=200)
    assert all(tell_a_reference(each) for each in told)
    assert len({each.text for each in told}) == 200


async def test_every_door_tells_when_something_breaks_behind_it(house: House, camille: Person) -> None:
    card = await camille.types("/kpi leads 2025")
    menu = await camille.types("/kpi")
    execute(house, "DROP TABLE asked_questions")
    for action_id, choice in (("ask.period", "last_year"), ("ask.by", "segment"), ("ask.share", None)):
        assert tell_a_reference(await camille.presses(card, action_id, choice)), action_id
    assert tell_a_reference(await camille.presses(menu, "help.example"))
    assert tell_a_reference(await camille.types("@kpi leads"))
    await camille.only_presses(card, "ask.definition")
    await until(camille.shown, lambda now: [each for each in now if tell_a_reference(each)], many=6)


async def test_without_an_answer_address_the_answer_comes_all_the_same(house: House, camille: Person) -> None:
    await house.slack.control.faults({"method": "response_url", "fault": "unavailable"})
    card = await camille.types("/kpi conversion")
    assert card.is_private
    assert card.of_kind("header")


async def test_a_person_known_before_is_still_served_while_slack_does_not_say_who_she_is(
    house: House, camille: Person
) -> None:
    await house.slack.control.advance(3600)
    await asyncio.sleep(1.2)
    await house.slack.control.faults({"method": "users.info", "fault": "unavailable"})
    assert (await camille.types("/kpi leads")).of_kind("header")
    stranger = await house.person("mehdi", "team-nord").types("/kpi leads")
    assert not stranger.of_kind("header"), "nobody is taken for somebody"


async def test_when_the_worker_that_draws_dies_the_figure_is_shared_with_slacks_own_chart(
    house: House, camille: Person
) -> None:
    card = await camille.types("/kpi transformation 2025")
    before = await camille.shown()
    await camille.only_presses(card, "ask.share")
    pictures = [bool(each.of_kind("image")) for each in await camille.news(before, many=2) if not each.is_private]
    assert pictures == [True]
    for worker in multiprocessing.active_children():
        worker.kill()
    other = await camille.types("/kpi leads 2025")
    before = await camille.shown()
    await camille.only_presses(other, "ask.share")
    posted = next(each for each in await camille.news(before, many=2) if not each.is_private)
    assert posted.of_kind("data_visualization")
