"""The French sentences: all there, none a guess, the same places as in English, set by the rules of French typography."""

import re
import string

import pytest
from babel.messages.catalog import Message

from bot.locales.check import LANGUAGES, main, missing, needed, unneeded
from bot.locales.sentences import sentences
from kpi_engine.definitions import CATALOG

NEEDED = needed(CATALOG)
FRENCH = [message for message in sentences("fr") if message.id]
_PLAIN_SPACE_BEFORE = re.compile(r"[ ][:;!?»%]|«[ ]")
_NO_SPACE_BEFORE = re.compile(r"[\w}][;!?»%]|«[^\u00a0]")


def _forms(message: Message) -> list[tuple[str, str]]:
    ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
    said = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return list(zip(ids, said, strict=True))


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_bot_and_the_catalogue_is_translated(language: str):
    assert missing(language, NEEDED) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_kept_that_nobody_says(language: str):
    assert unneeded(language, NEEDED) == []


def test_the_check_finds_the_sentences_of_say_plural_and_later():
    assert "Whole company" in NEEDED  # say
    assert ("{count} lead", "{count} leads") in NEEDED  # plural
    assert "{words} is still to come: I know the past only." in NEEDED  # later
    assert {kpi.definition for kpi in CATALOG.values()} <= NEEDED


def test_a_sentence_that_lacks_its_french_is_reported():
    assert missing("fr", {"Whole company", "Never said before"}) == ["Never said before"]


def test_the_check_prints_nothing_where_nothing_is_wrong(capsys: pytest.CaptureFixture[str]):
    assert main() == 0
    assert capsys.readouterr().out == ""


_WITHOUT_ARTICLE = re.compile(r"\b(?:de|pour|sur) [*]?{(?:whose|digest|week)}", re.IGNORECASE)


def test_teams_and_weeks_do_not_stand_where_french_wants_their_article():
    """`de l’équipe Nord`, `pour la semaine 46`: names come without an article, so no sentence may ask for one."""
    said = [form for message in FRENCH for _, form in _forms(message)]
    assert [each for each in said if _WITHOUT_ARTICLE.search(each)] == []


@pytest.mark.parametrize("message", FRENCH, ids=lambda message: str(message.id)[:50])
def test_the_translation_keeps_the_places_of_the_sentence(message: Message):
    many = _forms(message)[-1][0]
    for _, said in _forms(message):
        assert _places(said) <= _places(many) | {"count"}
    assert _places(_forms(message)[-1][1]) == _places(many)


@pytest.mark.parametrize("message", FRENCH, ids=lambda message: str(message.id)[:50])
def test_spaces_before_high_punctuation_do_not_break(message: Message):
    for _, said in _forms(message):
        assert not _PLAIN_SPACE_BEFORE.search(said)
        assert not _NO_SPACE_BEFORE.search(said)
        assert not set("'\"") & set(said)
