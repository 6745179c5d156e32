"""What keeps a question from being put: words not taken, things said twice, things that the KPI does not have."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from bot.words.meanings import Age, By, Clause, Doubt, Named
from bot.words.phrases import comparisons
from bot.words.reading import Place, Problem, Topic, Why
from bot.words.typed import Typed
from kpi_engine.kpi import Catalog
from kpi_engine.question import Basis, Dimension, Filter

_VALUES_LISTED = 12


def problems_of(
    clauses: Sequence[Clause], said: Mapping[Topic, Sequence[Clause]], kpi: str | None, typed: Typed
) -> tuple[Problem, ...]:
    """All problems, in the order of the text. `said` holds what was said on each topic that differs."""
    problems = (*_doubts(clauses, kpi, typed), *_twice(said, typed), *_about_the_kpi(clauses, kpi, typed))
    return tuple(sorted(problems, key=lambda problem: problem.places[0].start if problem.places else -1))


def _doubts(clauses: Sequence[Clause], kpi: str | None, typed: Typed) -> Iterator[Problem]:
    for clause in clauses:
        if isinstance(clause.meaning, Doubt):
            yield _doubted(clause.meaning, _place(clause, typed), kpi, typed)


def _doubted(doubt: Doubt, place: Place, kpi: str | None, typed: Typed) -> Problem:
    """A value of a dimension that the KPI does not have is no matter of the value."""
    known = typed.context.vocabulary.dimensions(kpi) if kpi and isinstance(doubt.about, Dimension) else None
    if known is not None and doubt.why is Why.UNKNOWN_VALUE and doubt.about not in known:
        return Problem(Why.DIMENSION_NOT_OF_KPI, (place,), doubt.about, known)
    return Problem(doubt.why, (place,), doubt.about, doubt.offered or _instead(doubt, kpi, typed))


def _instead(doubt: Doubt, kpi: str | None, typed: Typed) -> tuple[str, ...]:
    """What could stand in the place of the words, where that can be listed."""
    match doubt:
        case Doubt(_, Topic.BREAKDOWN):
            return tuple(typed.context.vocabulary.dimensions(kpi) if kpi else Dimension)
        case Doubt(Why.UNKNOWN_VALUE | Why.INCOMPLETE, Dimension() as dimension):
            values = tuple(chain.from_iterable(typed.context.values.spellings(dimension).values()))
            return values if len(values) <= _VALUES_LISTED else ()
        case Doubt(Why.INCOMPLETE, Topic.COMPARISON):
            return comparisons(typed.language)
    return ()


def _twice(said: Mapping[Topic, Sequence[Clause]], typed: Typed) -> Iterator[Problem]:
    for topic, different in said.items():
        if len(different) > 1:
            yield Problem(Why.TWO_OF_A_KIND, tuple(_place(clause, typed) for clause in different), topic)


def _about_the_kpi(clauses: Sequence[Clause], key: str | None, typed: Typed) -> Iterator[Problem]:
    if key is not None and key in typed.context.vocabulary.catalog:
        yield from _not_of_kpi(clauses, key, typed)
    elif key is None and not any(_may_be_kpi(clause) for clause in clauses):
        yield no_kpi(typed.context.vocabulary.catalog)


def no_kpi(catalog: Catalog) -> Problem:
    """The text names none."""
    return Problem(Why.NO_KPI, about=Topic.KPI, offered=tuple(catalog))


def _not_of_kpi(clauses: Sequence[Clause], key: str, typed: Typed) -> Iterator[Problem]:
    kpi = typed.context.vocabulary.catalog[key]
    for clause in clauses:
        match clause.meaning:
            case By(dimension) | Filter(dimension) if dimension not in typed.context.vocabulary.dimensions(key):
                known = typed.context.vocabulary.dimensions(key)
                yield Problem(Why.DIMENSION_NOT_OF_KPI, (_place(clause, typed),), dimension, known)
            case Basis() as basis if basis not in kpi.bases:
                bases = tuple(each.value for each in kpi.bases)
                yield Problem(Why.BASIS_NOT_OF_KPI, (_place(clause, typed),), Topic.BASIS, bases)
            case Age() if not kpi.ripens:
                yield Problem(Why.AGE_NOT_OF_KPI, (_place(clause, typed),), Topic.AGE)


def _may_be_kpi(clause: Clause) -> bool:
    match clause.meaning:
        case Named() | Doubt(Why.UNKNOWN_WORD, None) | Doubt(_, Topic.KPI):
            return True
    return False


def _place(clause: Clause, typed: Typed) -> Place:
    return Place(typed.text[clause.start : clause.end], clause.start, clause.end)
