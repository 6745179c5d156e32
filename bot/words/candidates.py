"""What could stand in the place of words that were not taken."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from bot.words.dimension_names import BY, DIMENSION_NAMES
from bot.words.edits import Edit, Mend
from bot.words.kpi_names import KPI_NAMES
from bot.words.lexicon import folded
from bot.words.meanings import Bare, Filler
from bot.words.names import Names
from bot.words.near_phrases import near_phrases
from bot.words.near_values import near_values, value_at, values_with
from bot.words.reading import Misread, Place, Problem, Topic, Why
from bot.words.tokens import Kind
from bot.words.typed import Typed
from bot.words.values import in_quotes
from kpi_engine.question import Dimension

_KPIS_OFFERED = 6
_PART_OF_A_NAME = 0.25


def mends(problem: Problem, misread: Misread, typed: Typed) -> Iterator[Mend]:
    """Edits that may solve a problem, in no order; whether they do, only reading the text again tells."""
    match problem:
        case Problem(Why.NO_KPI):
            yield from _with_a_kpi(problem, typed)
        case Problem(Why.TWO_OF_A_KIND):
            yield from _keeping_one(problem, typed)
        case Problem(
            Why.AMBIGUOUS_WORD | Why.REVERSED_RANGE | Why.OTHER_COMPARISON | Why.NOT_BEGUN | Why.BY_TIME, (place,)
        ):
            start = _with_small_words(place, typed) if problem.about is Topic.KPI else place.start
            yield from (_replacing(start, place.end, words, cost) for cost, words in enumerate(problem.offered))
        case Problem(Why.UNKNOWN_VALUE, (place,), Dimension() as dimension):
            yield from _near_or_any(near_values(dimension, place, typed), place, map(in_quotes, problem.offered))
        case Problem(Why.UNKNOWN_DIMENSION, (place,)):
            near = chain(_by_a_person(place, typed), _near_dimensions(place, typed))
            yield from _near_or_any(near, place, _dimensions(problem, typed))
        case Problem(
            Why.DIMENSION_NOT_OF_KPI | Why.BASIS_NOT_OF_KPI | Why.AGE_NOT_OF_KPI | Why.RANKING, (place,), about
        ):
            is_breakdown = about is not None and misread.understood.by is about
            yield from _by_another(problem, place, typed) if is_breakdown else _left_out(place)
        case Problem(Why.INCOMPLETE, (place,), Dimension() | Topic.BREAKDOWN | Topic.COMPARISON):
            yield from _completing(problem, place, typed)
        case Problem(Why.BARE_DIMENSION, (place,), Dimension() as dimension):
            yield _as_filter_or_breakdown(dimension, place, typed)
        case Problem(Why.UNKNOWN_WORD, (place,)):
            yield from _as_a_value(place, misread, typed)
            yield from _as_a_person(place, typed)
            yield from near_phrases(place, typed)


def _replacing(start: int, end: int, words: str, cost: float = 0) -> Mend:
    return Mend((Edit(start, end, words, words),), cost)


def _near_or_any(near: Iterable[Mend], place: Place, any_of: Iterable[str]) -> Iterator[Mend]:
    """What is near the words at a place; where nothing is, the first of what can stand there."""
    found = tuple(mend for mend in near if mend.edits)
    yield from found or (_replacing(place.start, place.end, words, cost) for cost, words in enumerate(any_of, 1))


def _near_dimensions(place: Place, typed: Typed) -> Iterator[Mend]:
    """Dimensions near the word after "by", and phrases that begin before it."""
    for mend in near_phrases(place, typed):
        if all(edit.start < place.start or _is_bare(edit.words, typed) for edit in mend.edits):
            yield mend


def _dimensions(problem: Problem, typed: Typed) -> Iterator[str]:
    return (DIMENSION_NAMES[Dimension(each)].written(typed.language) for each in problem.offered)


def _by_another(problem: Problem, place: Place, typed: Typed) -> Iterator[Mend]:
    """Broken down by what the KPI has, in the order in which it has them."""
    by = BY.written(typed.language)
    words = (f"{by} {dimension}" for dimension in _dimensions(problem, typed))
    yield from (_replacing(place.start, place.end, each, cost) for cost, each in enumerate(words))


def _left_out(place: Place) -> Iterator[Mend]:
    """The question without what cannot be had."""
    yield Mend((Edit(place.start, place.end, "", ""),))


def _completing(problem: Problem, place: Place, typed: Typed) -> Iterator[Mend]:
    """What can follow "by", "vs" or "source:"."""
    match problem.about:
        case Topic.BREAKDOWN:
            endings = [f"{place.words} {each}" for each in _dimensions(problem, typed)]
        case Topic.COMPARISON:
            endings = list(problem.offered)
        case _:
            endings = [f"{place.words}{in_quotes(each)}" for each in problem.offered]
    yield from (_replacing(place.start, place.end, words, cost) for cost, words in enumerate(endings))


def _with_a_kpi(problem: Problem, typed: Typed) -> Iterator[Mend]:
    """The first KPIs of the catalogue before a question that names none, or instead of a text without words."""
    end = _after_small_words(typed) if any(map(str.isalnum, typed.text)) else len(typed.text)
    for cost, key in enumerate(problem.offered[:_KPIS_OFFERED]):
        name = KPI_NAMES.get(key, Names((key,), (key,))).written(typed.language)
        yield Mend((Edit(0, end, f"{name} ", name),), cost)


def _after_small_words(typed: Typed) -> int:
    """Where the text begins to say something."""
    at = 0
    while (phrase := typed.phrase(at)) and phrase.meaning is Filler.WORD and at + len(phrase.words) < len(typed.tokens):
        at += len(phrase.words)
    return typed.tokens[at].start


def _keeping_one(problem: Problem, typed: Typed) -> Iterator[Mend]:
    """Of two of a kind, each without the other."""
    for cost, kept in enumerate(problem.places):
        others = [place for place in problem.places if place is not kept]
        words = f"{BY.written(typed.language)} {kept.words}" if _is_bare(kept.words, typed) else kept.words
        edit = Edit(kept.start, kept.end, words, words)
        yield Mend((edit, *(_without(place, kept, typed) for place in others)), cost)


def _is_bare(words: str, typed: Typed) -> bool:
    phrase = typed.context.lexicon.phrases.get(folded(words))
    return phrase is not None and isinstance(phrase.meaning, Bare)


def _without(place: Place, kept: Place, typed: Typed) -> Edit:
    """The text without a place, nor the small words and signs that join it to the one kept: in, of, and, &."""
    if place.start > kept.start:
        first = typed.token_at(place.start)
        while _joins(first - 1, typed):
            first -= 1
        return Edit(typed.tokens[first - 1].end, place.end, "", "")
    after = typed.token_after(place.end)
    while after is not None and _joins(after, typed):
        after += 1
    return Edit(place.start, len(typed.text) if after is None else typed.tokens[after].start, "", "")


def _joins(at: int, typed: Typed) -> bool:
    return typed.is_filler(at) or typed.kind(at) in (Kind.COMMA, Kind.RANGE)


def _as_a_value(place: Place, misread: Misread, typed: Typed) -> Iterator[Mend]:
    """A word that is a stored value of some dimension: salon, for source:salon."""
    key = misread.understood.kpi
    at = typed.token_at(place.start)
    for dimension in typed.context.vocabulary.dimensions(key) if key else Dimension:
        found = value_at(dimension, at, typed)
        if found:
            words = f"{DIMENSION_NAMES[dimension].written(typed.language)}:{in_quotes(found.value)}"
            yield _replacing(place.start, found.end, words)


def _as_a_person(place: Place, typed: Typed) -> Iterator[Mend]:
    """A word that is a part of somebody's name: Camille, for rep:"Camille Roy"."""
    name = DIMENSION_NAMES[Dimension.REP].written(typed.language)
    for value in values_with(place.words, Dimension.REP, typed):
        yield _replacing(place.start, place.end, f"{name}:{in_quotes(value)}", _PART_OF_A_NAME)


def _by_a_person(place: Place, typed: Typed) -> Iterator[Mend]:
    """Done by somebody, not broken down by her: par Camille."""
    start = typed.tokens[typed.token_at(place.start) - 1].start
    for mend in _as_a_person(place, typed):
        yield replace(mend, edits=tuple(replace(edit, start=start) for edit in mend.edits))


def _as_filter_or_breakdown(dimension: Dimension, place: Place, typed: Typed) -> Mend:
    """A dimension alone: with its value, where one follows (team Nord), else to break the figure down by."""
    at = typed.token_after(place.end)
    found = value_at(dimension, at, typed) if at is not None else None
    if found:
        return _replacing(place.start, found.end, f"{place.words}:{in_quotes(found.value)}")
    start = _with_small_words(place, typed)
    return _replacing(start, place.end, f"{BY.written(typed.language)} {place.words}")


def _with_small_words(place: Place, typed: Typed) -> int:
    """Where the small words before a place begin: how many deals, combien d'affaires."""
    at = typed.token_at(place.start)
    while at and typed.is_filler(at - 1):
        at -= 1
    return typed.tokens[at].start
