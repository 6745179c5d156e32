"""A definition is changed and a KPI dropped: cards, digests, words and receipts follow, each from the day on."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
import pytest_asyncio

from bot.office import Office
from bot.use_cases.adoption.adopt import adopt
from kpi_engine.question import Dimension
from kpi_engine.recipe import Condition, Happening, Recipe, Way, dump
from storage.repositories.digest_records import Look
from storage.repositories.poll_records import PollDecision
from storage.repositories.proposal_records import ProposalKind
from storage.repositories.records import Member
from tests.bot.adoption.house import polled, proposed
from tests.bot.digests.bureau import NORD, a_digest
from tests.bot.scenarios.house import House, Shown, a_house, until

pytestmark = pytest.mark.asyncio(loop_scope="session")

MONDAY = date(2026, 11, 23)
SUNDAY_NIGHT, MONDAY_MORNING = "2026-11-22T23:50:00+01:00", "2026-11-23T08:02:30+01:00"


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house that decides on Friday what rules from Monday on."""
    async with a_house(tmp_path_factory.mktemp("adopting")) as opened:
        await opened.person("antoine", "team-nord").types("/kpi help")
        yield opened


@dataclass
class MovedClock:
    """The machine's clock, as far ahead or behind as the workspace's is."""

    offset: timedelta

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def moved(self, moment: datetime) -> datetime:
        return moment + self.offset


async def office_of(house: House) -> Office:
    """Another process's office, at the workspace's time."""
    clock = await house.slack.control.get("clock")
    return replace(house.office, clock=MovedClock(timedelta(seconds=float(clock["offset"]))))


def manager(house: House) -> Member:
    with house.office.records.reading() as work:
        found = work.members.get(house.team_id, house.slack.user("antoine"))
    assert found is not None
    return found


async def decides(house: House, proposal_id: str, **proposal: object) -> None:
    """A poll passed it, and a manager confirms it for Monday."""
    asked = proposed(id=proposal_id, team_id=house.team_id, author=house.slack.user("camille"), owner=None, **proposal)
    poll = replace(polled(PollDecision.PASSED, proposal_id, f"poll-{proposal_id}"), team_id=house.team_id)
    with house.office.records.writing() as work:
        work.proposals.put(asked)
        work.polls.open(poll, [])
        work.polls.close(poll)
    adopt(asked, effective_on=MONDAY, member=manager(house), poll_id=poll.id, office=await office_of(house))


def without_the_first_segment(house: House) -> Recipe:
    """Of the opportunities closed, the share won, but for one segment."""
    segment = house.office.facts.current().values("opportunities", Dimension.SEGMENT)[0]
    return Recipe(
        Way.SHARE,
        counted=Happening.OPPORTUNITIES_WON,
        among=Happening.OPPORTUNITIES_CLOSED,
        conditions=(Condition(Dimension.SEGMENT, (segment,), leaves_out=True),),
    )


def receipt_on(card: Shown) -> str:
    return str(re.findall(r"(?:Receipt|reçu) ([0-9A-Z]{8})", card.written)[0])


def title_of(card: Shown) -> str:
    return str(card.of_kind("header")[0]["text"]["text"])


async def test_the_new_version_rules_from_its_day_on_and_the_old_answer_is_replayed_under_its_own(house: House) -> None:
    camille = house.person("camille", "team-nord")
    ask = "/kpi transformation T3 2026"
    first = await camille.types(ask)
    _subscribe(house)
    recipe = without_the_first_segment(house)
    await decides(house, "p1", kpi="transformation", name="Transformation rate", recipe=dump(recipe), paired_with=None)

    await house.slack.control.post("clock", to=SUNDAY_NIGHT)
    assert receipt_on(await camille.types(ask)) == receipt_on(first)

    before = await camille.shown()
    await house.slack.control.post("clock", to=MONDAY_MORNING)
    (digest,) = await camille.news(before)
    now = await camille.types(ask)
    assert receipt_on(now) != receipt_on(first)
    assert title_of(now) != title_of(first)

    again = await camille.types(f"/kpi replay {receipt_on(first)}")
    assert (title_of(again), again.text) == (title_of(first), first.text)
    assert "la version 1 de la définition" in again.written
    newer = await camille.types(f"/kpi replay {receipt_on(now)}")
    assert title_of(newer) == title_of(now)
    assert "la version 2 de la définition" in newer.written

    told = dict(re.findall(r"(Transformation rate|Leads) `([0-9A-Z]{8})`", digest.written))
    with house.office.records.reading() as work:
        versions = {name: work.receipts.get(house.team_id, each).definition_version for name, each in told.items()}
    assert versions == {"Transformation rate": 2, "Leads": 1}


async def test_a_dropped_kpi_says_since_when_and_what_to_see_one_click_away(house: House) -> None:
    drop = {"kind": ProposalKind.DROP, "kpi": "churn", "name": "Churn", "recipe": None, "successor": "retention"}
    camille = house.person("camille", "team-nord")
    answered = await camille.types("/kpi attrition T3 2026 entreprise")
    await decides(house, "p2", **drop)
    said = "L’indicateur « Attrition » a été retiré le 23 nov. 2026 ; voir « Taux de rétention »."
    told = await asked_until(camille, "/kpi attrition T3 2026 par région", said)
    assert told.is_private
    assert title_of(await camille.presses(told, "help.example")).startswith("Taux de rétention")
    again = await camille.types(f"/kpi rejouer {receipt_on(answered)}")
    assert title_of(again) == title_of(answered)
    assert (await house.person("oliver", "general").types("/kpi why churn")).text.startswith("“Churn” was retired on")


async def asked_until(person, typed: str, said: str) -> Shown:
    """The answer once the process has seen what another one adopted: two seconds later at most."""

    async def answer() -> Shown:
        return await person.types(typed)

    (told,) = await until(answer, lambda shown: [shown] if shown.text == said else [])
    return told


async def test_the_history_tells_of_both_in_private(house: House) -> None:
    told = await house.person("camille", "team-nord").types("/kpi historique transformation")
    assert told.is_private
    for line in (
        "Version 1 · en vigueur jusqu’au 22 nov. 2026",
        "Version 2 · en vigueur depuis le 23 nov. 2026",
        "Pourquoi : Unqualified leads are not ours",
        "Adoptée par le vote « KPIs of winter »",
    ):
        assert line in told.written
    latest = await house.person("camille", "team-nord").types("/kpi historique")
    assert "indicateur retiré à partir du 23 nov. 2026" in latest.written


def _subscribe(house: House) -> None:
    digest = a_digest(
        team_id=house.team_id,
        channel_id=house.slack.channel("team-nord"),
        owner=house.slack.user("antoine"),
        scope=NORD,
        kpis=("transformation", "leads"),
        look=Look.WORDS,
        active_since=datetime.fromisoformat("2026-11-20T12:00:00+01:00"),
    )
    with house.office.records.writing() as work:
        work.digests.put(digest)
