"""Phrases that are near what was typed, word by word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, product

from bot.text import Language
from bot.words.canonical import canonical
from bot.words.dimension_names import DIMENSION_NAMES
from bot.words.edits import Edit, Mend
from bot.words.lexicon import Phrase
from bot.words.meanings import Bare, By, Doubt, Filler, Meaning, Named
from bot.words.nearness import near
from bot.words.periods import words as time
from bot.words.reading import Mine, Place, Understood
from bot.words.tokens import Kind
from bot.words.typed import Typed
from kpi_engine.question import Basis, Compare
from kpi_engine.scope import Scope

_TIME = (
    *time.UNITS.values(),
    *time.MONTHS,
    *time.ORDINALS,
    *time.NUMBERS.values(),
    *(time.THIS, time.ONGOING, time.LAST, time.TODAY, time.YESTERDAY, time.SINCE),
)
_TIME_WORDS: Mapping[str, tuple[str, Language]] = {
    time.spelled(name): (name, language) for name, language in chain.from_iterable(_TIME) if name.isalpha()
}
_WORDS_IN_A_PHRASE = 5
_SPELLINGS = 4  # of one word
_LETTERS_OF_A_BEGINNING = 3
_TO_BREAK_OFF = 2  # edits, to leave the rest of a word out
_OTHER_LANGUAGE = 0.01


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A word that we know, and how many edits away from the one typed."""

    word: str
    edits: int


def near_phrases(place: Place, typed: Typed) -> Iterator[Mend]:
    """Phrases and words of time near the words at a place or a few around it."""
    at = typed.token_at(place.start)
    around = range(max(0, at - _WORDS_IN_A_PHRASE + 1), min(len(typed.tokens), at + _WORDS_IN_A_PHRASE))
    spellings = {each: _spellings(typed.words[each], typed.context.lexicon.vocabulary) for each in around}
    for first in range(around.start, at + 1):
        for after in range(at + 1, min(first + _WORDS_IN_A_PHRASE, around.stop) + 1):
            if all(typed.kind(each) is Kind.WORD for each in range(first, after)):
                yield from _phrases(first, after, [spellings[each] for each in range(first, after)], typed)


@lru_cache(maxsize=1_024)
def _spellings(word: str, vocabulary: frozenset[str]) -> tuple[_Spelling, ...]:
    known = chain(vocabulary, _TIME_WORDS)
    spellings = {_Spelling(each, edits) for each in known if (edits := _edits(word, each)) is not None}
    return tuple(sorted(spellings, key=lambda each: (each.edits, each.word))[:_SPELLINGS])


def _edits(typed: str, known: str) -> int | None:
    """How many lead from what was typed to a word that is near, or that begins like that."""
    edits = near(typed, known)
    begun = edits is None and len(typed) >= _LETTERS_OF_A_BEGINNING and known.startswith(typed)
    return _TO_BREAK_OFF if begun else edits


def _phrases(first: int, after: int, spellings: Sequence[Sequence[_Spelling]], typed: Typed) -> Iterator[Mend]:
    start, end = typed.tokens[first].start, typed.tokens[after - 1].end
    for spelt in product(*spellings):
        edits, letters = sum(each.edits for each in spelt), sum(len(each.word) for each in spelt)
        written = _written(tuple(each.word for each in spelt), typed)
        if written and edits:
            words, language = written
            foreign = 0 if language in (None, typed.language) else _OTHER_LANGUAGE
            yield Mend((Edit(start, end, words, words),), edits / letters + foreign)
        elif written:
            yield Mend()


def _written(words: tuple[str, ...], typed: Typed) -> tuple[str, Language | None] | None:
    """How people write a phrase or a word of time that we know."""
    phrase = typed.context.lexicon.phrases.get(words)
    if phrase and phrase.meaning is not Filler.WORD and not isinstance(phrase.meaning, Doubt):
        return _for_reader(phrase, typed.language), phrase.language
    return _TIME_WORDS.get(words[0]) if len(words) == 1 else None


def _for_reader(phrase: Phrase, language: Language) -> str:
    """A phrase as people write it; one of the other language as we write its meaning in the reader's."""
    if phrase.language in (None, language):
        return phrase.written
    return _in_language(phrase.meaning, language) or phrase.written


def _in_language(meaning: Meaning, language: Language) -> str:
    """What a phrase means, in the words of a language; nothing where it is no part of a question by itself."""
    match meaning:
        case Bare(dimension):
            return DIMENSION_NAMES[dimension].written(language)
        case Named(kpi):
            said = Understood(kpi=kpi)
        case By(dimension):
            said = Understood(by=dimension)
        case Compare() as compare:
            said = Understood(compare=compare)
        case Scope() | Mine() as scope:
            said = Understood(scope=scope)
        case Basis() as basis:
            said = Understood(basis=basis)
        case _:
            said = Understood()
    return canonical(said, language)
