"""Every answer is remembered by its receipt, so that it can be given again."""

from collections.abc import Iterable
from datetime import datetime

from bot.office import Office
from bot.use_cases.question_json import dump
from kpi_engine.answer import Answer
from storage.repositories.records import GivenAnswer
from storage.unit_of_work import UnitOfWork


def remember(work: UnitOfWork, team_id: str, answer: Answer, office: Office) -> None:
    """Keep what it takes to give this answer again, in the transaction in which it is given."""
    remember_all(work, team_id, [answer], office)


def remember_all(work: UnitOfWork, team_id: str, answers: Iterable[Answer], office: Office) -> None:
    """The same for answers that are given together."""
    now = office.clock.now()
    work.receipts.put(*(_given(team_id, answer, office, now) for answer in answers))


def _given(team_id: str, answer: Answer, office: Office, now: datetime) -> GivenAnswer:
    return GivenAnswer(
        team_id=team_id,
        id=answer.receipt.id,
        question=dump(answer.question),
        facts_version=answer.receipt.facts_version,
        definition_version=answer.receipt.definition_version,
        zone=office.calendar.zone,
        fiscal_year_starts=office.calendar.fiscal_year_starts,
        currency=office.currency,
        answered_at=now,
    )
