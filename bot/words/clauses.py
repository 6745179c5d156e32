"""A typed text cut into clauses, left to right; at each place the longest reading wins. No word is left out."""

from collections.abc import Iterator

from bot.words.filters import read_filter
from bot.words.kpi_names import KPI_NAMES
from bot.words.lexicon import Phrase
from bot.words.meanings import Bare, Clause, Doubt, EitherOf, Filler, Opener, Versus
from bot.words.periods.relative import last_words
from bot.words.phrases import RANKING
from bot.words.reading import Topic, Why
from bot.words.tokens import Kind
from bot.words.typed import Typed
from kpi_engine.periods import Period

_TWO_DOTS = ("..", "->", "→")


def read_clauses(typed: Typed) -> Iterator[Clause]:
    """Every clause and every doubt of the text, fillers left out."""
    at = 0
    while at < len(typed.tokens):
        if _is_punctuation(typed, at):
            at += 1
            continue
        clauses = _clauses_at(typed, at)
        at = clauses[-1].after
        yield from (clause for clause in clauses if clause.meaning is not Filler.WORD)


def _is_punctuation(typed: Typed, at: int) -> bool:
    """Commas, colons and dashes that no clause has claimed; two dots beside a date are a range left open."""
    if typed.kind(at) is Kind.RANGE:
        token = typed.tokens[at]
        beside = (typed.kind(at + 1), typed.kind(at - 1) if at else None)
        return typed.text[token.start : token.end] not in _TWO_DOTS or Kind.NUMBERS not in beside
    return typed.kind(at) in (Kind.COMMA, Kind.COLON)


def _clauses_at(typed: Typed, at: int) -> tuple[Clause, ...]:
    if age := typed.age(at):
        return (age,)
    phrase, period = typed.phrase(at), typed.period(at)
    spoken = _spoken(typed, phrase, at) if phrase else ()
    if period and not (spoken and spoken[-1].after >= period.after):
        return (period,)
    return spoken or (_unread(typed, at),)


def _unread(typed: Typed, at: int) -> Clause:
    if typed.kind(at) is Kind.RANGE:
        return typed.clause(Doubt(Why.INCOMPLETE, Topic.PERIOD), at, at + 1)
    if typed.words[at] in RANKING:
        counted = at + 1 < len(typed.words) and typed.words[at + 1].isdecimal()
        return typed.clause(Doubt(Why.RANKING), at, at + 2 if counted else at + 1)
    return typed.clause(Doubt(Why.UNKNOWN_WORD), at, at + 1)


def _spoken(typed: Typed, phrase: Phrase, at: int) -> tuple[Clause, ...]:
    """What a phrase means where it stands."""
    after = at + len(phrase.words)
    match phrase.meaning:
        case Bare(dimension) if typed.kind(after) is Kind.COLON:
            return read_filter(typed, dimension, at, after + 1)
        case Opener.BY:
            return (_by_something_else(typed, at, after),)
        case EitherOf(kpis):
            return (typed.clause(_either(typed, kpis), at, after),)
    nothing_after = phrase.meaning is Opener.VERSUS
    meaning = Doubt(Why.INCOMPLETE, Topic.COMPARISON) if nothing_after else phrase.meaning
    return (_versus(typed, at) or typed.clause(meaning, at, after),)


def _versus(typed: Typed, at: int) -> Clause | None:
    """Compared with a period, where that says more than a fixed phrase: vs last quarter, vs T2 2026."""
    lengths = range(typed.context.lexicon.reach[typed.words[at]], 0, -1)
    phrases = ((length, typed.context.lexicon.phrases.get(typed.words[at : at + length])) for length in lengths)
    said = [(length, phrase.meaning) for length, phrase in phrases if phrase]
    opener = next((length for length, meaning in said if meaning is Opener.VERSUS), None)
    period = typed.period(at + opener) if opener else None
    if period is None or period.after <= at + said[0][0]:
        return None
    if isinstance(period.meaning, Period):
        return typed.clause(Versus(period.meaning), at, period.after)
    return period


def _by_something_else(typed: Typed, at: int, after: int) -> Clause:
    """After "by" no dimension: the word that stands there is to blame, unless it begins another clause."""
    unit = last_words(typed.words[after], typed.language) if typed.kind(after) is Kind.WORD else None
    if unit:
        return typed.clause(Doubt(Why.BY_TIME, Topic.PERIOD, (unit,)), at, after + 1)
    if typed.kind(after) is Kind.WORD and typed.phrase(after) is None and not typed.begins(after):
        return typed.clause(Doubt(Why.UNKNOWN_DIMENSION, Topic.BREAKDOWN), after, after + 1)
    return typed.clause(Doubt(Why.INCOMPLETE, Topic.BREAKDOWN), at, after)


def _either(typed: Typed, kpis: tuple[str, ...]) -> Doubt:
    readings = tuple(KPI_NAMES[key].written(typed.language) if key in KPI_NAMES else key for key in kpis)
    return Doubt(Why.AMBIGUOUS_WORD, Topic.KPI, readings)
