"""A typed text laid out for reading: its tokens, one line of their folded words, and what begins at each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from bot.text import Language
from bot.words.ages import read_age
from bot.words.lexicon import Lexicon, Phrase, lexicon_of
from bot.words.meanings import Age, Clause, Filler, Meaning
from bot.words.periods.moment import Moment
from bot.words.periods.reader import read_period
from bot.words.tokens import Kind, Token, tokenise
from bot.words.values import Values
from bot.words.vocabulary import Vocabulary

_GLUED = re.compile(r"[^\s,:=]*")


@dataclass(frozen=True, slots=True)
class Context:
    """What every text read for one question shares."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    moment: Moment
    values: Values

    @classmethod
    def of(cls, vocabulary: Vocabulary, today: date) -> "Context":
        """For a vocabulary, on a day."""
        moment = Moment(today, vocabulary.calendar, vocabulary.language)
        return cls(vocabulary, lexicon_of(vocabulary.catalog), moment, Values(vocabulary.values))


@dataclass(frozen=True, slots=True)
class Typed:
    """One text. `at`, `first` and `after` count tokens; `starts` and `ends` place them in the line."""

    text: str
    context: Context
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    line: str
    starts: tuple[int, ...]
    ends: Mapping[int, int]  # where a token ends in the line: the number of the next

    @classmethod
    def of(cls, text: str, context: Context) -> "Typed":
        """Lay a text out."""
        tokens = tokenise(text)
        words = tuple('"' if token.kind is Kind.QUOTED else token.text for token in tokens)
        starts = tuple(accumulate((len(word) + 1 for word in words), initial=0))
        ends = {start + len(word): after for after, (start, word) in enumerate(zip(starts, words, strict=False), 1)}
        return cls(text, context, tokens, words, " ".join(words), starts, ends)

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.context.vocabulary.language

    def token_at(self, position: int) -> int:
        """The token that begins at a position of the text."""
        return next(at for at, token in enumerate(self.tokens) if token.start == position)

    def token_after(self, position: int) -> int | None:
        """The first token from a position of the text on; None past the last."""
        return next((at for at, token in enumerate(self.tokens) if token.start >= position), None)

    def kind(self, at: int) -> Kind | None:
        """The kind of a token; None past the last."""
        return self.tokens[at].kind if at < len(self.tokens) else None

    def clause(self, meaning: Meaning, first: int, after: int) -> Clause:
        """A run of tokens that means something."""
        return Clause(meaning, self.tokens[first].start, self.tokens[after - 1].end, after)

    def phrase(self, at: int) -> Phrase | None:
        """The longest fixed phrase that begins at a token."""
        return self.context.lexicon.longest(self.words, at)

    def period(self, at: int) -> Clause | None:
        """The longest period that begins at a token, or the doubt about it, placed on the words to blame."""
        if self.kind(at) not in (Kind.WORD, Kind.NUMBERS):
            return None
        found = read_period(self.line, self.starts[at], self.context.moment)
        if found is None:
            return None
        first, last = self.starts.index(found.place.start, at), self.ends[found.place.stop]
        placed = self.clause(found.meaning, first, last)
        return Clause(placed.meaning, placed.start, placed.end, self.ends[found.end])

    def age(self, at: int) -> Clause | None:
        """The age that begins at a token."""
        found = read_age(self.line, self.starts[at])
        return self.clause(Age(found[0]), at, self.ends[found[1]]) if found else None

    def begins(self, at: int) -> bool:
        """Whether a phrase or a period, more than a filler, begins at a token."""
        if at >= len(self.tokens):
            return False
        phrase = self.phrase(at)
        return (phrase is not None and phrase.meaning is not Filler.WORD) or self.period(at) is not None

    def is_filler(self, at: int) -> bool:
        """Whether a token by itself adds nothing."""
        phrase = self.context.lexicon.phrases.get(self.words[at : at + 1]) if at >= 0 else None
        return phrase is not None and phrase.meaning is Filler.WORD

    def glued(self, at: int) -> bool:
        """Whether no space stands before a token."""
        return not any(map(str.isspace, self.text[self.tokens[at - 1].end : self.tokens[at].start]))

    def raw(self, first: int, after: int) -> str:
        """The words as typed, with the punctuation glued to either end."""
        start, last = self.tokens[first - 1].end if first else 0, self.tokens[after - 1].end
        limit = self.tokens[after].start if after < len(self.tokens) else len(self.text)
        glued = _GLUED.match(self.text, last, limit)
        return self.text[start : glued.end() if glued else last].strip()
