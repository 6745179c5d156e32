"""A KPI that somebody proposes: composed, seen on real data, discussed, seconded, edited, withdrawn."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio

from bot.use_cases.proposals.draft import Part
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from storage.repositories.records import Act
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Person, Shown, a_house, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: proposals are read by everybody."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_proposals_left(house: House) -> None:
    """Each story begins without proposals and with no form open."""
    views = house.slack.server.playground.views
    for name in ("helene", "priya", "camille", "oliver", "grace"):
        views.clear(house.slack.user(name))
    with house.office.records.writing() as work:
        for each in work.proposals.open(house.team_id):
            work.proposals.withdraw(each, each.created_at)


def open_ones(house: House) -> list[Proposal]:
    with house.office.records.reading() as work:
        return list(work.proposals.open(house.team_id))


def typed(words: str) -> Json:
    return {"type": "plain_text_input", "value": words}


async def large_deals(person: Person, words: str = "/kpi propose Large deals") -> Form:
    """The form of the number of opportunities won with an amount of at least 5,000."""
    begun = await opens(person, words)
    way = await begun.chooses("way", "count")
    counted = await way.chooses("counted", "opportunities_won", "last quarters")
    return await counted.tells("at_least", {"value": "5000"}, "at least €5,000")


async def proposed(house: House, name: str = "oliver", channel: str = "team-london") -> tuple[Proposal, Shown]:
    """One that is discussed, and its message."""
    person = house.person(name, channel)
    before = await person.shown()
    sent = await (await large_deals(person)).submits(why=typed("They pay for the rest."))
    assert sent["response_action"] == "update", sent
    message = await posted(person, before, "Large deals")
    return open_ones(house)[-1], message


async def test_what_is_composed_is_shown_on_real_data_before_it_is_sent(house: House) -> None:
    composed = await large_deals(house.person("oliver", "team-london"))
    assert "Number of opportunities won in the period." in composed.outlook
    assert "Only amounts of at least €5,000." in composed.outlook
    figures = composed.said("figures")
    assert figures.count("•") == 4
    assert "Q3 2026" in figures
    assert "95% interval" in figures
    assert "London" in figures
    assert "not yours to see" in figures
    assert "Sud" not in figures
    assert open_ones(house) == []


async def posted(person: Person, before: list[Shown], holds: str) -> Shown:
    """A new message to all as soon as there is one that says this."""
    known = {each.ts for each in before}

    def fits(now: list[Shown]) -> list[Shown]:
        return [each for each in now if each.ts not in known and not each.is_private and holds in each.written]

    return (await until(person.shown, fits))[-1]


async def root(person: Person, ts: str, holds: str) -> Shown:
    """The first message of the thread as soon as it says this."""

    def fits(now: list[Shown]) -> list[Shown]:
        return [each for each in now if each.ts == ts and holds in each.written]

    return (await until(person.shown, fits))[-1]


async def replies(person: Person, ts: str, holds: str) -> Shown:
    """A reply in the thread as soon as there is one that says this."""

    async def thread() -> list[Shown]:
        query = {"as": person.name, "channel": person.channel, "thread_ts": ts}
        found = (await person.slack.control.get("messages", **query))["messages"]
        return [each for each in map(Shown, found) if each.ts != ts and holds in each.written]

    return (await until(thread, lambda found: found))[-1]


async def told(person: Person, message: Shown, action_id: str) -> Shown:
    """What she alone is answered when she presses a button under a message, as that stands now."""
    before = {each.ts for each in await person.shown()}
    now = next(each for each in await person.shown() if each.ts == message.ts)
    await person.only_presses(now, action_id)
    found = await until(person.shown, lambda all_: [each for each in all_ if each.ts not in before and each.is_private])
    return found[-1]


async def edits(person: Person, message: Shown) -> Form:
    """The form of a proposal, by the button under its message."""
    now = next(each for each in await person.shown() if each.ts == message.ts)
    await person.only_presses(now, "proposal.edit")
    return await form(person, lambda view: is_filled(view) and "why" in str(view["blocks"]))


async def test_what_is_sent_is_posted_where_it_is_discussed(house: House) -> None:
    proposal, message = await proposed(house)
    assert not message.is_private
    assert "New KPI: Large deals" in message.text
    assert "nobody seconds it yet" in message.text
    assert "> They pay for the rest." in message.written
    assert "Owner: <@" in message.written
    assert (proposal.kind, proposal.kpi, proposal.name) == (ProposalKind.NEW, "large-deals", "Large deals")
    assert proposal.recipe == {"way": "count", "counted": "opportunities_won", "at_least": 5000.0}
    assert (proposal.author, proposal.owner) == (house.slack.user("oliver"), house.slack.user("oliver"))
    assert (proposal.revision, proposal.language) == (1, "en")
    assert proposal.root_delivery is not None
    with house.office.records.reading() as work:
        entries = [each for each in work.audit.of(house.team_id) if each.subject.key == proposal.id]
    assert [(each.act, each.actor) for each in entries] == [(Act.PROPOSAL_MADE, proposal.author)]


async def test_the_same_form_sent_twice_is_one_proposal_and_one_message(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    before = await oliver.shown()
    composed = await large_deals(oliver)
    await asyncio.gather(*(composed.submits(why=typed("They pay for the rest.")) for _ in range(3)))
    assert len(open_ones(house)) == 1
    await oliver.news(before)
    await asyncio.sleep(1)
    assert len(await oliver.news(before)) == 1


async def test_it_is_seconded_by_two_once_each_and_never_by_its_author(house: House) -> None:
    proposal, message = await proposed(house)
    grace, priya = house.person("grace", "team-london"), house.person("priya", "team-london")
    assert "You second" in (await told(grace, message, "proposal.second")).written
    await root(grace, message.ts, "1 person seconds it")
    await told(priya, message, "proposal.second")
    seconded = await root(grace, message.ts, "2 people second it")
    assert house.slack.user("grace") not in str(seconded.json)
    assert "no longer second" in (await told(grace, message, "proposal.second")).written
    await root(grace, message.ts, "1 person seconds it")
    assert (
        "your own proposal" in (await told(house.person("oliver", "team-london"), message, "proposal.second")).written
    )
    assert open_ones(house)[0].seconded_by == (house.slack.user("priya"),)
    assert proposal.seconded_by == ()


async def test_an_edit_says_what_changed_in_the_thread_and_to_those_who_second_it(house: House) -> None:
    _, message = await proposed(house)
    oliver, grace = house.person("oliver", "team-london"), house.person("grace", "team-london")
    await told(grace, message, "proposal.second")
    await root(oliver, message.ts, "1 person seconds it")
    opened = await edits(oliver, message)
    assert opened.state("why")["value"] == "They pay for the rest."
    assert "what" not in opened.blocks
    assert "channel" not in opened.blocks
    changed = await opened.tells("at_least", {"value": "8,000"}, "at least €8,000")
    assert (await changed.submits())["response_action"] == "update"
    said = await replies(oliver, message.ts, "revision 2")
    assert "€5,000 → €8,000" in said.written
    assert "at least €8,000" in (await root(oliver, message.ts, "revision 2")).written
    playground = house.slack.server.playground
    bot = playground.workspace.bot.id
    direct = playground.workspace.direct(house.slack.user("grace"), bot, int(playground.clock.now())).id
    mine = grace.elsewhere(direct)
    notice = (await until(mine.shown, lambda now: [each for each in now if "that you second" in each.written]))[-1]
    assert "€5,000 → €8,000" in notice.written
    assert open_ones(house)[0].seconded_by == (house.slack.user("grace"),)


async def test_a_form_of_an_older_revision_keeps_its_text_and_says_so(house: House) -> None:
    _, message = await proposed(house)
    oliver = house.person("oliver", "team-london")
    first = await edits(oliver, message)
    assert (await first.submits(why=typed("First.")))["response_action"] == "update"
    house.slack.server.playground.views.clear(house.slack.user("oliver"))
    await until(oliver.shown, lambda now: [each for each in now if each.ts == message.ts and "First." in each.written])
    stale = await edits(oliver, message)
    with house.office.records.writing() as work:
        (now,) = work.proposals.open(house.team_id)
        assert work.proposals.edit(replace(now, why="Meanwhile.", revision=now.revision + 1))
    refused = await stale.submits(why=typed("Second."))
    assert refused["response_action"] == "errors"
    assert "revision 2" in str(refused["errors"])
    assert "revision 3" in str(refused["errors"])
    assert open_ones(house)[0].why == "Meanwhile."


async def test_its_author_withdraws_it_with_a_reason_and_nothing_can_be_pressed_any_more(house: House) -> None:
    proposal, message = await proposed(house)
    oliver, grace = house.person("oliver", "team-london"), house.person("grace", "team-london")
    await grace.only_presses(message, "proposal.withdraw")
    assert "somebody else’s" in await grace.modal("somebody else’s")
    assert open_ones(house)
    await oliver.only_presses(message, "proposal.withdraw")
    asking = await form(oliver, lambda view: "Withdraw a proposal" in view["title"]["text"])
    assert (await asking.submits(reason=typed("Finance counts them already.")))["response_action"] == "update"
    said = await replies(oliver, message.ts, "withdrew the proposal")
    assert "> Finance counts them already." in said.written
    over = await root(oliver, message.ts, "Withdrawn.")
    assert not over.elements("proposal.second")
    assert open_ones(house) == []
    with house.office.records.reading() as work:
        found = work.proposals.get(house.team_id, proposal.id)
        acts = [each.act for each in work.audit.of(house.team_id) if each.subject.key == proposal.id]
    assert found
    assert found.state is ProposalState.WITHDRAWN
    assert acts == [Act.PROPOSAL_MADE, Act.PROPOSAL_WITHDRAWN]


async def test_an_admin_may_withdraw_what_she_may_not_edit(house: House) -> None:
    _, message = await proposed(house)
    helene = house.person("helene", "team-london")
    await helene.only_presses(message, "proposal.edit")
    assert "celle de quelqu’un d’autre" in await helene.modal("celle de quelqu’un d’autre")
    house.slack.server.playground.views.clear(house.slack.user("helene"))
    await helene.only_presses(message, "proposal.withdraw")
    asking = await form(helene, lambda view: "Retirer la proposition" in view["title"]["text"])
    assert (await asking.submits())["response_action"] == "update"
    await root(helene, message.ts, "Withdrawn.")


async def test_a_change_begins_as_the_kpi_is_defined_and_shows_both_in_french(house: House) -> None:
    camille = house.person("camille", "team-nord")
    opened = await opens(camille, "/kpi proposer changer conversion")
    assert opened.state("what")["selected_option"]["value"] == "change"
    assert opened.state("counted")["selected_option"]["value"] == "leads_won"
    assert opened.state("among")["selected_option"]["value"] == "leads_created"
    assert "C’est sa définition d’aujourd’hui" in opened.outlook
    refused = await opened.submits(why=typed("Les recommandations faussent le taux."))
    assert list(refused["errors"]) == [opened.block_id("way")]
    within = await opened.tells("within", {"value": "90"}, "90 jours")
    figures = within.said("figures")
    assert figures.count("définition actuelle") == 4
    assert "T3 2026" in figures
    before = await camille.shown()
    assert (await within.submits(why=typed("Trop tard ne compte pas.")))["response_action"] == "update"
    message = await posted(camille, before, "Changement")
    assert "Changement : Taux de conversion" in message.text
    assert "90 jours" in message.written
    (proposal,) = open_ones(house)
    assert (proposal.kpi, proposal.language, proposal.recipe and proposal.recipe["within_days"]) == (
        "conversion",
        "fr",
        90,
    )


async def test_a_condition_takes_values_of_the_data_and_never_a_team(house: House) -> None:
    begun = await opens(house.person("oliver", "team-london"), "/kpi propose Real leads")
    way = await begun.chooses("way", "count")
    counted = await way.chooses("counted", "leads_created", "last quarters")
    assert not [each for each in counted.options("condition1") if each.startswith(("team", "region", "rep"))]
    condition = await counted.chooses("condition1", "source:not", "All but")
    assert "needs" in condition.outlook or "value" in condition.outlook
    value = condition.options("values1")[0]
    chosen = await condition.tells("values1", condition.several("values1", value), "is not")
    assert value.removeprefix("=") in chosen.outlook
    assert "condition2" in chosen.blocks
    assert "95% interval" in chosen.said("figures")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Conversion rate", "called that already"),
        ("taux de conversion", "called that already"),
        ("Digest of deals", "as a command"),
        ("last quarter", "as a period"),
        ("2026", "needs letters"),
    ],
)
async def test_a_name_that_would_not_be_understood_is_refused_at_once(house: House, name: str, said: str) -> None:
    begun = await opens(house.person("oliver", "team-london"), "/kpi propose new")
    named = await begun.tells("name", {"value": name}, said)
    assert said in named.outlook


async def test_what_is_missing_is_said_under_its_input_and_nothing_typed_is_lost(house: House) -> None:
    begun = await opens(house.person("oliver", "team-london"), "/kpi propose new")
    sent = await begun.submits(name=typed("Large deals"))
    assert set(sent["errors"]) == {begun.block_id("way"), "why"}
    dropped = await begun.chooses("what", "drop", "Which KPI")
    again = await dropped.chooses("what", "new", "Name")
    assert again.state("name")["value"] == "Large deals"


async def test_a_name_that_is_proposed_is_not_proposed_again(house: House) -> None:
    await proposed(house)
    again = await large_deals(house.person("grace", "team-london"))
    assert "proposed already" in again.outlook
    sent = await again.submits(why=typed("Me too."))
    assert list(sent["errors"]) == ["name"]
    assert len(open_ones(house)) == 1


async def test_a_channel_without_the_assistant_is_refused_in_the_form(house: House) -> None:
    composed = await large_deals(house.person("priya", "direction"))
    sent = await composed.submits(why=typed("They pay for the rest."))
    assert "/invite" in sent["errors"]["channel"]
    assert open_ones(house) == []


async def test_a_kpi_is_dropped_for_another_one(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    before = await oliver.shown()
    opened = await opens(oliver, "/kpi propose drop velocity")
    successor = await opened.chooses("successor", "cycle")
    assert (await successor.submits(why=typed("Nobody reads it.")))["response_action"] == "update"
    message = await posted(oliver, before, "Nobody reads it")
    assert "No longer: Sales velocity" in message.text
    assert "To look at instead: Sales cycle" in message.written
    (proposal,) = open_ones(house)
    assert (proposal.kind, proposal.kpi, proposal.successor) == (ProposalKind.DROP, "velocity", "cycle")
    assert proposal.recipe is None


async def test_another_target_is_proposed_by_a_rep_who_may_set_none(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    before = await oliver.shown()
    opened = await opens(oliver, "/kpi propose target transformation")
    aimed = await (await opened.tells("amount", {"value": "40%"})).chooses("kind", "absolute", "To be reached")
    assert (await aimed.submits(why=typed("We are there already.")))["response_action"] == "update"
    message = await posted(oliver, before, "there already")
    assert "Whole company, Q4 2026: 40.0%" in message.written
    (proposal,) = open_ones(house)
    assert proposal.kind is ProposalKind.TARGET
    assert proposal.target
    assert proposal.target["aim"] == pytest.approx(0.4)


async def test_the_list_shows_what_is_open_with_what_each_may_press(house: House) -> None:
    await proposed(house)
    hers = await house.person("oliver", "team-london").types("/kpi propose list")
    assert "1 open proposal" in hers.written
    assert hers.elements("proposal.edit")
    assert not hers.elements("proposal.second")
    others = await house.person("camille", "team-nord").types("/kpi proposer liste")
    assert "1 proposition ouverte" in others.written
    assert others.elements("proposal.second")
    assert not others.elements("proposal.edit")
    refused = await house.person("solene", "general").types("/kpi proposer liste")
    assert "Large deals" not in refused.written


async def test_anybody_looks_at_its_figures_as_far_as_they_are_hers(house: House) -> None:
    _, message = await proposed(house)
    grace = house.person("grace", "team-london")
    await grace.only_presses(message, "proposal.look")
    seen = await grace.modal("London")
    assert seen.count("95% interval") == 4
    assert "Manchester" not in seen


async def test_the_definition_view_and_the_home_tab_lead_to_the_form(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types("/kpi conversion")
    await oliver.only_presses(card, "ask.definition")
    receipt = await form(oliver, lambda view: "Propose a change" in str(view["blocks"]))
    section = next(each for each in receipt.view["blocks"] if "accessory" in each)
    place = {"view_id": receipt.view["id"]}
    pressed = await house.slack.control.act("oliver", place, section["block_id"], section["accessory"]["action_id"], {})
    assert pressed["status"] == "acked"
    opened = await form(oliver, lambda view: any(block["block_id"] == Part.KPI for block in view["blocks"]))
    assert opened.state("kpi")["selected_option"]["value"] == "conversion"

    async def home() -> list[str]:
        view = (await house.slack.control.post("home", **{"as": "oliver"}))["view"]
        return [str(view)] if "Propose a KPI" in str(view) else []

    assert await until(home, lambda found: found)
