"""Composed definitions in words: every sentence of the grammar, every difference and every refusal, in both languages."""

import re
from dataclasses import replace

import pytest

from bot.text import Text
from bot.use_cases.answer_kpi import KpiReply
from bot.views.definition_words import definition_words, difference_words, recipe_words
from bot.views.examples import NOW, a_reply, conversion
from bot.views.kpi_card import kpi_card
from bot.views.recipe_problems import recipe_problem
from kpi_engine.definitions import CATALOG
from kpi_engine.figure import Direction
from kpi_engine.kpi import Kpi
from kpi_engine.question import Basis, Dimension
from kpi_engine.recipe import BadRecipe, Condition, Happening, Recipe, RecipeProblem, Way, kpi_of
from tests.kpi_engine.recipes.sentences import SENTENCES

EN, FR = Text("en"), Text("fr")
CONVERSION = Recipe(Way.SHARE, Happening.LEADS_WON, Happening.LEADS_CREATED)
NARROWED = replace(
    CONVERSION,
    within_days=90,
    conditions=(
        Condition(Dimension.SOURCE, ("web", "salon")),
        Condition(Dimension.SEGMENT, ("small",), leaves_out=True),
    ),
)


def kpi(recipe: Recipe, name: str = "Conversion rate") -> Kpi:
    return kpi_of("conversion", name, recipe, version=2, better=Direction.UP, owner="U1")


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
def test_no_two_sentences_of_the_grammar_read_the_same(text: Text) -> None:
    said = [recipe_words(sentence, text, "EUR") for sentence in SENTENCES]
    assert len(set(said)) == len(SENTENCES)
    assert all(words.endswith(".") and "{" not in words for words in said)


def test_every_sentence_is_another_one_in_french() -> None:
    assert not {recipe_words(each, EN, "EUR") for each in SENTENCES} & {
        recipe_words(each, FR, "EUR") for each in SENTENCES
    }


def test_a_definition_reads_as_people_say_it() -> None:
    assert definition_words(kpi(NARROWED), Basis.COHORT, EN, "EUR") == (
        "Of the leads created in the period, the share that became customers within 90 days. "
        "Only where the source is “web” or “salon” and the segment is not “small”."
    )
    assert definition_words(kpi(NARROWED), Basis.COHORT, FR, "EUR").replace("\u00a0", " ") == (
        "Parmi les leads créés dans la période, la part devenue cliente en 90 jours au plus. "
        "Seulement si la source est « web » ou « salon » et le segment n’est pas « small »."
    )


def test_the_other_basis_of_a_composed_conversion_has_its_own_sentence() -> None:
    said = definition_words(kpi(CONVERSION), Basis.PERIOD, EN, "EUR")
    assert said == "Leads won in the period divided by leads created in it."


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
def test_built_in_kpis_keep_the_sentence_that_people_signed(text: Text) -> None:
    for built_in in CATALOG.values():
        assert definition_words(built_in, Basis.COHORT, text, "EUR") == text.say(built_in.definition)


def test_a_difference_says_what_was_and_what_becomes() -> None:
    other = replace(NARROWED, counted=Happening.LEADS_QUALIFIED, within_days=None, conditions=NARROWED.conditions[:1])
    assert difference_words(kpi(NARROWED), kpi(other, "Own rate"), EN, "EUR") == (
        "Name: Conversion rate → Own rate",
        "Counted: leads won → leads qualified",
        "Within: 90 days → nothing said",
        "No longer only where the segment is not “small”.",
    )
    assert difference_words(kpi(CONVERSION), kpi(NARROWED), FR, "EUR")[0].replace("\u00a0", " ") == (
        "Délai : rien de précisé → 90 jours"
    )
    assert difference_words(kpi(CONVERSION), kpi(CONVERSION), EN, "EUR") == ()


LARGE = Recipe(Way.COUNT, Happening.OPPORTUNITIES_WON, at_least=5000)
HAPPY = Recipe(Way.SHARE, Happening.NPS_ANSWERS, Happening.NPS_ANSWERS, at_least=9)
LARGE_SHARE = Recipe(Way.SHARE, Happening.OPPORTUNITIES_WON, Happening.OPPORTUNITIES_WON, at_least=12500.5)


