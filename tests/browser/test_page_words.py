"""The page's words, read from its source."""

import re
from pathlib import Path

import playground

STATIC = Path(playground.__file__).parent / "static"
STRING = r'"((?:[^"\\]|\\.)*)"'
SENTENCE = re.compile(rf"\bt\(\s*{STRING}|\btn\(\s*{STRING},\s*{STRING}")
ENTRY = re.compile(rf"^ {{2}}(?:{STRING}|(\w+)):\s+{STRING},$", re.MULTILINE)
PLACE = re.compile(r"\{\w+\}")


def french() -> dict[str, str]:
    text = (STATIC / "js" / "french.js").read_text()
    return {quoted or bare: translated for quoted, bare, translated in ENTRY.findall(text)}


def spoken() -> set[str]:
    sources = (path.read_text() for path in (STATIC / "js").rglob("*.js"))
    return {sentence for text in sources for found in SENTENCE.findall(text) for sentence in found if sentence}


def test_every_sentence_of_the_page_is_translated_and_no_translation_is_left_over():
    assert len(spoken()) > 100
    assert spoken() ^ french().keys() == set()


def test_a_translation_fills_the_same_places_as_its_sentence():
    for english, translated in french().items():
        assert sorted(PLACE.findall(english)) == sorted(PLACE.findall(translated)), english


def test_nothing_is_parsed_as_html_or_fetched_from_elsewhere():
    for path in [*STATIC.rglob("*.js"), *STATIC.rglob("*.css"), *STATIC.rglob("*.html")]:
        text = path.read_text().replace("http://www.w3.org/", "")
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "@import",
        ):
            assert forbidden not in text, f"{path.name}: {forbidden}"
        assert not re.search(r"""(?:src|href)=["']https?:|url\(\s*["']?https?:|from ["']https?:""", text), path.name
