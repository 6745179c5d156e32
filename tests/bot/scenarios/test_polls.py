"""A poll from the form to the definition in force: opened, answered by six, closed, settled; and who may not."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.text import Text
from bot.use_cases.polls.settle import settlement_of
from bot.views.polls.promise import promise
from kpi_engine.figure import Direction
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Recipe, dump, recipe_of
from storage.repositories.poll_records import Poll, PollDecision, Secrecy
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Person, Shown, a_house, until, words_of
from tests.bot.scenarios.test_alerts import MovedClock

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
SIX = ("antoine", "camille", "mehdi", "nolwenn", "wout", "priya")
CHANNEL = "sales-company"


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: polls are read by everybody."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_form_open(house: House) -> None:
    """Each story begins with no form open."""
    views = house.slack.server.playground.views
    for name in ("helene", "oliver", "maelle", "solene", *SIX):
        views.clear(house.slack.user(name))


async def office_now(house: House) -> Any:
    """An office on the workspace's time."""
    clock = await house.slack.control.get("clock")
    return replace(house.office, clock=MovedClock(timedelta(seconds=float(clock["offset"]))))


def polls(house: House) -> Sequence[Poll]:
    with house.office.records.reading() as work:
        return work.polls.of_workspace(house.team_id)


def proposes(house: House, number: int, **other: Any) -> Proposal:
    """A change of the conversion rate that somebody proposed: without what came from referrals."""
    kpi = house.office.catalog["conversion"]
    recipe = recipe_of(kpi)
    assert isinstance(recipe, Recipe)
    narrowed = replace(recipe, conditions=(Condition(Dimension.SOURCE, ("referral",), leaves_out=True),))
    now = datetime.now(UTC)
    proposal = Proposal(
        team_id=house.team_id,
        id=f"proposal-{number}",
        author=house.slack.user("camille"),
        kind=ProposalKind.CHANGE,
        kpi="conversion",
        name=kpi.name,
        better=Direction.UP,
        recipe=dump(narrowed),
        target=None,
        successor=None,
        why="Referrals come by themselves.",
        owner=house.slack.user("antoine"),
        paired_with=None,
        state=ProposalState.OPEN,
        revision=1,
        channel_id=house.slack.channel(CHANNEL),
        root_delivery=None,
        created_at=now,
        changed_at=now,
    )
    with house.office.records.writing() as work:
        work.proposals.put(replace(proposal, **other))
    return replace(proposal, **other)


async def chooses_channel(opened: Form, house: House, holds: str) -> Form:
    return await opened.tells("channel", {"selected_conversation": house.slack.channel(CHANNEL)}, holds)


async def opens_poll(house: House, opened: Form, **filled: Json) -> tuple[Poll, Shown]:
    """Send the form; the poll and its message."""
    person = opened.person.elsewhere(CHANNEL)
    known = {each.id for each in polls(house)}
    sent = await opened.submits(**filled)
    assert (sent["status"], sent.get("response_action")) == ("acked", "update"), sent
    (poll,) = [each for each in polls(house) if each.id not in known]
    return poll, await message_of(person, poll)


async def message_of(person: Person, poll: Poll, holds: str = "") -> Shown:
    """The message of a poll, as soon as it says this."""

    def fits(now: list[Shown]) -> list[Shown]:
        return [each for each in now if poll.title in each.text and not each.is_private and holds in each.written]

    return (await until(person.shown, fits))[0]


async def ballot(house: House, name: str, message: Shown) -> Form:
    """The ballot that somebody gets who presses Vote."""
    person = house.person(name, CHANNEL)
    now = next(each for each in await person.shown() if each.ts == message.ts)
    await person.only_presses(now, "poll.vote")
    return await form(person, is_filled)


async def votes(house: House, name: str, message: Shown, answer: str, question: int = 1) -> Json:
    """Somebody chooses one answer and sends it."""
    opened = await ballot(house, name, message)
    part = f"question-{question}"
    return await opened.submits(**{part: opened.option(part, answer)})


async def closes(house: House, poll: Poll) -> None:
    """Who opened it closes it, from the list."""
    helene = house.person("helene", CHANNEL)
    listed = await helene.types("/kpi sondage liste")
    at = next(n for n, (block, _) in enumerate(listed.elements("poll.close")) if poll.id in block)
    answered = await helene.presses(listed, "poll.close", nth=at)
    assert "est clos" in answered.written


async def result_of(house: House, poll: Poll, message: Shown, holds: str = "") -> Shown:
    """The result, a reply under the message."""

    async def replies() -> list[Shown]:
        query = {"as": "antoine", "channel": CHANNEL, "thread_ts": message.ts}
        return [Shown(each) for each in (await house.slack.control.get("messages", **query))["messages"]]

    return (await until(replies, lambda now: [each for each in now if holds in each.written]))[-1]


