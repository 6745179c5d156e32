"""Many questions to one version of the facts: what weekly digests and alerts ask at once."""

from collections.abc import Collection, Mapping

from kpi_engine.answer import Answer
from kpi_engine.engine import answer
from kpi_engine.facts import Facts
from kpi_engine.kpi import Kpi
from kpi_engine.periods import Calendar
from kpi_engine.question import Question


def answers(
    questions: Collection[Question],
    facts: Facts,
    *,
    catalog: Mapping[str, Kpi],
    calendar: Calendar,
    currency: str | None,
) -> Mapping[Question, Answer]:
    """Answer each question once, exactly as `engine.answer` does, in the order asked; the keys are the questions.

    Raises what `engine.answer` raises for the first question that cannot be put.
    """
    return {
        question: answer(question, facts, catalog=catalog, calendar=calendar, currency=currency)
        for question in dict.fromkeys(questions)
    }
