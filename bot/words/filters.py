"""Reading a filter: source:salon,web · rep:"Camille Roy" · région : Île de France."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.words.meanings import Clause, Doubt
from bot.words.reading import Why
from bot.words.tokens import Kind
from bot.words.typed import Typed
from bot.words.values import Stored, in_quotes
from kpi_engine.question import Dimension, Filter

_WORDS_IN_A_VALUE = 10


def read_filter(typed: Typed, dimension: Dimension, first: int, at: int) -> tuple[Clause, ...]:
    """The filter whose dimension begins at token `first` and whose values begin at `at`, with its doubts."""
    pieces = tuple(_pieces(typed, dimension, at))
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


def _pieces(typed: Typed, dimension: Dimension, at: int) -> Iterator[_Piece]:
    piece = _piece(typed, dimension, at)
    yield piece
    while (comma := piece.after) and typed.kind(comma) is Kind.COMMA:
        doubt = _after_loose_comma(typed, dimension, comma)
        if not doubt and not _goes_on(typed, dimension, comma):
            return
        piece = doubt or _piece(typed, dimension, comma + 1)
        yield piece


def _goes_on(typed: Typed, dimension: Dimension, comma: int) -> bool:
    """Whether what follows a comma is another value: in quotes, glued to the comma, or known."""
    at = comma + 1
    if typed.kind(at) in (None, Kind.COMMA, Kind.COLON):
        return False
    glued = typed.tokens[comma].end == typed.tokens[at].start
    return glued or typed.kind(at) is Kind.QUOTED or bool(_fits(typed, dimension, at))


def _after_loose_comma(typed: Typed, dimension: Dimension, comma: int) -> _Piece | None:
    """After ", " a word that is a value and also means something by itself: asked back."""
    at = comma + 1
    if typed.kind(at) is not Kind.WORD or typed.tokens[comma].end == typed.tokens[at].start:
        return None
    fits = _fits(typed, dimension, at)
    if not fits or not typed.begins(at):
        return None
    after, stored = fits[-1]
    readings = (f",{_written(stored[0])}", f" {typed.raw(at, after)}")
    doubt = Doubt(Why.AMBIGUOUS_WORD, dimension, readings)
    return _Piece(after, doubt=typed.clause(doubt, comma, after))


def _piece(typed: Typed, dimension: Dimension, at: int) -> _Piece:
    if typed.kind(at) is Kind.QUOTED:
        return _judged(typed, dimension, at, at + 1, typed.context.values.quoted(dimension, typed.tokens[at].text))
    if typed.kind(at) in (None, Kind.COMMA, Kind.COLON):
        return _doubted(typed, Doubt(Why.INCOMPLETE, dimension), at - 1, at)
    fits = _fits(typed, dimension, at)
    if not fits:
        return _unknown(typed, dimension, at)
    after, stored = fits[-1]
    shorter = next((end for end, _ in fits[:-1] if typed.begins(end)), None)
    if shorter:
        readings = (in_quotes(typed.raw(at, after)), f"{in_quotes(typed.raw(at, shorter))} {typed.raw(shorter, after)}")
        return _doubted(typed, Doubt(Why.AMBIGUOUS_WORD, dimension, readings), at, after)
    return _judged(typed, dimension, at, after, stored)


def _fits(typed: Typed, dimension: Dimension, at: int) -> list[tuple[int, Stored]]:
    """Where the words that begin at a token end as a value of the dimension, the shortest first."""
    fits = []
    for after in range(at + 1, min(at + _WORDS_IN_A_VALUE, len(typed.tokens)) + 1):
        if typed.kind(after - 1) in (Kind.COMMA, Kind.COLON, Kind.QUOTED):
            break
        stored = typed.context.values.typed(dimension, typed.raw(at, after))
        if stored:
            fits.append((after, stored))
    return fits


def _judged(typed: Typed, dimension: Dimension, at: int, after: int, stored: Stored) -> _Piece:
    """One stored value is the one meant; none is unknown; several that differ by case or accents are asked back."""
    if len(stored) == 1:
        return _Piece(after, stored)
    readings = tuple(_written(value) for value in stored)
    why = Why.AMBIGUOUS_WORD if stored else Why.UNKNOWN_VALUE
    return _doubted(typed, Doubt(why, dimension, readings), at, after)


def _unknown(typed: Typed, dimension: Dimension, at: int) -> _Piece:
    """A word that is no value; apart from the colon it may begin the next clause instead."""
    apart = typed.tokens[at - 1].end != typed.tokens[at].start
    if apart and typed.begins(at):
        return _doubted(typed, Doubt(Why.INCOMPLETE, dimension), at - 1, at)
    after = at + 1
    while typed.kind(after) in (Kind.WORD, Kind.NUMBERS, Kind.SIGN) and not typed.text[
        typed.tokens[after - 1].end : typed.tokens[after].start
    ].count(" "):
        after += 1
    return _doubted(typed, Doubt(Why.UNKNOWN_VALUE, dimension), at, after)


def _doubted(typed: Typed, doubt: Doubt, first: int, after: int) -> _Piece:
    return _Piece(after, doubt=typed.clause(doubt, first, after))


def _written(value: str | None) -> str:
    return in_quotes(value) if value is not None else "unknown"
