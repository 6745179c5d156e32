"""Many questions to one version of the facts: what weekly digests and alerts ask at once."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from kpi_engine.answer import Answer
from kpi_engine.engine import answer_from
from kpi_engine.errors import QuestionError
from kpi_engine.facts import Facts
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Calendar
from kpi_engine.question import Filter, Question
from kpi_engine.reading import Alone, Reading, Shared
from kpi_engine.scope import COMPANY


def answers(
    questions: Collection[Question],
    facts: Facts,
    *,
    catalog: Mapping[str, Kpi],
    calendar: Calendar,
    currency: str | None,
) -> Mapping[Question, Answer]:
    """Answer each question as `engine.answer` does, by as many SELECTs for a thousand teams as for two.

    Questions that differ only in the region, team or rep that they are about, or else in the one value of their last
    filter, are alike: each SELECT that one of them takes is stated once for all, and its rows are sorted by that
    value. Goals may differ as well. Only a breakdown is read for each question alone.

    A question that raises a QuestionError has no answer here, and keeps none from the others: `engine.answer` says why.
    """
    found: dict[Question, Answer] = {}
    for alike in _alike(questions):
        reading = _reading(facts, alike)
        for question in alike:
            with suppress(QuestionError):
                found[question] = answer_from(reading, question, catalog=catalog, calendar=calendar, currency=currency)
    return {question: found[question] for question in questions if question in found}


def _alike(questions: Collection[Question]) -> Collection[Sequence[Question]]:
    """Part the questions, each once, into those that can share their SELECTs."""
    sorts: defaultdict[Hashable, list[Question]] = defaultdict(list)
    for question in dict.fromkeys(questions):
        cut = _cut(question)
        rest = replace(question, scope=COMPANY, filters=question.narrowed[:-1], goal=None) if cut else question
        sorts[rest, cut and cut.dimension].append(question)
    return sorts.values()


def _cut(question: Question) -> Filter | None:
    """The one value that a question is narrowed to: its scope, or else its last filter."""
    last = question.narrowed[-1] if question.narrowed else None
    return last if last and len(last.values) == 1 else None


def _reading(facts: Facts, alike: Sequence[Question]) -> Reading:
    cuts = [cut for cut in map(_cut, alike) if cut]
    if len(cuts) <= 1:
        return Alone(facts)
    values = dict.fromkeys(value for cut in cuts for value in cut.values)
    return Shared(facts, Filter(cuts[0].dimension, tuple(values)))
