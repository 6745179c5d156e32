"""From what a rep says to what she hears came of it: said, read by managers, planned, done, told to all."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.jobs.hearing import hear_field
from storage.repositories.records import Act
from storage.repositories.voice_records import Feedback, FeedbackState
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Person, Shown, a_house, until, words_of
from tests.bot.scenarios.test_subscribing_to_a_digest import bot_of, direct_of, invites

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own; its managers' channel takes what team Nord says."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_form_open(house: House) -> None:
    for name in ("antoine", "helene", "priya", "camille"):
        house.slack.server.playground.views.clear(house.slack.user(name))


def channel(house: House, name: str) -> dict[str, str]:
    return {"type": "conversations_select", "selected_conversation": house.slack.channel(name)}


def typed(words: str) -> dict[str, str]:
    return {"value": words}


async def reads_in_direction(house: House) -> None:
    """Antoine has the managers' channel take what his team says."""
    with house.office.records.reading() as work:
        if work.triage_places.of(house.team_id):
            return
    house.slack.server.playground.views.clear(house.slack.user("antoine"))
    await invites(house, "antoine", "direction", bot_of(house))
    opened = await opens(house.person("antoine", "direction"), "/kpi voice here")
    assert "Les retours arrivent désormais" in await keeps(opened, channel=channel(house, "direction"))


async def says(house: House, words: str, name: str = "camille") -> Feedback:
    """A rep says something with her name; as it was kept."""
    opened = await opens(house.person(name, "team-nord"), "/kpi feedback")
    opened = await opened.chooses("name", "named") if "named" not in str(opened.state("name")) else opened
    sent = await opened.submits(kind=opened.option("kind", "tool"), body=typed(words))
    assert sent["status"] == "acked"

    async def kept() -> list[Feedback]:
        with house.office.records.reading() as work:
            return list(work.feedback.of_author(house.team_id, house.slack.user(name)))

    return (await until(kept, lambda found: [each for each in found if each.body == words]))[-1]


async def card_of(person: Person, said: Feedback, holds: str = "") -> Shown:
    """Its card in the channel where the person is, as soon as it says this."""
    place = f"triage:{said.id}:"

    def fits(now: list[Shown]) -> list[Shown]:
        cards = [each for each in now if any(block.get("block_id", "").startswith(place) for block in each.blocks)]
        return [each for each in cards if holds in each.written]

    return (await until(person.shown, fits))[-1]


async def opens_by(person: Person, card: Shown, action_id: str) -> Form:
    """The form behind a button of a card."""
    await person.only_presses(card, action_id)
    return await form(person, lambda view: is_filled(view) and view.get("callback_id") == action_id)


async def keeps(opened: Form, **values: dict[str, object]) -> str:
    """Send the form; what takes its place."""
    sent = await opened.submits(**values)
    assert sent["status"] == "acked", sent
    person = opened.person

    async def look() -> list[str]:
        return [words_of(view) for view in await person.slack.control.views(person.name) if not view.get("submit")]

    return str((await until(look, lambda views: views))[-1])


def state_of(house: House, said: Feedback) -> Feedback:
    with house.office.records.reading() as work:
        found = work.triage.get(house.team_id, said.id)
    assert found is not None
    return found


