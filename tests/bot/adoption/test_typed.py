"""What people type of KPIs that were adopted, renamed or dropped, and what they read."""

import pytest

from bot.desk import Desk
from bot.subcommands.subcommand import Request
from bot.text import Text
from bot.use_cases.adoption.versions import Versions
from bot.words.reading import Asked
from kpi_engine.definitions import CATALOG
from storage.repositories.definition_records import DefinitionChange
from tests.bot.adoption.house import ADMIN, TODAY, House, retired, version
from tests.bot.words.asking import EN, FR, ask, misread, reading

GOOD = version(1, kpi="good-leads", name="Bons leads", change=DefinitionChange.ADDED)
RENAMED = version(2, name="Conversion of qualified leads")
CHANGED = Versions(CATALOG, [GOOD, RENAMED, retired()]).on(TODAY)


@pytest.mark.parametrize("typed", ["good-leads", "good leads", "bons leads", "Bons LEADS ce trimestre"])
@pytest.mark.parametrize("language", [EN, FR])
def test_an_adopted_kpi_is_understood_by_its_key_and_by_its_one_name_in_both_languages(typed, language):
    assert ask(typed, language, catalog=CHANGED).kpi == "good-leads"


@pytest.mark.parametrize("language", [EN, FR])
def test_a_slip_in_the_name_of_an_adopted_kpi_is_mended(language):
    suggested = misread("bons laeds", language, catalog=CHANGED).suggestions
    assert ask(suggested[0].text, language, catalog=CHANGED).kpi == "good-leads"


@pytest.mark.parametrize("typed", ["conversion", "taux de conversion", "conversion of qualified leads"])
def test_a_renamed_kpi_keeps_its_old_names_and_has_the_new_one(typed):
    assert ask(typed, catalog=CHANGED).kpi == "conversion"


@pytest.mark.parametrize("typed", ["churn", "attrition", "churn rate par région", "churn at 30 days", "churn 2025"])
def test_a_retired_kpi_is_still_understood_whatever_is_asked_of_it(typed):
    assert ask(typed, catalog=CHANGED).kpi == "churn"


@pytest.mark.parametrize("name", ["Churn", "Attrition"])
def test_what_a_retired_kpi_was_called_may_be_the_name_of_another(name):
    leavers = version(1, kpi="leavers", name=name, change=DefinitionChange.ADDED)
    assert ask(name, catalog=Versions(CATALOG, [retired(), leavers]).on(TODAY)).kpi == "leavers"
    assert ask(name, catalog=Versions(CATALOG, [retired()]).on(TODAY)).kpi == "churn"


def test_a_retired_kpi_is_not_offered():
    offered = misread("toto", catalog=CHANGED)
    assert all("churn" not in each.offered for each in offered.problems)
    assert isinstance(reading("churn", catalog=CHANGED), Asked)


@pytest.mark.parametrize(
    ("locale", "said", "button"),
    [
        ("en-GB", "“Churn” was retired on 23 Nov 2026; see “Retention”.", "/kpi retention"),
        (
            "fr-FR",
            "L’indicateur « Attrition » a été retiré le 23 nov. 2026 ; voir « Taux de rétention ».",
            "/kpi taux de rétention",
        ),
    ],
)
@pytest.mark.parametrize("typed", ["churn", "attrition par région", "why churn", "pourquoi churn"])
def test_who_asks_for_a_retired_kpi_is_told_since_when_and_what_to_see(house: House, locale, said, button, typed):
    house.publish_a_week()
    house.keeps(retired())
    text = Text(locale, house.office.calendar)
    answer = Desk(house.office).answer(Request(ADMIN, text, typed))
    assert str(answer.text).replace("\u00a0", " ").replace("\u202f", " ") == said
    assert button in str(answer.blocks)


def test_one_without_a_successor_says_so_much(house: House):
    house.publish_a_week()
    house.keeps(retired(successor=None))
    answer = Desk(house.office).answer(Request(ADMIN, Text("en", house.office.calendar), "churn"))
    assert answer.text == "“Churn” was retired on 23 Nov 2026."
    assert "Run" not in str(answer.blocks)
