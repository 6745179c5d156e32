"""A channel gets a weekly digest: who may set it, where it can come, and what becomes of it."""

from collections.abc import AsyncIterator
from datetime import time
from typing import Any

import pytest
import pytest_asyncio

from kpi_engine.question import Compare
from kpi_engine.scope import Level, Scope
from storage.repositories.digest_records import Digest, DigestState, Look, Schedule
from tests.bot.scenarios.house import House, Person, _strings, a_house, spaced, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]
NORD = Scope(Level.TEAM, "Nord")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house of its own: digests stand in everybody's lists."""
    async with a_house(tmp_path_factory.mktemp("home")) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


@pytest.fixture(autouse=True)
def _no_digests_left(house: House) -> None:
    """Each story begins without digests and with no form open."""
    for name in ("antoine", "helene", "priya", "camille"):
        house.slack.server.playground.views.clear(house.slack.user(name))
    with house.office.records.writing() as work:
        for digest in work.digests.of_workspace(house.team_id):
            work.digests.delete(digest, digest.changed_at)


class Form:
    """The modal before somebody: what it says, and what she does with it."""

    def __init__(self, person: Person, view: Json) -> None:
        self.person, self.view = person, view

    @property
    def words(self) -> str:
        return spaced("\n".join(_strings(self.view)))

    @property
    def summary(self) -> str:
        block = next(each for each in self.view["blocks"] if each["block_id"] == "summary")
        return spaced(block["text"]["text"])

    def state(self, block_id: str) -> Json:
        return dict(self.view["state"]["values"][block_id]["digest.change"])

    def chosen(self, block_id: str) -> list[str]:
        return [each["value"] for each in self.state(block_id)["selected_options"]]

    def options(self, block_id: str) -> list[str]:
        return [each["value"] for each in self._element(block_id)["options"]]

    def option(self, block_id: str, value: str) -> Json:
        return {"selected_option": next(each for each in self._element(block_id)["options"] if each["value"] == value)}

    def several(self, block_id: str, *values: str) -> Json:
        known = {each["value"]: each for each in self._element(block_id)["options"]}
        return {"selected_options": [known[value] for value in values]}

    def _element(self, block_id: str) -> Json:
        return dict(next(each for each in self.view["blocks"] if each["block_id"] == block_id)["element"])

    async def tells(self, block_id: str, state: Json) -> "Form":
        """Change an element that tells of it; the form as it shows then."""
        place, before = {"view_id": self.view["id"]}, self.view["hash"]
        acted = await self.person.slack.control.act(self.person.name, place, block_id, "digest.change", state)
        assert acted["status"] == "acked"
        return await form(self.person, lambda view: view["hash"] != before)

    async def submits(self, **values: Json) -> Json:
        """Send the form."""
        filled = {block: {"digest.change": state} for block, state in values.items()}
        return dict(await self.person.slack.control.submit(self.person.name, self.view["id"], filled))


async def form(person: Person, fits: Any = lambda _view: True) -> Form:
    """The form on her screen, as soon as it is as wanted."""

    async def look() -> list[Json]:
        views = await person.slack.control.views(person.name)
        return [view for view in views if fits(view)]

    return Form(person, (await until(look, lambda found: found))[-1])


async def opens(person: Person, typed: str = "/kpi digest") -> Form:
    """Type the command; the form when it has been filled."""
    typed_as = await person.slack.control.type(person.name, person.channel, typed)
    assert typed_as["status"] == "acked"
    return await form(person, _is_filled)


def _is_filled(view: Json) -> bool:
    return not any(wait in "\n".join(_strings(view)) for wait in ("One moment", "Un instant"))


def there_are(house: House) -> list[Digest]:
    with house.office.records.reading() as work:
        return list(work.digests.of_workspace(house.team_id))


def posted(house: House, channel: str) -> list[Json]:
    """What the assistant posted for all of a channel, by the playground's own journal."""
    found = house.slack.server.playground.workspace.conversations.named(channel)
    assert found
    bot = house.slack.server.playground.workspace.bot.id
    return [m.to_json() for m in found.timeline.main() if m.user == bot]


async def test_a_manager_subscribes_her_teams_channel_with_the_houses_habits(house: House) -> None:
    antoine = house.person("antoine", "team-nord")
    opened = await opens(antoine, "/kpi résumé")
    assert opened.view["title"]["text"] == "Résumé hebdomadaire"
    assert opened.state("channel")["selected_conversation"] == house.slack.channel("team-nord")
    assert opened.options("scope") == ["team:Nord"]
    assert "Chaque lundi à 08:00 (Europe/Paris)" in opened.summary
    assert "1. " in opened.summary
    assert "semaine 47" in opened.summary
    assert (await opened.submits())["status"] == "acked"
    (digest,) = there_are(house)
    assert (digest.scope, digest.schedule, digest.owner) == (
        NORD,
        Schedule("Europe/Paris", 1, time(8)),
        house.slack.user("antoine"),
    )
    assert digest.channel_id == house.slack.channel("team-nord")
    assert digest.kpis[:2] == ("revenue", "conversion")
    assert (digest.state, digest.compare, digest.fresher_than, digest.look) == (
        DigestState.ACTIVE,
        Compare.PREVIOUS,
        None,
        Look.PANEL,
    )
    assert "Le résumé est enregistré" in await antoine.modal("Le résumé est enregistré")