@pytest.mark.parametrize(
    ("recipe", "text", "currency", "said"),
    [
        (LARGE, EN, "EUR", "Only amounts of at least €5,000."),
        (LARGE, FR, "EUR", "Seulement les montants d’au moins 5 000 €."),
        (LARGE, EN, "GBP", "Only amounts of at least £5,000."),
        (LARGE, EN, None, "Only amounts of at least 5,000."),
        (LARGE_SHARE, EN, "EUR", "the share with an amount of at least €12,500.50."),
        (LARGE_SHARE, FR, "EUR", "la part dont le montant est d’au moins 12 500,50 €."),
        (HAPPY, EN, "EUR", "the share with a score of at least 9."),
        (replace(HAPPY, way=Way.COUNT, among=None), FR, "EUR", "Seulement les notes d’au moins 9."),
    ],
)
def test_least_amounts_have_their_currency_and_scores_have_none(
    recipe: Recipe, text: Text, currency: str | None, said: str
) -> None:
    assert said in spaced(recipe_words(recipe, text, currency))


def test_a_difference_of_least_amounts_has_their_currency() -> None:
    more = replace(LARGE, at_least=8000)
    assert difference_words(kpi(LARGE), kpi(more), EN, "EUR") == ("At least: €5,000 → €8,000",)
    assert spaced(difference_words(kpi(LARGE), kpi(more), FR, "EUR")[0]).endswith("5 000 € → 8 000 €")
    happier = replace(HAPPY, at_least=10)
    assert difference_words(kpi(HAPPY), kpi(happier), EN, "EUR") == ("At least: 9 → 10",)


def spaced(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def test_who_owns_it_is_no_part_of_what_a_definition_says() -> None:
    other = kpi_of("conversion", "Conversion rate", CONVERSION, version=3, better=Direction.UP, owner="U2")
    assert difference_words(kpi(CONVERSION), other, EN, "EUR") == ()


@pytest.mark.parametrize("problem", RecipeProblem)
def test_every_refusal_is_a_sentence_of_its_own_in_both_languages(problem: RecipeProblem) -> None:
    bad = BadRecipe(problem, Dimension.SOURCE)
    english, french = recipe_problem(bad, EN), recipe_problem(bad, FR)
    assert english.endswith(".")
    assert french.endswith(".")
    assert english != french
    others = [recipe_problem(BadRecipe(each, Dimension.SOURCE), EN) for each in RecipeProblem if each is not problem]
    assert english not in others


def test_a_refusal_names_what_is_at_fault() -> None:
    assert "“leads created” have no amounts" in recipe_problem(
        BadRecipe(RecipeProblem.NO_AMOUNTS, Happening.LEADS_CREATED), EN
    )
    assert "no product" in recipe_problem(BadRecipe(RecipeProblem.NO_SUCH_DIMENSION, Dimension.PRODUCT), EN)


def test_french_has_its_own_spaces() -> None:
    said = " ".join(recipe_words(sentence, FR, "EUR") for sentence in SENTENCES)
    said += " ".join(recipe_problem(BadRecipe(each, Dimension.SOURCE), FR) for each in RecipeProblem)
    assert not re.search(r"[^\u00a0\u202f][:;!?»%]", said.replace("://", ""))


def test_a_card_calls_a_conversion_one_of_leads_to_customers_only_while_it_is() -> None:
    otherwise = replace(CONVERSION, counted=Happening.LEADS_QUALIFIED)
    first_lines = [
        spoken_definition(replace(a_reply(conversion()), kpi=kpi(recipe)))
        for recipe in (CONVERSION, NARROWED, otherwise)
    ]
    assert ["Lead → customer." in line for line in first_lines] == [True, True, False]


def spoken_definition(reply: KpiReply) -> str:
    """The line under the headline of its card."""
    return kpi_card(reply, EN, now=NOW, nonce="1").layout[1].reading