async def test_feedback_is_read_only_where_nobody_else_reads_along(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    opened = await opens(antoine, "/kpi terrain ici")
    refused = await opened.submits(channel=channel(house, "team-nord"))
    assert "ni managers ni administrateurs" in refused["errors"]["channel"]
    await reads_in_direction(house)
    with house.office.records.reading() as work:
        (place,) = work.triage_places.of(house.team_id)
        acts = [each.act for each in work.audit.of(house.team_id)]
    assert (place.team, place.channel_id) == ("Nord", house.slack.channel("direction"))
    assert acts.count(Act.TRIAGE_PLACE_SET) == 1
    shown = await house.person("helene", "direction").shown()
    assert sum("Feedback comes here from now on" in each.text for each in shown) == 1


async def test_the_form_names_the_channel_in_which_it_is_read(house: House) -> None:
    await reads_in_direction(house)
    opened = await opens(house.person("camille", "team-nord"), "/kpi avis")
    where = f"les managers et administrateurs de <#{house.slack.channel('direction')}>"
    assert f"Il sera lu tout de suite par {where}, avec votre nom." in opened.words
    assert "équipe Nord" not in opened.words


async def test_a_rep_sets_no_place_and_presses_nothing(house: House) -> None:
    camille = house.person("camille", "team-nord")
    assert "managers et les administrateurs" in (await camille.types("/kpi voice here")).text.replace("\u00a0", " ")


async def test_what_a_rep_says_is_planned_done_and_told_to_her_and_to_all(house: House) -> None:
    await reads_in_direction(house)
    said = await says(house, "The CRM <!channel> loses my notes.")
    antoine = house.person("antoine", "direction")
    card = await card_of(antoine, said)
    assert "New: nobody has taken it up yet." in card.written
    assert "&lt;!channel&gt;" in card.written
    assert "<!channel>" not in card.written
    planned = await keeps(await opens_by(antoine, card, "triage.plan"), due={"selected_date": "2026-12-04"})
    assert "4 déc. 2026" in planned
    hers = house.person("camille", "team-nord").elsewhere(direct_of(house, "camille"))
    await until(hers.shown, lambda now: [each for each in now if "s’en charge pour le 4 déc. 2026" in each.written])
    card = await card_of(antoine, said, "Planned")
    await keeps(await opens_by(antoine, card, "triage.done"), words=typed("Notes are kept since today."))
    await until(hers.shown, lambda now: [each for each in now if "Notes are kept since today." in each.written])
    card = await card_of(antoine, said, "Notes are kept since today.")
    assert not card.elements("triage.done")
    told = await house.person("camille", "team-nord").types("/kpi terrain")
    assert "nous avons fait : Notes are kept since today." in told.written
    assert told.is_private


async def test_of_two_managers_the_second_is_told_in_the_form_and_keeps_her_words(house: House) -> None:
    await reads_in_direction(house)
    said = await says(house, "Prices change every day.")
    antoine, director = house.person("antoine", "direction"), house.person("helene", "direction")
    first = await opens_by(antoine, await card_of(antoine, said), "triage.plan")
    second = await opens_by(director, await card_of(director, said), "triage.plan")
    await keeps(first)
    assert (await second.submits(due={"selected_date": "2026-12-24"}))["status"] == "acked"
    again = await form(director, lambda view: view.get("submit") is not None and "⚠️" in words_of(view))
    assert again.state("due")["selected_date"] == "2026-12-24"
    await keeps(again)
    assert str(state_of(house, said).due_on) == "2026-12-24"


async def test_a_declined_one_needs_a_reason_and_cannot_be_done_any_more(house: House) -> None:
    await reads_in_direction(house)
    said = await says(house, "A car for each of us.")
    antoine, director = house.person("antoine", "direction"), house.person("helene", "direction")
    card = await card_of(antoine, said)
    late = await opens_by(director, card, "triage.done")
    opened = await opens_by(antoine, card, "triage.decline")
    assert (await opened.submits(words=typed("  ")))["errors"]
    await keeps(opened, words=typed("Trains are faster."))
    refused = await late.submits(words=typed("Bought."))
    assert "Ce n’est plus possible" in str(refused["errors"]) or "not possible any more" in str(refused["errors"])
    assert state_of(house, said).state is FeedbackState.DECLINED


async def test_a_reply_and_a_theme_from_the_list(house: House) -> None:
    await reads_in_direction(house)
    said = await says(house, "Proposals sit for ever.")
    antoine = house.person("antoine", "team-nord")
    listed = await antoine.types("/kpi voice")
    nth = [element["value"] for _, element in listed.elements("voice.look")].index(said.id)
    card = await antoine.presses(listed, "voice.look", nth=nth)
    await keeps(await opens_by(antoine, card, "triage.theme"), new=typed("Proposals"))
    await keeps(await opens_by(antoine, card, "triage.answer"), words=typed("Which one is the oldest?"))
    hers = house.person("camille", "team-nord").elsewhere(direct_of(house, "camille"))
    await until(hers.shown, lambda now: [each for each in now if "Which one is the oldest?" in each.written])
    assert "*Proposals*" in (await antoine.types("/kpi voice")).written


async def test_where_a_rep_comes_in_feedback_is_read_elsewhere_and_who_set_it_is_told(house: House) -> None:
    await reads_in_direction(house)
    await invites(house, "antoine", "direction", house.slack.user("camille"))
    his = house.person("antoine", "team-nord").elsewhere(direct_of(house, "antoine"))
    await until(his.shown, lambda now: [each for each in now if "Les retours n’arrivent plus dans" in each.written])
    with house.office.records.reading() as work:
        assert list(work.triage_places.of(house.team_id)) == []
    said = await says(house, "Now it comes to him alone.")
    assert (await card_of(his, said)).elements("triage.ack")


async def test_the_tick_hears_without_anything_to_hear(house: House) -> None:
    await asyncio.to_thread(hear_field, house.office)
    with house.office.records.reading() as work:
        assert list(work.weak_signals.of(house.team_id)) == []
