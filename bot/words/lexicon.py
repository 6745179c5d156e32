"""Every fixed phrase of a question, in both languages, with its meaning; the longest one at a place wins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain, product

from bot.text import Language
from bot.words.dimension_names import BY, DIMENSION_NAMES
from bot.words.kpi_names import DOUBTFUL_NAMES, KPI_NAMES
from bot.words.meanings import Bare, By, EitherOf, Filler, Meaning, Named, Opener
from bot.words.names import Names
from bot.words.phrases import BASES, COMPARED, COMPARED_WITH, FILLERS, SCOPES, VERSUS
from bot.words.tokens import tokenise
from kpi_engine.kpi import Catalog

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with a meaning: as they are met (folded), as people write them, and in which language (None: either)."""

    words: Words
    written: str
    language: Language | None
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their words."""

    phrases: Mapping[Words, Phrase]
    reach: Mapping[str, int]  # the length of the longest phrase that begins with a word
    vocabulary: frozenset[str]  # the words of all phrases but fillers

    def longest(self, texts: Sequence[str], at: int) -> Phrase | None:
        """The longest phrase that begins at a word."""
        reach = min(self.reach.get(texts[at], 0), len(texts) - at)
        candidates = (self.phrases.get(tuple(texts[at : at + length])) for length in range(reach, 0, -1))
        return next((phrase for phrase in candidates if phrase), None)


def lexicon_of(catalog: Catalog) -> Lexicon:
    """The lexicon with the catalogue's KPIs in it; retired ones have what words those in force leave them."""
    gone = tuple((each.kpi, each.name) for each in catalog.retired.values())
    return _lexicon(tuple((kpi.key, kpi.name) for kpi in catalog.values()), gone)


def folded(written: str) -> Words:
    """The words of a phrase as they are met in a text."""
    return tuple(token.text for token in tokenise(written))


@lru_cache(maxsize=32)
def _lexicon(kpis: tuple[tuple[str, str], ...], gone: tuple[tuple[str, str], ...]) -> Lexicon:
    phrases: dict[Words, Phrase] = {}
    for phrase in chain(
        _grammar(), _keys(kpis), _doubtful_names(kpis), _kpi_names(kpis), _keys(gone), _kpi_names(gone)
    ):
        known = phrases.setdefault(phrase.words, phrase)
        if known.meaning == phrase.meaning and {known.language, phrase.language} == set(Language):
            phrases[phrase.words] = replace(known, language=None)
    reach: dict[str, int] = {}
    for words in phrases:
        reach[words[0]] = max(reach.get(words[0], 0), len(words))
    vocabulary = (phrase.words for phrase in phrases.values() if phrase.meaning is not Filler.WORD)
    return Lexicon(phrases, reach, frozenset(chain.from_iterable(vocabulary)))


def _keys(kpis: tuple[tuple[str, str], ...]) -> Iterator[Phrase]:
    """Keys stand before names, so that a key always means its KPI."""
    return (Phrase(folded(key), key, None, Named(key)) for key, _ in kpis)


def _kpi_names(kpis: tuple[tuple[str, str], ...]) -> Iterator[Phrase]:
    """A name that two KPIs share means neither."""
    shared: dict[Words, dict[str, Phrase]] = {}
    for key, name in kpis:
        known = KPI_NAMES.get(key, Names((), ()))
        own = Language.EN if key in KPI_NAMES else None  # people give a KPI one name, in whatever language
        for written, language in chain(known, [(name, own)]):
            phrase = Phrase(folded(written), written, language, Named(key))
            shared.setdefault(phrase.words, {}).setdefault(key, phrase)
    for words, by_key in shared.items():
        first = next(iter(by_key.values()))
        meaning = first.meaning if len(by_key) == 1 else EitherOf(tuple(by_key))
        yield Phrase(words, first.written, first.language, meaning)


def _doubtful_names(kpis: tuple[tuple[str, str], ...]) -> Iterator[Phrase]:
    keys = [key for key, _ in kpis]
    for written, meant in DOUBTFUL_NAMES.items():
        known = tuple(key for key in meant if key in keys)
        if known:
            yield Phrase(folded(written), written, None, EitherOf(known))


@cache
def _grammar() -> tuple[Phrase, ...]:
    return tuple(chain(_dimensions(), _comparisons(), _wholes()))


def _dimensions() -> Iterator[Phrase]:
    openers = tuple(_phrases(Opener.BY, BY))
    yield from openers
    for dimension, names in DIMENSION_NAMES.items():
        bare = tuple(_phrases(Bare(dimension), names))
        yield from chain(bare, _joined(openers, bare, By(dimension)))


def _comparisons() -> Iterator[Phrase]:
    openers = tuple(_phrases(Opener.VERSUS, VERSUS))
    yield from openers
    for compare, names in COMPARED_WITH.items():
        yield from _joined(openers, tuple(_phrases(compare, names)), compare)
        yield from _phrases(compare, COMPARED.get(compare, Names((), ())))


def _wholes() -> Iterator[Phrase]:
    for scope, names in SCOPES.items():
        yield from _phrases(scope, names)
    for basis, names in BASES.items():
        yield from _phrases(basis, names)
    yield from _phrases(Filler.WORD, FILLERS)


def _phrases(meaning: Meaning, names: Names) -> Iterator[Phrase]:
    return (Phrase(folded(written), written, language, meaning) for written, language in names)


def _joined(openers: tuple[Phrase, ...], names: tuple[Phrase, ...], meaning: Meaning) -> Iterator[Phrase]:
    """Every opener before every name, the languages mixed as people mix them; those of one language first."""
    for opener, name in sorted(product(openers, names), key=lambda pair: pair[0].language is not pair[1].language):
        language = opener.language if opener.language is name.language else None
        yield Phrase(opener.words + name.words, f"{opener.written} {name.written}", language, meaning)
