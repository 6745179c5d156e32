"""The notice, one's own data as a file, and an erasure, as people do it in Slack."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import pytest_asyncio

from bot.use_cases.privacy.mine import FILE
from storage.repositories.records import Act
from tests.bot.scenarios.alto import alto
from tests.bot.scenarios.forms import opens
from tests.bot.scenarios.house import House, a_house, until

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def house(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house with facts of its own: they are written to."""
    home = tmp_path_factory.mktemp("home")
    facts = Path(copytree(alto().facts, home / "own-facts"))
    async with a_house(home, FACTS_URL=str(facts)) as opened:
        yield opened
        assert opened.slack.undocumented_errors() == []


async def test_the_notice_says_what_is_kept_and_for_how_long_in_ones_own_language(house: House) -> None:
    english = await house.person("oliver").types("/kpi privacy")
    french = await house.person("solene").types("/kpi confidentialité")
    assert english.is_private
    assert french.is_private
    assert "90 days" in english.written
    assert "nobody knows whose they are" in english.written
    assert "90 jours" in french.written
    assert "/kpi mesdonnées" in french.written


async def test_a_person_gets_her_own_data_as_a_file_and_nobody_elses(house: House) -> None:
    oliver = house.person("oliver")
    await house.person("camille").types("/kpi conversion")
    summary = await oliver.types("/kpi mydata")
    assert "Who you are: name, address, language, role, team: 1" in summary.written
    await oliver.only_presses(summary, "privacy.mine")
    kept = (await until(lambda: handed_over(house), lambda found: found))[-1]
    assert [row["user_id"] for row in kept["member"]] == [house.slack.user("oliver")]
    text = json.dumps(kept)
    assert house.slack.user("camille") not in text
    assert "camille" not in text.lower()


async def handed_over(house: House) -> list[dict[str, Any]]:
    """The files that were posted somewhere, read."""
    files = house.slack.server.playground.files
    shared = [
        path for path in files.folder.iterdir() if (file := files.get(path.name)) and file.name == FILE and file.shares
    ]
    return [json.loads(path.read_bytes()) for path in shared]


async def test_a_rep_erases_nobody(house: House) -> None:
    refused = await house.person("camille").types("/kpi effacer")
    assert "Seuls les administrateurs" in refused.written


async def test_an_admin_erases_somebody_who_then_is_in_no_record(house: House) -> None:
    await house.person("camille").types("/kpi conversion")
    camille = house.slack.user("camille")
    form = await opens(house.person("helene"), f"/kpi erase <@{camille}>")
    assert "irréversible" in form.words
    await form.submits(
        people={"selected_users": [camille]},
        sure=form.several("sure", "sure"),
    )
    assert "1 personne est effacée" in await house.person("helene").modal("effacée")
    with house.office.records.reading() as work:
        assert work.members.get(house.team_id, camille) is None
        erased = [each for each in work.audit.of(house.team_id) if each.act is Act.PERSON_ERASED]
        assert len(erased) == 1
        assert work.audit.broken(house.team_id) == []
    assert len(list(Path(house.settings.facts_place).glob("facts-*.duckdb"))) == 1  # noqa: ASYNC240 - a look at a small folder
