"""The menu whose examples run, and the answer to words that were not understood."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.text import Language, Text
from bot.views.examples import CALENDAR
from bot.views.help import help_menu, home
from bot.views.kit import Json
from bot.views.message import Message
from bot.views.misread import misread
from bot.words import Asked, Misread, Vocabulary, Why, read
from bot.words.reading import Problem, Suggestion, Understood
from kpi_engine.definitions import CATALOG
from kpi_engine.question import Dimension, Filter

EN, FR = Text("en", CALENDAR), Text("fr", CALENDAR)
TODAY = date(2026, 11, 22)


def _values(dimension: Dimension) -> Sequence[str]:
    return {Dimension.REGION: ("Nord", "Ouest"), Dimension.SEGMENT: ("Santé",)}.get(dimension, ())


def _vocabulary(text: Text) -> Vocabulary:
    return Vocabulary(CATALOG, CALENDAR, Language(text.language), _values)


def _answer(typed: str, text: Text = EN) -> Message:
    reading = read(typed, _vocabulary(text), TODAY)
    assert isinstance(reading, Misread)
    return misread(reading, CATALOG, text)


def _runs(blocks: Sequence[Json]) -> list[str]:
    return [block["accessory"]["value"] for block in blocks if "accessory" in block]


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
def test_every_example_of_the_menu_is_understood_word_for_word(text: Text):
    examples = _runs(help_menu(CATALOG, text).blocks)

    assert len(examples) == 5
    assert all(isinstance(read(example, _vocabulary(text), TODAY), Asked) for example in examples)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (
            EN,
            (
                "last month",
                "Q3 2026",
                "since January",
                "by region",
                "by source",
                'segment:"Santé"',
                "vs previous",
                "vs year",
            ),
        ),
        (
            FR,
            (
                "mois dernier",
                "T3 2026",
                "depuis janvier",
                "par région",
                "par source",
                'segment:"Santé"',
                "vs précédent",
                "vs an",
            ),
        ),
    ],
)
def test_every_word_that_the_menu_teaches_is_understood(text: Text, typed: Sequence[str]):
    menu = help_menu(CATALOG, text, Filter(Dimension.SEGMENT, ("Santé",))).reading

    for words in typed:
        assert f"`{words}`" in menu
        assert isinstance(read(f"conversion {words}", _vocabulary(text), TODAY), Asked), words


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
def test_the_menu_names_every_kpi(text: Text):
    menu = help_menu(CATALOG, text).reading

    assert all(text.say(kpi.name) in menu for kpi in CATALOG.values())


@pytest.mark.parametrize(("text", "taught"), [(EN, "segment:unknown"), (FR, "segment:inconnu")], ids=["en", "fr"])
def test_without_facts_the_menu_teaches_a_filter_that_reads_whatever_they_will_hold(text: Text, taught: str):
    assert f"`{taught}`" in help_menu(CATALOG, text).reading
    assert isinstance(read(f"conversion {taught}", _vocabulary(text), TODAY), Asked)


def test_the_home_tab_is_the_menu_and_says_where_one_reads_what_is_kept_about_people():
    blocks = home(CATALOG, FR).json["blocks"]
    assert blocks[:-1] == help_menu(CATALOG, FR).blocks
    assert "/kpi confidentialité" in str(blocks[-1])


def test_a_misspelt_kpi_is_answered_with_what_was_taken_and_the_nearest_command():
    answer = _answer("converson Q3 2026")

    assert answer.reading.startswith(
        "Not quite: I would rather ask than guess.\nI do not know “converson”.\nUnderstood: Q3 2026"
    )
    assert _runs(answer.blocks) == ["conversion Q3 2026"]


def test_several_unknown_words_are_named_in_one_sentence():
    assert "I do not know “foo”, “bar” and “baz”." in _answer("leads foo by region bar baz").reading


def test_a_dimension_that_the_kpi_lacks_is_not_called_understood():
    said = _answer("leads by product").reading

    assert "“Leads” can be neither broken down nor filtered by product; it can be by source, campaign" in said
    assert "Understood: Leads\n" in said


def test_what_was_typed_is_only_quoted():
    said = _answer("<!channel> conversion").reading

    assert "<!channel>" not in said
    assert "“&lt;”" in said


def test_without_a_suggestion_the_menu_is_offered():
    assert "`/kpi help` shows what I can do, with examples." in _answer("zzzzqqq").reading or _runs(
        _answer("zzzzqqq").blocks
    )


@pytest.mark.parametrize("text", [EN, FR], ids=["en", "fr"])
@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_its_sentence(why: Why, text: Text):
    reading = Misread("x", Understood(), (Problem(why, about=Dimension.REGION, offered=("conversion", "region", "x")),))
    first, second, *_ = misread(reading, CATALOG, text).reading.splitlines()

    assert len(first) * len(second) > 0
    assert "{" not in second


def test_a_suggestion_too_long_for_a_button_is_shown_without_one():
    reading = Misread("x", Understood(), (), (Suggestion("conversion " + "x" * 2000, "x"),))
    blocks = misread(reading, CATALOG, EN).blocks

    assert _runs(blocks) == []
    assert "conversion xxx" in str(blocks)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("retention by flavour", "There is no breakdown by “flavour”. It can be broken down by segment, region"),
        ("leads region:mars", "In the data there is no region called “mars”. There are: Nord and Ouest."),
        ("leads source:salon", "In the data there is no source called “salon”.\n"),
        ("leads next month", "“next month” is still to come: I know the past only."),
        ("leads last 100000 days", "The number in “last 100000 days” is too large"),
    ],
)
def test_what_exists_is_told_where_words_were_not_taken(typed: str, said: str):
    assert said in _answer(typed).reading


def test_values_that_exist_can_be_run_as_whole_commands():
    assert _runs(_answer("leads region:mars").blocks) == ['leads region:"Nord"', 'leads region:"Ouest"']
