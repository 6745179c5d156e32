"""Why a figure changed: typed, asked by a button of its card, looked at along another dimension, drawn, shared."""

import pytest
from sqlalchemy import select

from bot.text import Text
from bot.use_cases.explain_change import why
from bot.views import notices
from kpi_engine.facts import opportunities
from kpi_engine.question import Question
from kpi_engine.scope import Level, Scope
from tests.bot.scenarios.house import House, Shown, spaced
from tests.bot.scenarios.test_a_picture_in_private import at_her_desk
from tests.bot.scenarios.test_sharing_a_figure import png
from tests.kpi_engine.asking import quarter

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRENCH = Text("fr")
SUMMER = quarter(2026, 3)


def table_of(card: Shown) -> list[list[dict[str, object]]]:
    (table,) = card.of_kind("data_table")
    return list(table["rows"])


def adds_up(card: Shown) -> bool:
    """Whether what the groups brought adds up to the last line, as it is written."""
    *groups, whole = [float(str(row[1]["value"])) for row in table_of(card)[1:]]
    return abs(sum(groups) - whole) < 1e-6


def reps_of(house: House, *, but: str) -> set[str]:
    rows = house.office.facts.current().fetch(select(opportunities.c.rep).distinct())
    return {row[0] for row in rows if row[0] and row[0] != but}


async def test_it_is_answered_in_her_language_with_groups_that_add_up(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi pourquoi transformation trimestre dernier par source")
    assert card.is_private
    assert card.of_kind("header")[0]["text"]["text"].startswith("Pourquoi")
    head = [cell["text"] for cell in table_of(card)[0]]
    assert [spaced(str(name)) for name in head] == [
        "Source",
        "Au total",
        "T2 2026",
        "T3 2026",
        "Son chiffre",
        "Son poids",
    ]
    assert adds_up(card)
    reply = why(Question("transformation", SUMMER, Scope(Level.TEAM, "Nord")), house.office)
    assert {split.dimension.value for split in reply.explanation.splits} <= {
        option["value"] for _, menu in card.elements("why.by") for option in menu["options"]
    } | {"rep"}


async def test_the_button_of_a_card_explains_below_it_and_the_menu_looks_along_another_dimension(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi revenue trimestre dernier")
    explained = await camille.presses(card, "ask.why")
    assert explained.ts != card.ts
    assert explained.is_private
    redrawn = await camille.presses(explained, "why.by", "product")
    assert redrawn.ts == explained.ts
    assert str(table_of(redrawn)[0][0]["text"]) == "Produit"
    assert adds_up(redrawn)


async def test_a_card_without_a_change_offers_no_why(house: House) -> None:
    oliver = house.person("oliver", "team-london")
    assert not (await oliver.types("/kpi leads 1999")).elements("ask.why")
    assert not (await oliver.types("/kpi conversion last quarter basis period")).elements("ask.why")


async def test_a_rep_sees_no_colleague_by_name_nor_what_would_betray_one(house: House) -> None:
    camille = house.person("camille", "team-nord")
    own = "Camille Roy"
    cards = [
        await camille.types(typed)
        for typed in ("/kpi why revenue last quarter by rep", "/kpi why leads last quarter by rep whole company")
    ]
    for card in cards:
        assert not [name for name in reps_of(house, but=own) if name in card.written]
    assert own in cards[1].written
    assert "non affichés" in cards[1].written
    assert all(adds_up(card) for card in cards)


async def test_the_picture_goes_to_her_direct_messages_with_its_figures_in_words(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi pourquoi leads trimestre dernier par source")
    desk = at_her_desk(house, "camille")
    before = await desk.shown()
    told = await camille.presses(card, "why.picture")
    assert told.text == spaced(notices.picture_sent(FRENCH).text)
    (sent,) = await desk.news(before)
    (picture,) = sent.of_kind("image")
    alt_text = spaced(picture["alt_text"])
    for row in table_of(card)[1:-1]:
        assert spaced(str(row[1]["text"])) in alt_text
    assert png(house, picture["slack_file"]["id"], "camille").startswith(b"\x89PNG\r\n")


async def test_shared_it_names_nobody_and_stands_in_the_houses_language(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi pourquoi transformation trimestre dernier par source")
    before = await camille.shown()
    await camille.only_presses(card, "why.share")
    news = await camille.news(before, many=2)
    (posted,) = [each for each in news if not each.is_private]
    assert posted.of_kind("header")[0]["text"]["text"].startswith("Why? ")
    assert not [name for name in reps_of(house, but="") if name in posted.written]
    assert posted.of_kind("image")
    assert adds_up(posted)


async def test_by_rep_it_is_not_shared(house: House) -> None:
    manager = house.person("antoine", "team-nord")
    card = await manager.types("/kpi why revenue last quarter by rep")
    assert card.elements("why.by")
    assert not card.elements("why.share")
    assert reps_of(house, but="").intersection(str(row[0]["text"]) for row in table_of(card))


@pytest.mark.parametrize(("typed", "says"), [("/kpi why", "Why what?"), ("/kpi why converion", "why conversion")])
async def test_what_was_not_understood_is_offered_with_the_verb(house: House, typed: str, says: str) -> None:
    oliver = house.person("oliver", "team-london")
    card = await oliver.types(typed)
    assert any(says in each for each in (*card.strings, *card.runs))
    assert all(command.startswith("why ") for command in card.runs)
