"""An alert from the words typed to the message that recovers: set, tried out, fired, taken up, over."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from kpi_engine.alerts import Condition
from kpi_engine.periods import Grain
from kpi_engine.scope import Level, Scope
from storage.repositories.alert_records import AlertRule, EpisodeState
from storage.repositories.records import Act
from tests.bot.scenarios.house import House, Person, _strings, a_house, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
NORD = Scope(Level.TEAM, "Nord")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: alerts are read by everybody."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_alerts_left(house: House) -> None:
    """Each story begins without alerts and with no form open."""
    views = house.slack.server.playground.views
    for name in ("antoine", "helene", "priya", "camille"):
        views.clear(house.slack.user(name))
    with house.office.records.writing() as work:
        for rule in work.alerts.in_force(house.team_id):
            work.alerts.end(rule.team_id, rule.id, rule.created_at)


class Form:
    """The modal before somebody: what it says, and what she does with it."""

    def __init__(self, person: Person, view: Json) -> None:
        self.person, self.view = person, view

    @property
    def outlook(self) -> str:
        block = next(each for each in self.view["blocks"] if each["block_id"] == "outlook")
        return str(block["text"]["text"]).replace("\u00a0", " ").replace("\u202f", " ")

    @property
    def blocks(self) -> list[str]:
        return [str(each["block_id"]).split(":")[0] for each in self.view["blocks"]]

    def block(self, part: str) -> str:
        return next(str(each["block_id"]) for each in self.view["blocks"] if each["block_id"].split(":")[0] == part)

    def state(self, part: str) -> Json:
        return dict(self.view["state"]["values"][self.block(part)]["alert.change"])

    def option(self, part: str, value: str) -> Json:
        element = next(each for each in self.view["blocks"] if each["block_id"] == self.block(part))["element"]
        return {"selected_option": next(each for each in element["options"] if each["value"] == value)}

    async def chooses(self, part: str, value: str) -> "Form":
        """Choose an option; the form when it was tried."""
        return await self.tells(part, self.option(part, value))

    async def tells(self, part: str, state: Json) -> "Form":
        """Change an element that tells of it; the form when it was tried."""
        place, before = {"view_id": self.view["id"]}, self.view["hash"]
        acted = await self.person.slack.control.act(self.person.name, place, self.block(part), "alert.change", state)
        assert acted["status"] == "acked"
        return await form(self.person, lambda view: view["hash"] != before and is_tried(view))

    async def submits(self, **values: Json) -> Json:
        """Send the form."""
        filled = {self.block(part): {"alert.change": state} for part, state in values.items()}
        return dict(await self.person.slack.control.submit(self.person.name, self.view["id"], filled))


async def form(person: Person, fits: Any = lambda _view: True) -> Form:
    """The form on her screen, as soon as it is as wanted."""

    async def look() -> list[Json]:
        return [view for view in await person.slack.control.views(person.name) if fits(view)]

    return Form(person, (await until(look, lambda found: found))[-1])


async def opens(person: Person, typed: str) -> Form:
    """Type a command; the form when it has been tried."""
    typed_as = await person.slack.control.type(person.name, person.channel, typed)
    assert typed_as["status"] == "acked"
    return await form(person, is_tried)


def is_tried(view: Json) -> bool:
    return not any(wait in "\n".join(_strings(view)) for wait in ("One moment", "Un instant"))


def in_force(house: House) -> list[AlertRule]:
    with house.office.records.reading() as work:
        return list(work.alerts.in_force(house.team_id))


async def test_the_form_shows_what_the_last_year_would_have_been_before_anything_is_kept(house: House) -> None:
    opened = await opens(house.person("antoine", "team-nord"), "/kpi alerte transformation sous 30 %")
    assert opened.state("recover")["value"].replace("\u00a0", " ") == "31 %"
    assert opened.state("volume")["value"] == "30"
    assert "12 derniers mois" in opened.outlook
    assert in_force(house) == []
    by_month = await opened.chooses("grain", "month")
    assert "12 derniers mois" in by_month.outlook
    few = await by_month.tells("volume", {"value": "1"})
    assert few.outlook != by_month.outlook
