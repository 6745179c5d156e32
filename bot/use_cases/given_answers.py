"""Every answer is remembered by its receipt, so that it can be given again."""

from bot.office import Office
from bot.use_cases.question_json import dump
from kpi_engine.answer import Answer
from storage.repositories.records import GivenAnswer
from storage.unit_of_work import UnitOfWork


def remember(work: UnitOfWork, team_id: str, answer: Answer, office: Office) -> None:
    """Keep what it takes to give this answer again, in the transaction in which it is given."""
    work.receipts.put(
        GivenAnswer(
            team_id=team_id,
            id=answer.receipt.id,
            question=dump(answer.question),
            facts_version=answer.receipt.facts_version,
            definition_version=answer.receipt.definition_version,
            zone=office.calendar.zone,
            fiscal_year_starts=office.calendar.fiscal_year_starts,
            currency=office.currency,
            answered_at=office.clock.now(),
        )
    )
