"""The question in a text: what its clauses say together, each thing once, and only of what the KPI has."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import reduce

from bot.words.clauses import read_clauses
from bot.words.kpi_names import ALSO_KPIS
from bot.words.meanings import Against, Age, Bare, By, Clause, Doubt, Meaning, Named, Versus
from bot.words.phrases import HELP, comparisons
from bot.words.problems import no_kpi, problems_of
from bot.words.reading import Asked, Help, Mine, Misread, Problem, Reading, Topic, Understood, Why
from bot.words.tokens import Kind
from bot.words.typed import Context, Typed
from bot.words.vocabulary import Vocabulary
from kpi_engine.periods import Period
from kpi_engine.question import Basis, Compare, Dimension, Filter
from kpi_engine.scope import Scope

LONGEST_QUESTION = 600  # characters
_TOPICS: Mapping[type, Topic] = {
    Named: Topic.KPI,
    Period: Topic.PERIOD,
    By: Topic.BREAKDOWN,
    Scope: Topic.SCOPE,
    Mine: Topic.SCOPE,
    Compare: Topic.COMPARISON,
    Against: Topic.COMPARISON,
    Basis: Topic.BASIS,
    Age: Topic.AGE,
}
_PICTURE = "So"  # the Unicode category of emoji and other symbols
_SIGNIFICANT = (Kind.WORD, Kind.NUMBERS, Kind.QUOTED, Kind.SIGN)


def understand(text: str, context: Context) -> Reading:
    """Read a text without looking for what else may have been meant."""
    if len(text) > LONGEST_QUESTION:
        return Misread(text, Understood(), (Problem(Why.TOO_LONG),))
    typed = Typed.of(text, context)
    if not any(token.kind in _SIGNIFICANT for token in typed.tokens):
        return _without_words(text, context)
    if typed.words[0] in HELP:
        return Help()
    clauses = _settled(tuple(read_clauses(typed)), context)
    if not clauses:
        return Help()
    said = _said(clauses)
    understood = reduce(lambda so_far, clause: _adding(so_far, clause, text), _settling(said, clauses), Understood())
    problems = problems_of(clauses, said, understood.kpi, typed)
    if problems:
        return Misread(text, understood, problems)
    return Asked(**{each.name: getattr(understood, each.name) for each in fields(Understood)})


def _without_words(text: str, context: Context) -> Reading:
    """Punctuation alone asks for help; pictures alone ask for something, but not for a KPI."""
    if any(unicodedata.category(each) == _PICTURE for each in text):
        return Misread(text, Understood(), (no_kpi(context.vocabulary.catalog),))
    return Help()


def _settled(clauses: tuple[Clause, ...], context: Context) -> tuple[Clause, ...]:
    """Clauses that other clauses settle: a comparison with a period, a dimension beside "by"."""
    periods = {clause.meaning for clause in clauses if isinstance(clause.meaning, Period)}
    kinds = {type(clause.meaning) for clause in clauses}
    return tuple(_settle(clause, periods, kinds, context) for clause in clauses)


def _settle(clause: Clause, periods: set[Period], kinds: set[type], context: Context) -> Clause:
    match clause.meaning:
        case Versus(then):
            return replace(clause, meaning=_compared(periods, then, context.vocabulary))
        case Bare(dimension):
            return replace(clause, meaning=_alone(dimension, kinds))
    return clause


def _alone(dimension: Dimension, kinds: set[type]) -> Named | By | Doubt:
    """A dimension without "by" and without a value, beside clauses of these kinds."""
    if dimension in ALSO_KPIS and Named not in kinds:
        return Named(ALSO_KPIS[dimension])
    if By in kinds:
        return By(dimension)
    return Doubt(Why.BARE_DIMENSION, dimension)


def _compared(periods: set[Period], then: Period, vocabulary: Vocabulary) -> Compare | Against | Doubt:
    """The comparison that sets the one period said beside `then`, which must be earlier and of its kind."""
    if len(periods) == 1:
        (period,) = periods
        before, year_before = vocabulary.calendar.shift(period, -1), vocabulary.calendar.year_before(period)
        if (before.start, before.end) == (then.start, then.end):
            return Compare.PREVIOUS
        if (year_before.start, year_before.end) == (then.start, then.end):
            return Compare.YEAR
        if then.end <= period.start and _alike(then, period):
            return Against(then)
    return Doubt(Why.OTHER_COMPARISON, Topic.COMPARISON, comparisons(vocabulary.language))


def _alike(then: Period, period: Period) -> bool:
    """Two quarters, two months, or as many days: a quarter says nothing of a year."""
    return then.grain is period.grain if period.grain else then.days == period.days


def _said(clauses: Sequence[Clause]) -> Mapping[Topic, Sequence[Clause]]:
    """The clauses on each topic that say different things."""
    said: dict[Topic, dict[Meaning, Clause]] = {}
    for clause in clauses:
        topic = _TOPICS.get(type(clause.meaning))
        if topic:
            said.setdefault(topic, {}).setdefault(clause.meaning, clause)
    return {topic: tuple(by_meaning.values()) for topic, by_meaning in said.items()}


def _settling(said: Mapping[Topic, Sequence[Clause]], clauses: Sequence[Clause]) -> Iterator[Clause]:
    """What was said once, and all filters, which add up."""
    yield from (different[0] for different in said.values() if len(different) == 1)
    yield from (clause for clause in clauses if isinstance(clause.meaning, Filter))


def _adding(understood: Understood, clause: Clause, text: str) -> Understood:  # noqa: PLR0911 (a line for each part)
    match clause.meaning:
        case Named(kpi):
            return replace(understood, kpi=kpi)
        case Period() as period:
            return replace(understood, period=period, period_words=" ".join(text[clause.start : clause.end].split()))
        case By(dimension):
            return replace(understood, by=dimension)
        case Filter() as narrowing:
            return replace(understood, filters=_merged((*understood.filters, narrowing)))
        case Scope() | Mine() as scope:
            return replace(understood, scope=scope)
        case Compare() as compare:
            return replace(understood, compare=compare)
        case Basis() as basis:
            return replace(understood, basis=basis)
        case Age(days):
            return replace(understood, age=days)
        case Against(then):
            return replace(understood, against=then)
    return understood


def _merged(filters: tuple[Filter, ...]) -> tuple[Filter, ...]:
    """One filter for each dimension, with the values of all, in one order whatever the order typed."""
    values = {
        dimension: {value for each in filters if each.dimension is dimension for value in each.values}
        for dimension in Dimension
    }
    return tuple(
        Filter(dimension, tuple(sorted(every, key=lambda value: (value is None, value or ""))))
        for dimension, every in values.items()
        if every
    )
