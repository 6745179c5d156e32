"""The menus of a card redraw it in place; its Definition button opens the receipt."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from bot.text import Text
from bot.use_cases.answer_kpi import ask
from bot.views import notices
from kpi_engine.figure import Value
from kpi_engine.periods import Grain, Period
from kpi_engine.question import Dimension, Question
from kpi_engine.scope import Level, Scope
from tests.bot.scenarios.house import House, Shown, spaced

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRENCH = Text("fr-FR")
NORD = Scope(Level.TEAM, "Nord")
LAST_YEAR = Period(date(2025, 1, 1), date(2026, 1, 1), Grain.YEAR)
SPRING = Period(date(2026, 4, 1), date(2026, 7, 1), Grain.QUARTER)


def value_of(question: Question, house: House) -> str:
    answer = ask(question, house.office)
    assert isinstance(answer.headline, Value)
    return spaced(FRENCH.value(answer.headline.value, answer.unit, answer.currency))


def title(card: Shown) -> str:
    return spaced(card.of_kind("header")[0]["text"]["text"])


def chosen(card: Shown, action_id: str) -> str:
    """The option that stands selected in a menu."""
    ((_, menu),) = card.elements(action_id)
    return str(menu["initial_option"]["value"])


async def test_another_period_replaces_the_card_with_that_periods_figure(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi transformation trimestre dernier")
    count = len(await camille.shown())
    redrawn = await camille.presses(card, "ask.period", "last_year")
    assert redrawn.ts == card.ts
    assert redrawn.is_private
    assert len(await camille.shown()) == count
    expected = value_of(Question("transformation", LAST_YEAR, NORD), house)
    assert title(redrawn) == f"Taux de transformation : {expected}"
    assert chosen(redrawn, "ask.period") == "last_year"


async def test_a_card_is_redrawn_again_and_again(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi revenue trimestre dernier")
    drawn = [card]
    for action_id, choice in (("ask.by", "product"), ("ask.period", "last_year"), ("ask.by", "none")):
        drawn.append(await camille.presses(drawn[-1], action_id, choice))
    assert {each.ts for each in drawn} == {card.ts}
    assert all(each.is_private for each in drawn)
    assert [bool(each.of_kind("data_table")) for each in drawn] == [False, True, True, False]
    assert title(drawn[-1]).endswith(value_of(Question("revenue", LAST_YEAR, NORD), house))
    rows = [each.elements("ask.by")[0][0] for each in drawn]
    assert all(one != other for one, other in pairwise(rows)), "a message that changes wants fresh block ids"


async def test_another_breakdown_shows_the_engines_groups(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi leads 2026-Q2")
    redrawn = await camille.presses(card, "ask.by", "source")
    answer = ask(Question("leads", SPRING, NORD, Dimension.SOURCE), house.office)
    assert answer.breakdown is not None
    (table,) = redrawn.of_kind("data_table")
    told = [(row[0]["text"], row[1].get("value")) for row in table["rows"][1:]]
    assert [value for _, value in told] == [
        group.figure.value if isinstance(group.figure, Value) else None for group in answer.breakdown.groups
    ]


async def test_the_menu_of_a_period_that_has_no_name_shows_it_all_the_same(house: House) -> None:
    card = await house.person("camille", "team-nord").types("/kpi leads du 3 au 14 mars 2026")
    ((_, menu),) = card.elements("ask.period")
    assert "initial_option" not in menu
    assert spaced(menu["placeholder"]["text"]) == "3–14 mars 2026"


async def test_a_card_whose_question_was_forgotten_says_so_and_stays(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi leads mois dernier par source")
    later = house.office.clock.now() + timedelta(days=400)
    with house.office.records.writing() as work:
        work.asked_questions.forget_before(later)
    notice = await camille.presses(card, "ask.period", "this_year")
    assert notice.ts != card.ts
    assert notice.text == spaced(notices.card_too_old(FRENCH).text)
    assert card.json in [each.json for each in await camille.shown()]


async def test_the_definition_opens_at_once_and_fills(house: House) -> None:
    camille = house.person("camille", "team-nord")
    card = await camille.types("/kpi transformation trimestre dernier")
    await house.slack.control.faults({"method": "views.update", "fault": "slow", "seconds": 0.5, "times": 1})
    await camille.only_presses(card, "ask.definition")
    assert "Un instant" in await camille.modal("Un instant")
    receipt = await camille.modal("Europe/Paris")
    await house.slack.control.faults()
    question = Question("transformation", Period(date(2026, 7, 1), date(2026, 10, 1), Grain.QUARTER), NORD)
    answer = ask(question, house.office)
    assert answer.receipt.id in receipt
    assert f"Valeur*\n{value_of(question, house)}" in receipt
    assert "Équipe Nord" in receipt
    assert len(await house.slack.control.views("camille")) == 1


async def test_the_definition_of_a_forgotten_question_says_so_in_the_modal(house: House) -> None:
    ines = house.person("mehdi", "team-nord")
    card = await ines.types("/kpi churn trimestre dernier")
    with house.office.records.writing() as work:
        work.asked_questions.forget_before(house.office.clock.now() + timedelta(days=400))
    await ines.only_presses(card, "ask.definition")
    assert await ines.modal("trop ancienne")
