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
import pytest_asyncio

from bot.text import Text
from bot.views import notices
from tests.bot.scenarios.alto import alto
from tests.bot.scenarios.house import House, Person, Shown, a_house, spaced

pytestmark = pytest.mark.asyncio(loop_scope="module")

FRENCH = Text("fr")
SOMETHING_BROKE, _, AFTER = spaced(notices.something_broke(FRENCH, "@").text).partition("@")


@pytest.fixture(scope="module")
def strangers() -> frozenset[int | None]:
    """The worker processes of other houses, which nobody here touches."""
    return frozenset(each.pid for each in multiprocessing.active_children())


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory, strangers: frozenset[int | None]) -> AsyncIterator[House]:
    """A house with its own copy of the facts; every test mends what it broke."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(alto().facts, home / "facts")
    async with a_house(home, FACTS_URL=str(home / "facts")) as opened:
        yield opened


@pytest_asyncio.fixture(loop_scope="module")
async def camille(house: House) -> AsyncIterator[Person]:
    """A rep who asks and gets before anything breaks, and after it is mended."""
    person = house.person("camille", "team-nord")
    assert (await person.types("/kpi leads")).of_kind("header")
    yield person
    await house.slack.control.faults()
    assert (await person.types("/kpi leads")).of_kind("header")


def tell_a_reference(told: Shown) -> bool:
    return re.fullmatch(rf"{re.escape(SOMETHING_BROKE)}[0-9A-F]{{6}}{re.escape(AFTER)}", told.text) is not None


@contextmanager
def without_a_table(house: House) -> Iterator[None]:
    """Nothing of ours foresees this."""
    with sqlite3.connect(house.settings.home / "records.db", timeout=5) as connection:
        connection.execute("ALTER TABLE asked_questions RENAME TO elsewhere")
    yield
    with sqlite3.connect(house.settings.home / "records.db", timeout=5) as connection:
        connection.execute("ALTER TABLE elsewhere RENAME TO asked_questions")


@contextmanager
def locked(house: House) -> Iterator[None]:
    """Somebody else writes to the records and does not stop."""
    connection = sqlite3.connect(house.settings.home / "records.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


@contextmanager
def elsewhere(folder: Path) -> Iterator[None]:
    """Somebody moved it."""
    folder.rename(folder.with_name("elsewhere"))
    yield
    folder.with_name("elsewhere").rename(folder)


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


async def test_facts_that_are_gone_are_no_data(house: House, camille: Person) -> None:
    with elsewhere(Path(house.settings.facts_place)):
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


async def test_two_hundred_commands_that_fail_are_all_acknowledged_and_answered(house: House, camille: Person) -> None:
    before = await camille.shown()

    async def asks(_: int) -> str:
        return str((await house.slack.control.type("camille", "team-nord", "/kpi leads"))["status"])

    with without_a_table(house):
        statuses = [status for _ in range(10) for status in await asyncio.gather(*map(asks, range(20)))]
        told = await camille.news(before, many=200)
    assert statuses == ["acked"] * 200
    assert all(tell_a_reference(each) for each in told)
    assert len({each.text for each in told}) == 200


async def test_every_door_tells_when_something_breaks_behind_it(house: House, camille: Person) -> None:
    card = await camille.types("/kpi leads 2025")
    menu = await camille.types("/kpi")
    with without_a_table(house):
        for action_id, choice in (("ask.period", "last_year"), ("ask.by", "segment"), ("ask.share", None)):
            assert tell_a_reference(await camille.presses(card, action_id, choice)), action_id
        assert tell_a_reference(await camille.presses(menu, "help.example"))
        assert tell_a_reference(await camille.types("@kpi leads"))
        assert tell_a_reference(await camille.presses(card, "ask.definition"))


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
    unknown = await house.person("magali", "team-sud").types("/kpi leads")
    assert not unknown.of_kind("header"), "nobody is taken for somebody"


async def test_when_the_worker_that_draws_dies_the_figure_is_shared_with_slacks_own_chart(
    strangers: frozenset[int | None], camille: Person
) -> None:
    card = await camille.types("/kpi transformation 2025")
    before = await camille.shown()
    await camille.only_presses(card, "ask.share")
    pictures = [bool(each.of_kind("image")) for each in await camille.news(before, many=2) if not each.is_private]
    assert pictures == [True]
    own = [each for each in multiprocessing.active_children() if each.pid not in strangers]
    assert own
    for worker in own:
        worker.kill()
        worker.join()
    other = await camille.types("/kpi leads 2025")
    before = await camille.shown()
    await camille.only_presses(other, "ask.share")
    posted = next(each for each in await camille.news(before, many=2) if not each.is_private)
    assert posted.of_kind("data_visualization")
    again = await camille.types("/kpi cycle 2025")
    before = await camille.shown()
    await camille.only_presses(again, "ask.share")
    pictures = [bool(each.of_kind("image")) for each in await camille.news(before, many=2) if not each.is_private]
    assert pictures == [True], "another worker has taken its place"
