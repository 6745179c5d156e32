"""Where nothing is near what was typed, what exists is told: dimensions, values, KPIs."""

import pytest

from bot.words import Misread, Why
from kpi_engine.definitions import CATALOG
from kpi_engine.question import Dimension
from tests.bot.words.asking import EN, FR, ask, misread

SOURCES = ["Website", "Webinar", "Referral", "Trade show"]


def _texts(read_as: Misread) -> list[str]:
    return [each.text for each in read_as.suggestions]


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("retention by flavour", EN, ["retention by segment", "retention by region", "retention by team"]),
        ("retention par saveur", FR, ["retention par segment", "retention par région", "retention par équipe"]),
        ("retention by", EN, ["retention by segment", "retention by region", "retention by team"]),
    ],
)
def test_after_by_the_dimensions_of_the_kpi_are_told_and_some_offered(typed, language, meant):
    read_as = misread(typed, language)

    assert read_as.problems[0].offered == tuple(each.value for each in CATALOG["retention"].dimensions)
    assert _texts(read_as) == meant


def test_a_misspelt_dimension_is_offered_alone():
    assert _texts(misread("retention by regoin", EN)) == ["retention by region"]


@pytest.mark.parametrize("typed", ["leads source:salon", 'leads source:"salon"', "leads source:"])
def test_a_few_values_are_told_and_some_offered(typed):
    read_as = misread(typed, EN, values={Dimension.SOURCE: SOURCES})

    assert read_as.problems[0].offered == tuple(SOURCES)
    assert _texts(read_as) == [f'leads source:"{each}"' for each in SOURCES[:3]]


def test_many_values_are_not_told():
    many = {Dimension.SOURCE: [f"Shop {number}" for number in range(13)]}

    assert misread("leads source:salon", EN, values=many).problems[0].offered == ()
    assert _texts(misread("leads source:salon", EN, values=many)) == []


@pytest.mark.parametrize(
    ("typed", "near"),
    [("web", ["Website", "Webinar"]), ('"Web"', ["Website", "Webinar"]), ("inar", ["Webinar"]), ("show", [SOURCES[3]])],
)
def test_a_value_that_holds_what_was_typed_is_near(typed, near):
    read_as = misread(f"leads source:{typed}", EN, values={Dimension.SOURCE: SOURCES})

    assert _texts(read_as) == [f'leads source:"{each}"' for each in near]


@pytest.mark.parametrize("typed", ["secteur", "secteurs", "sector", "industry", "secteur d'activité"])
def test_a_sector_is_a_segment(typed):
    assert ask(f"leads par {typed}").by is Dimension.SEGMENT


@pytest.mark.parametrize(
    ("typed", "language"),
    [("stages", EN), ("stage last quarter", EN), ("étapes", FR), ("étapes trimestre dernier par équipe", FR),
     ("friction", FR), ("funnel", EN)],
)  # fmt: skip
def test_the_stage_alone_is_the_kpi_of_stages(typed, language):
    assert ask(typed, language).kpi == "stages"


def test_stages_beside_a_kpi_are_the_dimension():
    assert ask("revenue by stages").by is Dimension.STAGE
    assert misread("revenue stages").problems[0].why is Why.BARE_DIMENSION


@pytest.mark.parametrize("typed", ["leads Q3 2026 vs 2020", "leads Q3 2026 vs"])
def test_comparisons_are_offered_in_the_language_of_the_reader(typed):
    assert _texts(misread(typed, FR)) == ["leads Q3 2026 vs précédent", "leads Q3 2026 vs an"]
    assert _texts(misread(typed, EN)) == ["leads Q3 2026 vs previous", "leads Q3 2026 vs year"]


@pytest.mark.parametrize("typed", ["🚀", "😀 🎉", "...😀"])
def test_pictures_alone_are_asked_back_and_whole_commands_offered(typed):
    read_as = misread(typed, EN)

    assert [each.why for each in read_as.problems] == [Why.NO_KPI]
    assert _texts(read_as)[0] == "leads"


def test_a_picture_beside_words_is_passed_over():
    assert ask("conversion 😀") == ask("conversion")


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("leads in september of last quarter", ["leads in september", "leads in last quarter"]),
        ("leads par segment et région", ["leads par segment", "leads par région"]),
        ("leads and conversion Q3", ["leads Q3", "conversion Q3"]),
    ],
)
def test_of_two_of_a_kind_one_goes_with_the_small_words_that_join_them(typed, left):
    assert [" ".join(each.split()) for each in _texts(misread(typed, FR))] == left


@pytest.mark.parametrize(
    ("typed", "language", "meant"),
    [
        ("conversion vs prevous", FR, "conversion vs précédent"),
        ("conversion vs precdent", EN, "conversion vs previous"),
        ("leads by regoin", FR, "leads par région"),
        ("leads sales cycel", FR, None),
        ("clsing rate", FR, "taux de transformation"),
        ("convertion", FR, "conversion"),
        ("prochain trimestre", FR, "leads trimestre en cours"),
    ],
)
def test_suggestions_are_in_the_language_of_the_reader(typed, language, meant):
    assert next(iter(_texts(misread(typed, language))), None) == meant
