"""`/kpi replay`: the card of then, after another import; for whoever may see it today."""

import re
import shutil
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.policy import Reason
from bot.text import Text
from bot.views import denials, replayed
from storage.facts.store import open_facts
from storage.imports import import_profile
from tests.bot.scenarios.alto import TODAY, alto
from tests.bot.scenarios.house import House, Shown, a_house, spaced

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRENCH = Text("fr-FR")
PROFILE = """
name = "fair"
[leads]
file = "leads.csv"
lead_id = "id"
created_on = "created"
rep = "rep"
team = "team"
"""


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def importing(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[House]:
    """A house whose facts are its own, and change."""
    home = tmp_path_factory.mktemp("importing")
    shutil.copytree(alto().facts, home / "facts")
    async with a_house(home, FACTS_URL=str(home / "facts")) as opened:
        yield opened


def another_import(house: House, day: int) -> None:
    """Fifty leads more for Camille's team, all of one day of August."""
    home = Path(house.settings.facts_place).parent
    rows = [f"fair-{day}-{number},2026-08-{day:02},Camille Roy,Nord" for number in range(50)]
    (home / "leads.csv").write_text("\n".join(["id,created,rep,team", *rows]) + "\n")
    (home / "fair.toml").write_text(PROFILE)
    import_profile(home / "fair.toml", home, open_facts(house.settings.facts_place), today=TODAY)


def receipt_on(card: Shown) -> str:
    (found,) = re.findall(r"reçu ([0-9A-Z]{8})", card.written)
    return str(found)


async def test_the_card_of_then_comes_back_with_the_figures_of_then(importing: House) -> None:
    camille = importing.person("camille", "team-nord")
    first = await camille.types("/kpi leads T3 2026 par source")
    another_import(importing, 3)
    today = await camille.types("/kpi leads T3 2026 par source")
    again = await camille.types(f"/kpi rejouer {receipt_on(first).lower()}")
    title = [card.of_kind("header")[0]["text"]["text"] for card in (first, again, today)]
    assert title[0] == title[1] != title[2]
    assert receipt_on(again) == receipt_on(first) != receipt_on(today)
    assert again.of_kind("data_table")[0]["rows"] == first.of_kind("data_table")[0]["rows"]
    assert again.text == first.text
    assert again.is_private


async def test_it_says_that_it_is_a_replay_and_offers_the_question_anew(importing: House) -> None:
    camille = importing.person("camille", "team-nord")
    first = await camille.types("/kpi transformation T2 2026")
    another_import(importing, 4)
    again = await camille.types(f"/kpi replay {receipt_on(first)}")
    assert re.match(
        r"Réponse telle que donnée le 20 nov\. 2026 à \d\d:\d\d, d’après la version \d+-\w{8} des données et la version 1 "
        r"de la définition\. Rien de ce qui a été importé depuis n’y figure\.",
        again.strings[1],
    )
    assert again.elements("ask.period") == again.elements("ask.share") == again.elements("ask.definition") == []
    assert again.runs == ['taux de transformation T2 2026 équipe:"Nord"']
    asked = await camille.presses(again, "help.example")
    assert receipt_on(asked) != receipt_on(first), "today's data"
    assert asked.elements("ask.period")


async def test_a_shared_answer_is_replayed_by_the_receipt_on_it(importing: House) -> None:
    camille = importing.person("camille", "team-nord")
    card = await camille.types("/kpi revenue T2 2026")
    before = await camille.shown()
    await camille.only_presses(card, "ask.share")
    news = await camille.news(before, many=2)
    (receipt_id,) = {found for each in news for found in re.findall(r"Receipt ([0-9A-Z]{8})", each.written)}
    again = await importing.person("antoine", "team-nord").types(f"/kpi replay {receipt_id}")
    assert again.of_kind("header")[0]["text"]["text"] == card.of_kind("header")[0]["text"]["text"]


async def test_a_rep_of_another_team_may_not_replay_it(importing: House) -> None:
    card = await importing.person("camille", "team-nord").types("/kpi leads T3 2026")
    told = await importing.person("oliver", "general").types(f"/kpi replay {receipt_on(card)}")
    assert told.text == spaced(denials.not_allowed(Text("en"), Reason.OTHER_TEAM, "Nord").text)


async def test_an_unknown_receipt_is_said_to_be(importing: House) -> None:
    camille = importing.person("camille", "team-nord")
    for typed in ("7F3A9CQ2", "n'importe quoi", "<!channel> 😀", ""):
        told = await camille.types(f"/kpi rejouer {typed}")
        assert told.text == spaced(replayed.no_receipt(typed, FRENCH).text)


async def test_when_the_data_is_gone_the_question_can_be_asked_anew(importing: House) -> None:
    camille = importing.person("camille", "team-nord")
    card = await camille.types("/kpi leads T3 2026")
    folder = Path(importing.settings.facts_place)
    version = importing.office.facts.current().version
    for day in range(5, 5 + importing.settings.keep_publications):
        another_import(importing, day)
    assert not (folder / f"facts-{version.partition('-')[0]}.duckdb").exists()
    told = await camille.types(f"/kpi replay {receipt_on(card)}")
    assert f"repose sur la version {version} des données, qui n’est plus conservée" in told.text
    assert told.runs == ['leads T3 2026 équipe:"Nord"']
    again = await camille.presses(told, "help.example")
    assert again.of_kind("header")


async def test_receipts_are_kept_after_the_questions_behind_buttons_are_forgotten(importing: House) -> None:
    camille = importing.person("camille", "team-nord")
    card = await camille.types("/kpi churn T2 2026")
    with importing.office.records.writing() as work:
        work.asked_questions.forget_before(importing.office.clock.now() + timedelta(days=400))
    again = await camille.types(f"/kpi replay {receipt_on(card)}")
    assert again.of_kind("header")[0]["text"] == card.of_kind("header")[0]["text"]
