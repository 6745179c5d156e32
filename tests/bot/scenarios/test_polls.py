"""A poll from the form to the definition in force: opened, answered by six, closed, settled; and who may not."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.text import Text
from bot.use_cases.polls.settle import settlement_of
from bot.views.polls.promise import promise
from kpi_engine.figure import Direction
from kpi_engine.periods import Grain
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Recipe, dump, recipe_of
from kpi_engine.scope import COMPANY
from kpi_engine.target import Target, TargetKind
from storage.repositories.poll_records import Poll, PollDecision, Secrecy
from storage.repositories.proposal_records import Proposal, ProposalKind, ProposalState
from storage.repositories.records import Act, KeptTarget
from tests.bot.scenarios.forms import Form, form, is_filled, opens
from tests.bot.scenarios.house import House, Person, Shown, a_house, spaced, until, words_of
from tests.bot.scenarios.test_alerts import MovedClock
from tests.polls import polls_of

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
        return polls_of(work, house.team_id)


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
        language="fr",
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
    assert (await opened.submits(**filled))["status"] == "acked"
    (poll,) = await new_polls(house, known)
    return poll, await message_of(person, poll)


async def new_polls(house: House, known: Collection[str]) -> list[Poll]:
    """What was opened meanwhile, as soon as something was: its past is weighed first, which may take a while."""

    async def look() -> list[Poll]:
        return [each for each in polls(house) if each.id not in known]

    return await until(look, lambda found: found)


async def message_of(person: Person, poll: Poll, holds: str = "") -> Shown:
    """The message of a poll, as soon as it says this."""

    def fits(now: list[Shown]) -> list[Shown]:
        return [each for each in now if poll.title in each.text and not each.is_private and holds in each.written]

    return (await until(person.shown, fits))[0]


async def ballot(house: House, name: str, message: Shown) -> Form:
    """The ballot that somebody gets who presses Vote."""
    person = house.person(name, CHANNEL)
    house.slack.server.playground.views.clear(house.slack.user(name))
    now = next(each for each in await person.shown() if each.ts == message.ts)
    await person.only_presses(now, "poll.vote")
    return await form(person, is_filled)


async def votes(house: House, name: str, message: Shown, answer: str, question: int = 1) -> Json:
    """Somebody chooses one answer and sends it."""
    opened = await ballot(house, name, message)
    part = f"question-{question}"
    return await opened.submits(**{part: opened.option(part, answer)})


async def answered(person: Person, typed: str) -> Shown:
    """What she alone is answered: messages of polls change meanwhile."""
    before = {each.ts for each in await person.shown()}
    await person.slack.control.type(person.name, person.channel, typed)
    found = await until(person.shown, lambda now: [each for each in now if each.ts not in before and each.is_private])
    return found[-1]


async def closes(house: House, poll: Poll) -> None:
    """Who opened it closes it, from the list."""
    helene = house.person("helene", CHANNEL)
    listed = await answered(helene, "/kpi sondage liste")
    at = next(n for n, (block, _) in enumerate(listed.elements("poll.close")) if poll.id in block)
    await helene.only_presses(listed, "poll.close", nth=at)
    await until(helene.shown, lambda now: [each for each in now if f"« {poll.title} » est clos" in each.written])


async def result_of(house: House, poll: Poll, message: Shown, holds: str = "") -> Shown:
    """The result, a reply under the message."""

    async def replies() -> list[Shown]:
        query = {"as": "antoine", "channel": CHANNEL, "thread_ts": message.ts}
        found = [Shown(each) for each in (await house.slack.control.get("messages", **query))["messages"]]
        return [each for each in found if each.ts != message.ts]

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
    assert "No manager, administrator, export or log of this app can link your answer to you." in paper.words
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
    with house.office.records.reading() as work:
        adopted = work.proposals.get(house.team_id, proposal.id)
    assert adopted is not None
    assert adopted.state is ProposalState.ADOPTED
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


async def own_question(house: House, person: Person, method: str, **filled: Json) -> tuple[Poll, Shown]:
    """A poll with one question of its own."""
    shown = await chooses_channel(await opens(person, "/kpi sondage"), house, "peuvent voter")
    if "words-1" not in shown.blocks:
        block = next(each for each in shown.view["blocks"] if each["block_id"].startswith("questions-"))
        place = {"view_id": shown.view["id"]}
        await person.slack.control.act(person.name, place, block["block_id"], "poll.more", {})
        shown = await form(person, lambda view: "words-1" in str(view["blocks"]))
    shown = await shown.chooses("method-1", method)
    words = {"type": "plain_text_input", "value": f"Question {len(polls(house))} ?"}
    title = {"type": "plain_text_input", "value": f"Titre {len(polls(house))}"}
    return await opens_poll(house, shown, **{"words-1": words, "title": title, **filled})


async def test_a_secret_answer_is_final(house: House) -> None:
    poll, message = await own_question(house, house.person("helene", CHANNEL), "keep_change_drop")
    assert (await votes(house, "camille", message, "keep"))["response_action"] == "update"
    camille = house.person("camille", CHANNEL)
    house.slack.server.playground.views.clear(house.slack.user("camille"))
    await camille.only_presses(message, "poll.vote")
    assert "Votre réponse est définitive" in await camille.modal("définitive")
    with house.office.records.reading() as work:
        assert work.voters.taken_part(house.team_id, poll.id) == 1


async def test_an_open_vote_can_be_changed_and_is_told_with_its_name_once_the_poll_is_closed(house: House) -> None:
    helene = house.person("helene", CHANNEL)
    secrecy = {"selected_option": {"value": "open", "text": {"type": "plain_text", "text": "x"}}}
    poll, message = await own_question(house, helene, "yes_no", quorum=typed("1"), secrecy=secrecy)
    assert poll.secrecy is Secrecy.OPEN
    await votes(house, "wout", message, "yes")
    again = await ballot(house, "wout", message)
    assert "You have voted." in again.words
    assert again.state("question-1")["selected_option"]["value"] == "yes"
    await again.submits(**{"question-1": again.option("question-1", "no")})
    await closes(house, poll)
    result = await result_of(house, poll, message, "« Non » (1 sur 1)")
    before = {each.ts for each in await helene.shown()}
    await helene.only_presses(result, "poll.names")
    told = (await until(helene.shown, lambda now: [x for x in now if x.ts not in before and x.is_private]))[-1]
    assert f"Non : <@{house.slack.user('wout')}>" in told.written


async def test_a_ranking_refuses_an_answer_twice_and_keeps_what_was_chosen(house: House) -> None:
    answers = {"type": "plain_text_input", "value": "Lundi\nMardi\nMercredi"}
    helene = house.person("helene", CHANNEL)
    _, message = await own_question(house, helene, "ranked", **{"options-1": answers})
    paper = await ballot(house, "wout", message)
    first, second = paper.option("rank-1-1", "o1"), paper.option("rank-1-2", "o1")
    sent = await paper.submits(**{"rank-1-1": first, "rank-1-2": second})
    assert list(sent["errors"]) == ["rank-1-2"]
    assert "higher already" in sent["errors"]["rank-1-2"]
    mended = await paper.submits(**{"rank-1-1": first, "rank-1-2": paper.option("rank-1-2", "o3")})
    assert mended["response_action"] == "update"


async def test_what_was_passed_is_set_aside_with_a_reason_that_everybody_reads(house: House) -> None:
    proposal = proposes(house, 2, kind=ProposalKind.DROP, kpi="csat", name="CSAT", recipe=None)
    helene = house.person("helene", CHANNEL)
    opened = await opens(helene, "/kpi sondage")
    shown = await chooses_channel(opened, house, "peuvent voter")
    chosen = shown.several("proposals", proposal.id)
    poll, message = await opens_poll(house, shown, proposals=chosen, title=typed("CSAT ?"), quorum=typed("5"))
    for name in SIX[:5]:
        await votes(house, name, message, "yes")
    await closes(house, poll)
    result = await result_of(house, poll, message, "Relevé de décision")
    await helene.only_presses(result, "poll.aside")
    why = await form(helene, lambda view: is_filled(view) and "Écarter" in words_of(view))
    assert list((await why.submits(reason=typed("  ")))["errors"]) == ["reason"]
    await why.submits(reason=typed("L’enquête de mars en a besoin."))
    await result_of(house, poll, message, "L’enquête de mars en a besoin.")
    assert kept(house, poll).questions[0].decision is PollDecision.SET_ASIDE
    with house.office.records.reading() as work:
        (entry,) = [each for each in work.audit.of(house.team_id) if each.act is Act.DECISION_SET_ASIDE]
        kept_proposal = work.proposals.get(house.team_id, proposal.id)
    assert entry.actor == house.slack.user("helene")
    assert kept_proposal is not None
    assert kept_proposal.state is ProposalState.REJECTED
    assert "csat" in house.office.catalog


async def test_the_same_form_sent_twice_is_one_poll(house: House) -> None:
    known = {each.id for each in polls(house)}
    proposal = proposes(house, 3)
    opened = await opens(house.person("helene", CHANNEL), "/kpi sondage")
    shown = await chooses_channel(opened, house, "peuvent voter")
    filled = {"proposals": shown.several("proposals", proposal.id), "title": typed("Deux fois")}
    sent = await asyncio.gather(shown.submits(**filled), shown.submits(**filled))
    assert {each["status"] for each in sent} == {"acked"}
    assert len(await new_polls(house, known)) == 1
    await shown.submits(**filled)
    assert len(await new_polls(house, known)) == 1


async def test_who_may_vote_is_shown_before_anything_is_opened(house: House) -> None:
    known = {each.id for each in polls(house)}
    proposal = proposes(house, 4)
    opened = await opens(house.person("helene", CHANNEL), "/kpi sondage")
    filled = {"proposals": opened.several("proposals", proposal.id), "title": typed("Qui vote ?")}
    await opened.submits(**filled)
    assert {each.id for each in polls(house)} == known
    again = await form(opened.person, lambda view: "19 personnes" in words_of(view))
    assert "Appuyez encore une fois" in again.words
    await again.submits()
    assert len(await new_polls(house, known)) == 1


@pytest.mark.parametrize(
    ("name", "channel", "block", "said"),
    [
        ("antoine", CHANNEL, "channel", "équipes"),  # a manager, and others than his team would vote
        ("helene", "general", "channel", "invité"),
        ("helene", "team-nord", "secrecy:usual", "Moins de 5"),
        ("helene", "direction", "channel", "/invite"),
    ],
)
async def test_a_poll_that_cannot_be_is_refused_in_its_form(
    house: House, name: str, channel: str, block: str, said: str
) -> None:
    known = len(polls(house))
    proposes(house, 5)
    person = house.person(name, channel)
    opened = await opens(person, "/kpi sondage")
    filled = {"proposals": opened.several("proposals", "proposal-5"), "title": typed("Non")}
    sent = await opened.submits(**filled)
    if sent.get("response_action") == "update":
        opened = await form(person, lambda view: "Appuyez encore une fois" in words_of(view))
        sent = await opened.submits()
    assert list(sent["errors"]) == [block]
    assert said in str(sent["errors"]).replace("\u00a0", " ")
    assert len(polls(house)) == known


_WELL = {"method": "conversations.members", "fault": "slow", "seconds": 0, "times": 1}
_SILENT = {"method": "conversations.members", "fault": "unavailable"}
_LIMITED = {"method": "conversations.members", "fault": "rate_limited", "retry_after": 60}


@pytest.mark.parametrize(("number", "faults"), [(6, (_SILENT,)), (7, (_LIMITED,)), (8, (_WELL, _SILENT))])
async def test_while_slack_does_not_say_who_is_there_the_form_says_so_and_keeps_what_was_typed(
    house: House, number: int, faults: Sequence[Json]
) -> None:
    known = {each.id for each in polls(house)}
    proposal = proposes(house, number)
    opened = await opens(house.person("helene", CHANNEL), "/kpi sondage")
    shown = await chooses_channel(opened, house, "peuvent voter")
    filled = {"title": typed("Qui est là ?"), "proposals": shown.several("proposals", proposal.id)}
    await house.slack.control.faults(*faults)
    sent = await shown.submits(**filled)
    await house.slack.control.faults()
    assert list(sent["errors"]) == ["channel"]
    assert "n’a pas dit qui est dans ce canal" in spaced(sent["errors"]["channel"])
    assert len(polls(house)) == len(known)
    assert (await shown.submits())["response_action"] == "update"
    assert [each.title for each in await new_polls(house, known)] == ["Qui est là ?"]


async def test_a_channel_whose_people_are_not_told_is_not_one_where_nobody_may_vote(house: House) -> None:
    opened = await opens(house.person("helene", CHANNEL), "/kpi sondage")
    await house.slack.control.faults(_SILENT)
    general = {"selected_conversation": house.slack.channel("general")}
    shown = await opened.tells("channel", general, "n’a pas dit qui est dans ce canal")
    assert "personnes peuvent voter" not in shown.said("outlook")
    place = {"view_id": shown.view["id"]}
    await shown.person.slack.control.act("helene", place, "preview", "poll.preview", {})
    told = await form(shown.person, lambda view: "Pas encore" in words_of(view))
    await house.slack.control.faults()
    assert "Pas encore : Slack n’a pas dit qui est dans ce canal" in told.said("outlook")
    private = {"selected_conversation": house.slack.channel("direction")}
    assert "/invite" in (await told.tells("channel", private, "Je ne suis pas dans ce canal")).said("outlook")


async def test_a_rep_opens_none_and_sees_those_that_concern_her(house: House) -> None:
    camille = house.person("camille", CHANNEL)
    listed = await answered(camille, "/kpi sondage")
    assert listed.is_private
    assert listed.elements("poll.vote")
    assert not listed.elements("poll.close")
    assert not listed.elements("poll.open")
    refused = await answered(camille, "/kpi sondage maintenant")
    assert "managers" in refused.written


async def test_a_stranger_gets_no_ballot(house: House) -> None:
    await own_question(house, house.person("helene", CHANNEL), "yes_no")
    general = house.person("solene", "general")
    listed = await answered(general, "/kpi sondage liste")
    assert not listed.elements("poll.vote")


async def test_a_line_of_the_agenda_becomes_a_question(house: House) -> None:
    helene = house.person("helene", CHANNEL)
    aims_low(house)
    agenda = await answered(helene, "/kpi revue")
    assert agenda.is_private
    assert "prochaine révision" in agenda.written
    assert "1,0 % au moins, atteint à chaque période" in agenda.written
    await helene.only_presses(agenda, "poll.on_kpi")
    opened = await form(helene, is_filled)
    assert opened.state("method-1")["selected_option"]["value"] == "keep_change_drop"
    assert "Que devient" in opened.state("words-1")["value"]
    refused = await answered(house.person("camille", CHANNEL), "/kpi revue")
    assert "managers" in refused.written


async def test_a_ballot_after_the_deadline_is_told_so_and_the_result_comes_by_itself(house: House) -> None:
    poll, message = await own_question(house, house.person("helene", CHANNEL), "yes_no", quorum=typed("1"))
    await votes(house, "wout", message, "yes")
    late = await ballot(house, "priya", message)
    await house.slack.control.advance(8 * 24 * 3600)
    await result_of(house, poll, message, "Non montré")
    sent = await late.submits(**{"question-1": late.option("question-1", "no")})
    assert "Too late" in sent["errors"]["question-1"]
    assert kept(house, poll).turnout == 1


def aims_low(house: House) -> None:
    """A target that nobody could miss."""
    quarter = house.office.calendar.containing(house.office.today(), Grain.QUARTER)
    target = Target("transformation", COMPANY, quarter, TargetKind.ABSOLUTE, 0.01, 0.01)
    with house.office.records.writing() as work:
        work.targets.put(KeptTarget(house.team_id, "low", target, "", None, datetime.now(UTC)))


def typed(words: str) -> Json:
    return {"type": "plain_text_input", "value": words}
