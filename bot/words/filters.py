"""Reading a filter: source:salon,web · rep:"Camille Roy" · région : Île de France."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.text import Language
from bot.words.dimension_names import UNKNOWN
from bot.words.meanings import Clause, Doubt
from bot.words.reading import Why
from bot.words.tokens import Kind
from bot.words.typed import Typed
from bot.words.values import Stored, in_quotes
from kpi_engine.question import Dimension, Filter

_WORDS_IN_A_VALUE = 10
_NO_WORDS = (None, Kind.COMMA, Kind.COLON)


def read_filter(typed: Typed, dimension: Dimension, first: int, at: int) -> tuple[Clause, ...]:
    """The filter whose dimension begins at token `first` and whose values begin at `at`, with its doubts."""
    pieces = tuple(_Values(typed, dimension, first).read(at))
    values = tuple(value for piece in pieces for value in piece.values)
    doubts = tuple(piece.doubt for piece in pieces if piece.doubt)
    if not values:
        return doubts
    return (*doubts, typed.clause(Filter(dimension, values), first, pieces[-1].after))


@dataclass(frozen=True, slots=True)
class _Piece:
    """One of the values after a colon: as stored, or why it cannot be taken."""

    after: int
    values: Stored = ()
    doubt: Clause | None = None


@dataclass(frozen=True, slots=True)
class _Values:
    """The values of one filter, whose dimension begins at token `first`."""

    typed: Typed
    dimension: Dimension
    first: int

    def read(self, at: int) -> Iterator[_Piece]:
        """The value at a token, and those after commas."""
        piece: _Piece | None = self._piece(at)
        while piece:
            yield piece
            piece = self._next(piece.after)

    def _next(self, comma: int) -> _Piece | None:
        """What follows a comma, if it is another value: in quotes, glued to the comma, or known."""
        at = comma + 1
        if self.typed.kind(comma) is not Kind.COMMA or self.typed.kind(at) in _NO_WORDS:
            return None
        if self.typed.kind(at) is Kind.QUOTED or self.typed.glued(at):
            return self._piece(at)
        fits = self._fits(at)
        if not fits:
            return None
        return self._either_value_or_clause(comma, *fits[-1]) if self.typed.begins(at) else self._piece(at)

    def _either_value_or_clause(self, comma: int, after: int, stored: Stored) -> _Piece:
        """A word after ", " that is a value and also means something by itself is asked back."""
        readings = (f",{_written(stored[0], self.typed.language)}", f" {self.typed.raw(comma + 1, after)}")
        return self._doubted(Doubt(Why.AMBIGUOUS_WORD, self.dimension, readings), comma, after)

    def _piece(self, at: int) -> _Piece:
        if self.typed.kind(at) is Kind.QUOTED:
            quoted = self.typed.context.values.quoted(self.dimension, self.typed.tokens[at].text)
            return self._judged(at, at + 1, quoted)
        fits = [] if self.typed.kind(at) in _NO_WORDS else self._fits(at)
        if not fits:
            return self._unknown_or_missing(at)
        after, stored = fits[-1]
        shorter = next((end for end, _ in fits[:-1] if self.typed.begins(end)), None)
        return self._long_or_short(at, shorter, after) if shorter else self._judged(at, after, stored)

    def _fits(self, at: int) -> list[tuple[int, Stored]]:
        """Where the words that begin at a token end as a value of the dimension, the shortest first."""
        fits = []
        for after in range(at + 1, min(at + _WORDS_IN_A_VALUE, len(self.typed.tokens)) + 1):
            if self.typed.kind(after - 1) in (*_NO_WORDS, Kind.QUOTED):
                break
            stored = self.typed.context.values.typed(self.dimension, self.typed.raw(at, after))
            if stored:
                fits.append((after, stored))
        return fits

    def _long_or_short(self, at: int, shorter: int, after: int) -> _Piece:
        """Words that are one value, or a shorter value and then another clause, are asked back."""
        long, short, rest = self.typed.raw(at, after), self.typed.raw(at, shorter), self.typed.raw(shorter, after)
        readings = (in_quotes(long), f"{in_quotes(short)} {rest}")
        return self._doubted(Doubt(Why.AMBIGUOUS_WORD, self.dimension, readings), at, after)

    def _judged(self, at: int, after: int, stored: Stored) -> _Piece:
        """One stored value is meant; none is unknown; several that differ by case or accents are asked back."""
        if len(stored) == 1:
            return _Piece(after, stored)
        why = Why.AMBIGUOUS_WORD if stored else Why.UNKNOWN_VALUE
        readings = tuple(_written(value, self.typed.language) for value in stored)
        return self._doubted(Doubt(why, self.dimension, readings), at, after)

    def _unknown_or_missing(self, at: int) -> _Piece:
        """A word that is no value; apart from the colon it may begin the next clause instead."""
        if self.typed.kind(at) in _NO_WORDS or (self.typed.begins(at) and not self.typed.glued(at)):
            return self._doubted(Doubt(Why.INCOMPLETE, self.dimension), self.first, at)
        after = at + 1
        while self.typed.kind(after) in (Kind.WORD, Kind.NUMBERS, Kind.SIGN) and self.typed.glued(after):
            after += 1
        return self._doubted(Doubt(Why.UNKNOWN_VALUE, self.dimension), at, after)

    def _doubted(self, doubt: Doubt, first: int, after: int) -> _Piece:
        return _Piece(after, doubt=self.typed.clause(doubt, first, after))


def _written(value: str | None, language: Language) -> str:
    return in_quotes(value) if value is not None else UNKNOWN.written(language)
