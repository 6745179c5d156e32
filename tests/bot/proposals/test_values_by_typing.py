"""Values of a condition that no menu holds all of: found by typing, kept, shown again where the proposal is edited."""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import pytest_asyncio

from storage.repositories.records import Role
from tests.bot.proposals.campaigns import ENDLESS, FREQUENT, LONG, MANY, facts_of_many_campaigns
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Json, Person, a_house, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    facts = facts_of_many_campaigns(tmp_path_factory.mktemp("many"))
    async with a_house(tmp_path_factory.mktemp("home"), FACTS_URL=str(facts)) as opened:
        await opened.slack.control.type("oliver", "team-london", "/kpi help")  # the first of all is slow
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_other_form_open(house: House) -> None:
    for name in ("grace", "camille"):
        house.slack.server.playground.views.clear(house.slack.user(name))


async def condition(person: Person, words: str = "/kpi propose Fairs", of: str = "campaign", holds: str = "") -> Form:
    """The form of leads counted, with a condition on their campaign."""
    begun = await opens(person, words)
    way = await begun.chooses("way", "count")
    counted = await way.chooses("counted", "leads_created", "3 2026")
    return await counted.chooses("condition1", f"{of}:only", holds or f": {of}")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def there(house: House) -> Form:
    """Oliver's form, in which nobody chooses anything."""
    return await condition(house.person("oliver", "team-london"))


async def offered(there: Form, typed: str) -> list[str]:
    return [each["text"]["text"] for each in (await there.suggested("values1", typed))[1]]


@pytest.mark.parametrize("typed", ["ete", "ÉTÉ", "  lyon été ", "été"])
async def test_what_is_typed_finds_values_without_case_or_accents(there: Form, typed: str) -> None:
    assert await offered(there, typed) == [FREQUENT]


async def test_before_anything_is_typed_the_most_frequent_stand_first_and_the_rest_is_told_of(there: Form) -> None:
    heading, options = await there.suggested("values1", "")
    assert len(options) == 100
    assert options[0]["text"]["text"] == FREQUENT
    assert heading == f"100 of {MANY + 4}, the most frequent; type more letters"


async def test_of_more_than_a_hundred_that_begin_alike_each_is_reached_by_more_letters(there: Form) -> None:
    heading, options = await there.suggested("values1", "webinar")
    assert (len(options), heading) == (100, f"100 of {MANY}, the most frequent; type more letters")
    assert await offered(there, "webinar 249") == ["Webinar 249"]
    assert await offered(there, "249 web") == ["Webinar 249"]


async def test_nothing_matches_is_an_empty_menu(there: Form) -> None:
    assert await there.suggested("values1", "zzz") == ("", [])


async def test_french_is_told_in_french_that_there_is_more(house: House) -> None:
    there = await condition(house.person("camille", "team-nord"), "/kpi proposer Salons", holds=": campagne")
    heading, options = await there.suggested("values1", "Webinar")
    assert (heading, len(options)) == (f"100 sur {MANY}, les plus fréquentes ; tapez plus de lettres", 100)


async def test_long_values_that_begin_alike_are_told_apart_by_their_ends(there: Form) -> None:
    _, options = await there.suggested("values1", "chaine du froid")
    assert {each["description"]["text"][-6:] for each in options} == {"hall A", "hall B"}
    assert {each["text"]["text"] + each["description"]["text"] for each in options} == {
        f"{each[:74]}……{each[74:]}" for each in LONG
    }
    assert all(len(each["text"]["text"]) <= 75 and len(each["description"]["text"]) <= 75 for each in options)
    assert sorted(each["value"] for each in options) == sorted(f"={each}" for each in LONG)


def because(words: str) -> Json:
    return {"type": "plain_text_input", "value": words}


async def chosen(there: Form, typed: str, holds: str) -> Form:
    """With the first that is offered to what is typed."""
    _, options = await there.suggested("values1", typed)
    return await there.tells("values1", {"selected_options": options[:1]}, holds)


async def test_what_is_chosen_is_kept_whatever_its_length_and_stands_in_the_form_when_it_is_edited(
    house: House,
) -> None:
    grace = house.person("grace", "team-london")
    before = await grace.shown()
    composed = await chosen(await condition(grace), "automne", "the campaign is “Relance")
    assert (await composed.submits(why=because("They come back.")))["response_action"] == "update"
    with house.office.records.reading() as work:
        (proposal,) = work.proposals.open(house.team_id)
    assert proposal.recipe is not None
    assert proposal.recipe["conditions"] == [{"dimension": "campaign", "values": [ENDLESS], "leaves_out": False}]
    news = await until(grace.shown, lambda now: [each for each in now if each not in before and not each.is_private])
    house.slack.server.playground.views.clear(house.slack.user("grace"))
    await grace.only_presses(news[-1], "proposal.edit")
    edited = await form(grace, lambda view: is_filled(view) and "why" in str(view["blocks"]))
    (option,) = edited.state("values1")["selected_options"]
    assert option["text"]["text"].startswith("Relance Relance")
    unchanged = await edited.submits(why=because("They always come back."))
    assert unchanged["response_action"] == "update"
    with house.office.records.reading() as work:
        (again,) = work.proposals.open(house.team_id)
    assert (again.revision, again.recipe) == (2, proposal.recipe)


async def test_a_value_longer_than_an_option_shows_ends_below_it(there: Form) -> None:
    _, (option,) = await there.suggested("values1", "automne")
    assert option["description"]["text"] == f"…{ENDLESS[-74:]}"
    assert len(option["value"]) <= 150


async def test_few_values_are_a_menu_of_their_own(house: House) -> None:
    few = await condition(house.person("grace", "team-london"), of="source")
    assert few.kind("values1") == "multi_static_select"
    many = await few.chooses("condition1", "campaign:only", ": campaign")
    assert many.kind("values1") == "multi_external_select"


@pytest.mark.parametrize("column", ["leads.rep", "leads.team", "leads.region", "customers.source", "leads", ""])
async def test_no_other_column_is_offered_whatever_the_block_says(house: House, there: Form, column: str) -> None:
    forged = f"values1::{column}"
    with renamed(house, there, forged):
        assert (await ask(house, there, forged))["options"] == []
    assert (await ask(house, there, there.block_id("values1")))["option_groups"]


async def test_who_is_no_longer_in_sales_is_offered_nothing(house: House, there: Form) -> None:
    assert await offered(there, "lyon") == [FREQUENT]
    try:
        set_role(house, "oliver", Role.NONE)
        assert await there.suggested("values1", "lyon") == ("", [])
    finally:
        set_role(house, "oliver", Role.REP)


def set_role(house: House, name: str, role: Role) -> None:
    with house.office.records.writing() as work:
        member = work.members.get(house.team_id, house.slack.user(name))
        assert member is not None
        work.members.put(replace(member, role=role))


@contextmanager
def renamed(house: House, there: Form, block_id: str) -> Iterator[None]:
    """The block of the values under another id, as no form has it."""
    view = house.slack.server.playground.views.find(there.view["id"])
    assert view is not None
    block = next(each for each in view.blocks if each["block_id"] == there.block_id("values1"))
    block["block_id"] = block_id
    yield
    block["block_id"] = there.block_id("values1")


async def ask(house: House, there: Form, block_id: str) -> Json:
    answer = await house.slack.control.post(
        "options",
        container={"view_id": there.view["id"]},
        block_id=block_id,
        action_id="proposal.change",
        value="",
        **{"as": "oliver"},
    )
    return dict(answer)
