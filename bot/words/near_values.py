"""Values of a dimension that are near what was typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.words.edits import Edit, Mend
from bot.words.folding import value_key
from bot.words.nearness import near
from bot.words.reading import Place
from bot.words.tokens import Kind
from bot.words.typed import Typed
from bot.words.values import in_quotes
from kpi_engine.question import Dimension

_WORDS_IN_A_VALUE = 4
_MORE_WORDS = 0.5  # the value holds words that were not typed
_WITHIN_A_WORD = 0.8  # the value holds a word that ends in what was typed, or has it in its middle
_BEGINS_ALIKE = 0.9  # a word of the value begins with what was typed, but for its last letter
_LETTERS = 3  # so many typed, for a value to be near that has them within a word


@dataclass(frozen=True, slots=True)
class ValueAt:
    """A stored value that the text spells, up to text[:end]."""

    value: str
    end: int


def value_at(dimension: Dimension, at: int, typed: Typed) -> ValueAt | None:
    """The longest value that the words beginning at a token spell."""
    spellings = typed.context.values.spellings(dimension)
    for after in range(min(at + _WORDS_IN_A_VALUE, len(typed.tokens)), at, -1):
        end = typed.tokens[after - 1].end
        stored = spellings.get(value_key(typed.text[typed.tokens[at].start : end]))
        if stored:
            return ValueAt(stored[0], end)
    return None


def near_values(dimension: Dimension, place: Place, typed: Typed) -> Iterator[Mend]:
    """Values with words that begin with those typed, or hold them, or are a few letters away from them."""
    for end in _ends(place, typed):
        words = value_key(typed.text[place.start : end])
        for key, stored in typed.context.values.spellings(dimension).items():
            cost = _cost(words, key)
            if cost is not None:
                written = in_quotes(stored[0])
                yield Mend((Edit(place.start, end, written, written),), cost)


def values_with(word: str, dimension: Dimension, typed: Typed) -> Iterator[str]:
    """Stored values of which a word is one of several."""
    key = value_key(word)
    for spelt, stored in typed.context.values.spellings(dimension).items():
        if len(key) >= _LETTERS and key in spelt.split():
            yield stored[0]


def _ends(place: Place, typed: Typed) -> Iterator[int]:
    """Where the value may end: as read, or a word or two later, where those mean nothing by themselves."""
    yield place.end
    at = typed.token_after(place.end)
    for after in () if at is None else (at, at + 1):
        if typed.kind(after) is not Kind.WORD or typed.begins(after):
            return
        yield typed.tokens[after].end


def _cost(typed: str, key: str) -> float | None:
    """How far a value is from what was typed, by the first way in which it is near at all."""
    ways = (_begins, _misspelt, _one_word_misspelt, _within, _begins_alike)
    return next((cost for way in ways if (cost := way(typed, key)) is not None), None)


def _begins(typed: str, key: str) -> float | None:
    return _MORE_WORDS if re.search(rf"(?<!\w){re.escape(typed)}", key) else None


def _one_word_misspelt(typed: str, key: str) -> float | None:
    edits = [each for word in key.split() if (each := near(typed, word)) is not None]
    return _MORE_WORDS + min(edits) / len(typed) if edits else None


def _begins_alike(typed: str, key: str) -> float | None:
    return _BEGINS_ALIKE if len(typed) > _LETTERS and _begins(typed[:-1], key) else None


def _within(typed: str, key: str) -> float | None:
    return _WITHIN_A_WORD if len(typed) >= _LETTERS and typed in key else None


def _misspelt(typed: str, key: str) -> float | None:
    edits = near(typed, key, at_least=1)
    return None if edits is None else edits / len(key)