def kept(house: House, poll: Poll) -> Poll:
    return next(each for each in polls(house) if each.id == poll.id)


async def test_six_people_vote_and_what_they_passed_is_put_in_force(house: House) -> None:
    proposal = proposes(house, 1)
    opened = await opens(house.person("helene", CHANNEL), "/kpi sondage")
    shown = await chooses_channel(opened, house, "personnes peuvent voter")
    assert "19 personnes peuvent voter" in shown.said("outlook")
    assert shown.state("quorum")["value"] == "10"
    poll, message = await opens_poll(
        house,
        shown,
        proposals=shown.several("proposals", proposal.id),
        title={"type": "plain_text_input", "value": "Les parrainages"},
        quorum={"type": "plain_text_input", "value": "6"},
    )
    assert (poll.eligible, poll.quorum, poll.secrecy) == (19, 6, Secrecy.SECRET)
    assert "0 personne sur 19 a participé" in message.written
    assert len(message.elements("poll.vote")) == 1

    paper = await ballot(house, "wout", message)
    assert str(promise(poll, Text("en"))).splitlines()[0].strip("*")[:20] in paper.words
    assert "Managers, administrators, exports and logs of this app can never link your answer to you." in paper.words
    assert "The last 12 months" in paper.words
    assert "Nov 2025" in paper.words
    for name in SIX:
        assert (await votes(house, name, message, "yes"))["response_action"] == "update"
    await message_of(house.person("helene", CHANNEL), poll, "6 personnes sur 19 ont participé")

    await closes(house, poll)
    result = await result_of(house, poll, message, "Relevé de décision")
    assert "Adopté : « Oui » (6 sur 6)" in result.written
    assert kept(house, poll).questions[0].decision is PollDecision.PASSED
    closed = await message_of(house.person("helene", CHANNEL), poll, "Adopté")
    assert not closed.elements("poll.vote")

    helene = house.person("helene", CHANNEL)
    await helene.only_presses(result, "poll.confirm")
    day = await form(helene, lambda view: is_filled(view) and "Mettre en vigueur" in words_of(view))
    today = (await office_now(house)).today()
    sent = await day.submits(day={"type": "datepicker", "selected_date": today.isoformat()})
    assert (sent["status"], sent["response_action"]) == ("acked", "update"), sent
    await result_of(house, poll, message, "Mis en vigueur par")
    question = kept(house, poll).questions[0]
    settlement = settlement_of(question)
    assert question.decision is PollDecision.CONFIRMED
    assert settlement is not None
    assert (settlement.version, settlement.effective_on) == (2, today)
    wout = house.person("wout", CHANNEL)
    house.slack.server.playground.views.clear(house.slack.user("wout"))
    card = await wout.types("/kpi conversion last quarter")
    await wout.only_presses(card, "ask.definition")
    assert "source is not" in await wout.modal("ersion 2")


async def test_a_secret_answer_is_final_and_a_stranger_to_the_poll_gets_no_ballot(house: House) -> None:
    opened = await opens(house.person("helene", CHANNEL), "/kpi sondage")
    shown = await chooses_channel(opened, house, "personnes peuvent voter")
    shown = await asked(shown, "Gardons-nous le cycle ?", "keep_change_drop")
    poll, message = await opens_poll(house, shown, title={"type": "plain_text_input", "value": "Le cycle"})
    assert (await votes(house, "camille", message, "keep"))["response_action"] == "update"
    camille = house.person("camille", CHANNEL)
    await camille.only_presses(message, "poll.vote")
    assert "Votre réponse est définitive" in await camille.modal("définitive")
    with house.office.records.reading() as work:
        assert work.polls.taken_part(house.team_id, poll.id) == 1


async def asked(shown: Form, words: str, method: str) -> Form:
    """With a question of one's own filled in."""
    if "words-1" not in shown.blocks:
        place = {"view_id": shown.view["id"]}
        block = next(each for each in shown.view["blocks"] if each["block_id"].startswith("questions-"))
        acted = await shown.person.slack.control.act(
            shown.person.name, place, block["block_id"], "poll.more", {"value": ""}
        )
        assert acted["status"] == "acked"
        shown = await form(shown.person, lambda view: "words-1" in str(view))
    await shown.person.slack.control.act(
        shown.person.name,
        {"view_id": shown.view["id"]},
        "words-1",
        "poll.change",
        {"type": "plain_text_input", "value": words},
    )
    return await (await form(shown.person)).chooses("method-1", method)
